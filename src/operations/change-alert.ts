import { type Action, may } from '#src/domain/access.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Answer } from '#src/domain/answer.ts';
import { answerOnce, type Decided } from './answer-once.ts';
import type { By, Changing } from './change-incident.ts';

/** One use case on one alert: may, load, decide, commit; once per delivery. `decided` says what comes of it, for the alert and for what else it is about. */
export function onAlert(
  deps: Changing,
  { action, number }: { readonly action: Action; readonly number: number },
  { actor, delivery }: By,
  decided: (alert: Alert) => Promise<Decided>,
): Promise<Answer> {
  return answerOnce(deps, delivery, async () => {
    const permission = may(actor, action);
    if (!permission.ok) return { answer: permission };
    const alert = await deps.store.alert(number);
    return alert ? decided(alert) : { answer: { ok: false, refusal: { code: 'no-such-alert', alert: number } } };
  });
}
