import type { Answer } from '#src/domain/answer.ts';
import { changeAlert } from '#src/operations/change-alert.ts';
import type { By, Changing } from '#src/operations/change-incident.ts';

/** Whoever asks has the alert in hand. Refuses one that is over, or that somebody has in hand. */
export function acknowledgeAlert(deps: Changing, { number }: { readonly number: number }, by: By): Promise<Answer> {
  const command = { type: 'acknowledge', person: by.actor.person } as const;
  return changeAlert(deps, { action: 'alert.ack', number, command }, by);
}
