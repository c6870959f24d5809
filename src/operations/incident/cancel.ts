import type { Answer } from '#src/domain/answer.ts';
import { type By, type Changing, changeIncident, proseOrNull } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

/** It was no incident after all. Refuses without a reason, and what is not open. */
export function cancel(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, why }: { readonly number: number; readonly why: string | null },
  by: By,
): Promise<Answer> {
  const command = { type: 'cancel', why: proseOrNull(deps, why) } as const;
  return changeIncident(deps, { action: 'incident.cancel', number, command }, by);
}
