import type { Answer } from '#src/domain/answer.ts';
import type { ScopeKind } from '#src/domain/incident/events/life.ts';
import { type By, type Changing, changeIncident, proseOf } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

export interface AffectedRequest {
  readonly number: number;
  readonly kind: ScopeKind;
  readonly values: readonly string[];
  /** They turned out not to be affected. */
  readonly remove: boolean;
}

/** Which organisations, endpoints and requests it touches (runbook 000, triage). Refuses what stands there already, or does not. */
export function setAffected(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, kind, values, remove }: AffectedRequest,
  by: By,
): Promise<Answer> {
  const command = remove
    ? ({ type: 'remove-scope', kind, values } as const)
    : ({ type: 'add-scope', kind, values: values.map((value) => proseOf(deps, value)) } as const);
  return changeIncident(deps, { action: 'incident.affected', number, command }, by);
}
