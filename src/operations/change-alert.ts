import { type Action, may } from '#src/domain/access.ts';
import { changeOf } from '#src/domain/alert/change.ts';
import { type AlertCommand, decide } from '#src/domain/alert/decide.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Answer } from '#src/domain/answer.ts';
import { answerOnce, type Decided } from './answer-once.ts';
import type { By, Changing } from './change-incident.ts';

/** One use case on one alert: may, load, decide, commit; once per delivery. It answers with the alert's number. */
export function changeAlert(
  deps: Changing,
  { action, number, command }: { readonly action: Action; readonly number: number; readonly command: AlertCommand },
  { actor, delivery }: By,
): Promise<Answer> {
  return onAlert(deps, { action, number }, { actor, delivery }, async (alert) => {
    const by = { actor, at: deps.clock.now(), policy: deps.policy };
    const decision = decide(alert, command, { policy: deps.policy, now: by.at });
    if (!decision.ok) return { answer: decision };
    return { answer: { ok: true, number }, changes: [changeOf(alert, decision.events, by)] };
  });
}

/** The same for what is about more than the alert: `decided` says what comes of it. */
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
