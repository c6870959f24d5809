import type { Answer } from '#src/domain/answer.ts';
import { type By, type Changing, changeIncident } from '#src/operations/change-incident.ts';

/** Completes the record of a resolved incident. Refuses while mitigations are in place (runbook 003). */
export function close(deps: Changing, { number }: { readonly number: number }, by: By): Promise<Answer> {
  return changeIncident(deps, { action: 'incident.close', number, command: { type: 'close' } }, by);
}
