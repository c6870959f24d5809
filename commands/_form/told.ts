import type { Gesture, Reply } from '#src/define.ts';
import type { Answer } from '#src/domain/answer.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { showIncident } from '#src/operations/incident/show.ts';
import { type Done, type IncidentDoneProps, incidentDone } from '#views/incident/done.ts';
import { refusalMessage } from '#views/refusal.ts';

/** Tells who asked what came of it: what was done, or why not. */
export async function told(answer: Answer, done: Done, gesture: Gesture): Promise<Reply> {
  const { deps } = gesture;
  if (!answer.ok) return { kind: 'tell', message: refusalMessage(answer.refusal, deps) };
  const shown = await showIncident(deps, { number: answer.number }, { actor: await gesture.actor() });
  if (!shown.ok) return { kind: 'tell', message: refusalMessage(shown.refusal, deps) };
  return { kind: 'tell', message: incidentDone(whatWasDone(shown.incident, done, gesture)) };
}

/** What was done, for the one who did it, where they did it. */
export function whatWasDone(incident: Incident, done: Done, { deps, person, channel }: Gesture): IncidentDoneProps {
  return { incident, policy: deps.policy, done, by: person, from: channel };
}
