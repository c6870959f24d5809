import type { Form, Gesture, Reply } from '#src/define.ts';
import { type Incident, ownChannel } from '#src/domain/incident/state.ts';
import { engineActor, type PersonActor } from '#src/domain/people.ts';
import { StoreUnavailable } from '#src/errors.ts';
import { incidentHere } from '#src/operations/incident/here.ts';
import { type Listed, listIncidents } from '#src/operations/incident/list.ts';
import type { Deps } from '#src/ports/deps.ts';
import { incidentFieldId } from '#views/form/form.ts';
import type { FormNote } from '#views/form/note.ts';
import { anyIncident } from '#views/form/read.ts';
import { type WhichKind, whichIncident } from '#views/incident/which.ts';
import { limits } from '#views/limits.ts';
import { refusalMessage } from '#views/refusal.ts';

/** The number of the incident whose channel this is. Looked up as nobody in particular: whoever is in a channel knows it, and what they may do is settled when it is done. */
export async function numberHere(channel: string | null, deps: Deps): Promise<number | null> {
  return (await here(channel, deps))?.number ?? null;
}

function here(channel: string | null, deps: Deps): Promise<Incident | null> {
  return incidentHere(deps, channel, { actor: engineActor });
}

export interface About {
  readonly note: FormNote;
  /** The incident whose channel this is, where it is the one that is meant and may be spoken of here. */
  readonly incident: Incident | null;
}

/** For a form: the incident that was named, else the one whose channel this is. While the database is away the note keeps the channel, so that the form opens all the same. */
export async function aboutWhich(
  named: number | null,
  { deps, channel: from }: Pick<Gesture, 'deps' | 'channel'>,
): Promise<About> {
  if (named !== null) return { note: { incident: named, channel: null, from }, incident: null };
  try {
    const incident = await here(from, deps);
    const note = { incident: incident?.number ?? null, channel: null, from };
    return { note, incident: incident && ownChannel(incident) ? incident : null };
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return { note: { incident: null, channel: from, from }, incident: null };
  }
}

/** Once the form is filled in: the one it was opened for, else the one chosen in it, else the one whose channel it was opened in. */
export async function numberEntered(
  note: Pick<FormNote, 'incident' | 'channel'>,
  entered: Form,
  deps: Deps,
): Promise<number | null> {
  return note.incident ?? anyIncident.parse(entered[incidentFieldId]) ?? numberHere(note.channel, deps);
}

export type Meant = { readonly ok: true; readonly number: number } | { readonly ok: false; readonly reply: Reply };

/** What is to be done with the incident, so that picking one goes on with it. */
export interface Meaning {
  /** `resolve`. */
  readonly verb: string;
  /** What was said besides, as it is said after the number. */
  readonly rest: string;
  /** Which may be meant; default: open ones. `any`: to look at. */
  readonly of?: WhichKind;
}

/** Without a form: the incident somebody named, else the one whose channel they are in, else the question which, with those to pick from that they may know of. */
export async function numberMeant(
  named: number | null,
  gesture: Gesture,
  { verb, rest, of = 'open' }: Meaning,
): Promise<Meant> {
  const { deps, channel } = gesture;
  const number = named ?? (await numberHere(channel, deps));
  if (number !== null) return { ok: true, number };
  const listed = await candidates(of, deps, await gesture.actor());
  const message = listed.ok
    ? whichIncident({ ...listed, of, verb, rest: rest.trim() })
    : refusalMessage(listed.refusal, deps);
  return { ok: false, reply: { kind: 'tell', message } };
}

/** Those of a kind: of what is over, as many as there are among the newest, what was over last in front; behind what is open, where it is only looked at. */
async function candidates(of: WhichKind, deps: Deps, actor: PersonActor): Promise<Candidates> {
  const listed = (open: boolean, limit: number) =>
    listIncidents(deps, { filter: { open }, page: { limit, offset: 0 } }, { actor });
  if (of === 'open') return listed(true, limits.options);
  const over = await listed(false, looked);
  if (!over.ok) return over;
  const some = over.incidents.filter((one) => isOneOf(of, one, deps.clock.now())).toSorted(lastFirst);
  const open = of === 'any' ? await listed(true, limits.options) : null;
  const before = open?.ok ? open : { incidents: [], total: 0 };
  return { ok: true, incidents: [...before.incidents, ...some], total: before.total + some.length };
}

type Candidates =
  | { readonly ok: true; readonly incidents: readonly Incident[]; readonly total: number }
  | Extract<Listed, { readonly ok: false }>;

function isOneOf(of: Exclude<WhichKind, 'open'>, one: Incident, now: number): boolean {
  if (of === 'any') return now - overAt(one) < lately;
  return of === 'merged' ? one.merged !== null : one.status === of;
}

function lastFirst(a: Incident, b: Incident): number {
  return overAt(b) - overAt(a);
}

/** When it was over as people saw it: what is declared afterwards, or closed late, is new to them then. */
function overAt({ declaredAt, resolvedAt, endedAt }: Incident): number {
  return Math.max(declaredAt, resolvedAt ?? 0, endedAt ?? 0);
}

/** How many of the newest that are over are looked through. */
const looked = 300;

/** How long what is over is still offered. */
const lately = 7 * 24 * 60 * 60_000;
