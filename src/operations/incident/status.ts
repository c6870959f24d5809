import type { Answer } from '#src/domain/answer.ts';
import type { OpenStatus } from '#src/domain/incident/events/life.ts';
import { type By, type Changing, changeIncident, proseOrNull } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

/** Says how far people are with it. Refuses the status it has, and what is over: that is reopened. */
export function setStatus(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, status, why }: { readonly number: number; readonly status: OpenStatus; readonly why: string | null },
  by: By,
): Promise<Answer> {
  const command = { type: 'set-status', status, why: proseOrNull(deps, why) } as const;
  return changeIncident(deps, { action: 'incident.status', number, command }, by);
}
