import type { Answer } from '#src/domain/answer.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { firingOf } from '#src/operations/attaching.ts';
import { type By, type Changing, changeIncident, proseOf } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

/**
 * Asks for the resolution of an incident (runbooks 000 and 003): the health of its services is measured next, and that decides. Refused while one of its
 * alerts fires. With a `reason` it is resolved whatever health and alerts say, and the reason is kept.
 */
export function requestResolve(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, reason }: { readonly number: number; readonly reason: string | null },
  by: By,
): Promise<Answer> {
  const override = reason === null ? null : proseOf(deps, reason);
  const command = async (incident: Incident) =>
    ({ type: 'request-resolve', override, firing: await firingOf(deps, incident) }) as const;
  return changeIncident(deps, { action: 'incident.resolve', number, command }, by);
}
