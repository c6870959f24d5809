import type { Answer } from '#src/domain/answer.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { type By, type Changing, changeIncident } from '#src/operations/change-incident.ts';

/** Sets everything that failed outside for an incident going again, from the start. Refuses when nothing failed. */
export function retryFailed(deps: Changing, { number }: { readonly number: number }, by: By): Promise<Answer> {
  const command = async ({ stream }: Incident) => {
    const work = await deps.store.workOf(stream);
    const failed = work.filter(({ state }) => state === 'failed').map(({ id }) => id);
    return failed.length > 0 ? ({ type: 'retry', failed } as const) : ({ code: 'nothing-to-retry', number } as const);
  };
  return changeIncident(deps, { action: 'incident.retry', number, command }, by);
}
