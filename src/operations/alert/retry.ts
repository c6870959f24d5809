import { changeOf } from '#src/domain/alert/change.ts';
import { decide } from '#src/domain/alert/decide.ts';
import type { Answer } from '#src/domain/answer.ts';
import { onAlert } from '#src/operations/change-alert.ts';
import type { By, Changing } from '#src/operations/change-incident.ts';

/** Sets everything that failed outside for an alert going again, from the start. Refuses when nothing failed. */
export function retryAlert(deps: Changing, { number }: { readonly number: number }, by: By): Promise<Answer> {
  return onAlert(deps, { action: 'alert.retry', number }, by, async (alert) => {
    const work = await deps.store.workOf(alert.stream);
    const failed = work.filter(({ state }) => state === 'failed').map(({ id }) => id);
    if (failed.length === 0)
      return { answer: { ok: false, refusal: { code: 'alert-nothing-to-retry', alert: number } } };
    const { policy, clock } = deps;
    const decision = decide(alert, { type: 'retry', failed }, { policy, now: clock.now() });
    if (!decision.ok) return { answer: decision };
    const changes = [changeOf(alert, decision.events, { actor: by.actor, at: clock.now(), policy })];
    return { answer: { ok: true, number }, changes, revive: failed };
  });
}
