import type { Answer } from '#src/domain/answer.ts';
import { type By, type Changing, changeIncident, proseOrNull } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

/**
 * Completes the record of a resolved incident. Refuses, without a reason, while its review was not held, mitigations are in place, or follow-ups have no
 * owner (runbooks 000 and 003); with one, that reason and what is missing are recorded.
 */
export function close(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, why }: { readonly number: number; readonly why: string | null },
  by: By,
): Promise<Answer> {
  const command = { type: 'close', why: proseOrNull(deps, why) } as const;
  return changeIncident(deps, { action: 'incident.close', number, command }, by);
}
