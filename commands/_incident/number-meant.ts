import type { Gesture, Reply } from '#src/define.ts';
import { incidentHere } from '#src/operations/incident/here.ts';
import { whichIncident } from '#views/incident/which.ts';

export type Meant = { readonly ok: true; readonly number: number } | { readonly ok: false; readonly reply: Reply };

/** The incident somebody named, else the one whose channel they are in, else the question which. */
export async function numberMeant(named: number | null, gesture: Gesture): Promise<Meant> {
  if (named !== null) return { ok: true, number: named };
  const here = await incidentHere(gesture.deps, gesture.channel, { actor: await gesture.actor() });
  return here ? { ok: true, number: here.number } : { ok: false, reply: { kind: 'tell', message: whichIncident() } };
}
