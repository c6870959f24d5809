import type { Gesture, Reply } from '#src/define.ts';
import type { PersonActor } from '#src/domain/people.ts';
import { incidentHere } from '#src/operations/incident/here.ts';
import { type Listed, listIncidents } from '#src/operations/incident/list.ts';

import { type WhichKind, whichIncident } from '#views/incident/which.ts';
import { limits } from '#views/limits.ts';
import { refusalMessage } from '#views/refusal.ts';

export type Meant = { readonly ok: true; readonly number: number } | { readonly ok: false; readonly reply: Reply };

/** What is to be done with the incident, so that picking one goes on with it. */
export interface Meaning {
  /** `resolve`. */
  readonly verb: string;
  /** What was said besides, as it is said after the number. */
  readonly rest: string;
  /** Which may be meant; default: open ones. */
  readonly of?: WhichKind;
}

/** The incident somebody named, else the one whose channel they are in, else the question which, with those to pick from that they may know of. */
export async function numberMeant(
  named: number | null,
  gesture: Gesture,
  { verb, rest, of = 'open' }: Meaning,
): Promise<Meant> {
  if (named !== null) return { ok: true, number: named };
  const { deps, channel } = gesture;
  const actor = await gesture.actor();
  const here = await incidentHere(deps, channel, { actor });
  if (here) return { ok: true, number: here.number };
  const listed = await candidates(of, gesture, actor);
  const message = listed.ok
    ? whichIncident({ ...listed, of, verb, rest: rest.trim() })
    : refusalMessage(listed.refusal, deps);
  return { ok: false, reply: { kind: 'tell', message } };
}

/** Those of a kind; of the kinds that are over, as many as there are among the newest. */
async function candidates(of: WhichKind, { deps }: Gesture, actor: PersonActor): Promise<Listed> {
  const page = { limit: of === 'open' ? limits.options : looked, offset: 0 };
  const listed = await listIncidents(deps, { filter: { open: of === 'open' }, page }, { actor });
  if (!listed.ok || of === 'open' || of === 'over') return listed;
  const incidents = listed.incidents.filter((one) => (of === 'merged' ? one.merged !== null : one.status === of));
  return { ok: true, incidents, total: incidents.length };
}

/** How many of the newest that are over are looked through. */
const looked = 300;
