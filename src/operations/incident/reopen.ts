import type { Answer } from '#src/domain/answer.ts';
import { type By, type Changing, changeIncident, proseOrNull } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

/** What was over is not. Refuses without a reason, and what is open. */
export function reopen(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, why }: { readonly number: number; readonly why: string | null },
  by: By,
): Promise<Answer> {
  const command = { type: 'reopen', why: proseOrNull(deps, why) } as const;
  return changeIncident(deps, { action: 'incident.reopen', number, command }, by);
}
