import type { Answer } from '#src/domain/answer.ts';
import type { ObligationKind } from '#src/domain/promises/obligation.ts';
import { type By, type Changing, changeIncident, proseOrNull } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

export interface SnoozeRequest {
  readonly number: number;
  /** `null`: what is due first. */
  readonly kind: ObligationKind | null;
  /** By how much (ms). */
  readonly span: number;
  readonly why: string | null;
}

/** Puts off what is owed, as far as the policy lets it be. Refuses without a reason, and what is never put off. */
export function snooze(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, kind, span, why }: SnoozeRequest,
  by: By,
): Promise<Answer> {
  const command = { type: 'snooze', kind, by: span, why: proseOrNull(deps, why) } as const;
  return changeIncident(deps, { action: 'incident.snooze', number, command }, by);
}
