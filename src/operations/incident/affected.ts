import type { Answer } from '#src/domain/answer.ts';
import type { AffectedPart } from '#src/domain/incident/events/life.ts';
import { type By, type Changing, changeIncident, proseOf } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

export interface AffectedRequest {
  readonly number: number;
  /** One for each kind. */
  readonly parts: readonly AffectedPart<string>[];
  /** They turned out not to be affected. */
  readonly remove: boolean;
}

/** Which organisations, endpoints and requests it touches (runbook 000, triage), all at once. Refuses where all stand there already, or none does. */
export function setAffected(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, parts, remove }: AffectedRequest,
  by: By,
): Promise<Answer> {
  const command = remove
    ? ({ type: 'remove-affected', parts } as const)
    : ({ type: 'add-affected', parts: parts.map((part) => written(deps, part)) } as const);
  return changeIncident(deps, { action: 'incident.affected', number, command }, by);
}

function written(deps: Pick<Deps, 'ids'>, { kind, values }: AffectedPart<string>) {
  return { kind, values: values.map((value) => proseOf(deps, value)) };
}
