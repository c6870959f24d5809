import type { Gesture, Reply } from '#src/define.ts';
import type { Answer } from '#src/domain/answer.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { showIncident } from '#src/operations/incident/show.ts';
import { type Done, type IncidentDoneProps, incidentDone } from '#views/incident/done.ts';
import type { Message } from '#views/message.ts';
import { refusalMessage } from '#views/refusal.ts';

/** What came of it: the incident as it is now, for the one who asked to see, or why nothing was done. */
export type CameOfIt =
  | { readonly ok: true; readonly incident: Incident }
  | { readonly ok: false; readonly message: Message };

/** Looks up what became of the incident by `answer`. A refusal comes back in words; so does the one of an incident that whoever asked may not know of by now. */
export async function cameOf(answer: Answer, { deps, actor }: Gesture): Promise<CameOfIt> {
  const shown = answer.ok ? await showIncident(deps, { number: answer.number }, { actor: await actor() }) : answer;
  if (shown.ok) return shown;
  const { refusal } = shown;
  // How it ended is said to whoever may look at it.
  const over = refusal.code === 'is-over' ? await showIncident(deps, refusal, { actor: await actor() }) : null;
  const incident = over?.ok ? over.incident : null;
  return { ok: false, message: refusalMessage(refusal, { policy: deps.policy, incident }) };
}

/** Tells who asked what came of it: what was done, or why not. */
export async function told(answer: Answer, done: Done, gesture: Gesture): Promise<Reply> {
  const came = await cameOf(answer, gesture);
  const message = came.ok ? incidentDone(whatWasDone(came.incident, done, gesture)) : came.message;
  return { kind: 'tell', message };
}

/** What was done, for the one who did it, where they did it. */
export function whatWasDone(incident: Incident, done: Done, { deps, person, channel }: Gesture): IncidentDoneProps {
  return { incident, policy: deps.policy, done, by: person, from: channel };
}
