import type { Answer } from '#src/domain/answer.ts';
import type { Severity } from '#src/domain/severity.ts';
import { type By, type Changing, changeIncident, proseOrNull } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

/** Says how bad it is by now; everybody who hears of it hears of the change (runbook 003, triage). Refuses the severity it has, and what is over. */
export function setSeverity(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, severity, why }: { readonly number: number; readonly severity: Severity; readonly why: string | null },
  by: By,
): Promise<Answer> {
  const command = { type: 'set-severity', severity, why: proseOrNull(deps, why) } as const;
  return changeIncident(deps, { action: 'incident.severity', number, command }, by);
}
