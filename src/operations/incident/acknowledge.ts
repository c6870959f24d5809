import type { Answer } from '#src/domain/answer.ts';
import { type By, type Changing, changeIncident } from '#src/operations/change-incident.ts';

/** Somebody takes it on (runbook 003: within 5 minutes). Refuses the second one, and what is over. */
export function acknowledge(deps: Changing, { number }: { readonly number: number }, by: By): Promise<Answer> {
  const command = { type: 'acknowledge', person: by.actor.person } as const;
  return changeIncident(deps, { action: 'incident.ack', number, command }, by);
}
