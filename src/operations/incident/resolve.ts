import type { Answer } from '#src/domain/answer.ts';
import { type By, type Changing, changeIncident, proseOf } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

/**
 * Asks for the resolution of an incident (runbooks 000 and 003): the health of its services is measured next, and that decides. With a `reason` it is
 * resolved whatever health says, and the reason is kept.
 */
export function requestResolve(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, reason }: { readonly number: number; readonly reason: string | null },
  by: By,
): Promise<Answer> {
  const override = reason === null ? null : proseOf(deps, reason);
  return changeIncident(
    deps,
    { action: 'incident.resolve', number, command: { type: 'request-resolve', override } },
    by,
  );
}
