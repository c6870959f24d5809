import { may } from '#src/domain/access.ts';
import { type AlertChange, changeOf } from '#src/domain/alert/change.ts';
import { decide } from '#src/domain/alert/decide.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Answer } from '#src/domain/answer.ts';
import { isOpenThere, type Page } from '#src/domain/paging/page.ts';
import type { By as Acting } from '#src/domain/recording.ts';
import { answerOnce } from '#src/operations/answer-once.ts';
import { type By, type Changing, changed, noSuchIncident, proseOrNull } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

/**
 * It was no incident after all. Which of its alerts fire go on by themselves, and call whoever is on call: that is not over. Refuses without a reason, and what is
 * not open.
 */
export function cancel(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, why }: { readonly number: number; readonly why: string | null },
  { actor, delivery }: By,
): Promise<Answer> {
  const reason = proseOrNull(deps, why);
  return answerOnce(deps, delivery, async () => {
    const permission = may(actor, 'incident.cancel');
    if (!permission.ok) return { answer: permission };
    const incident = await deps.store.incident(number, actor);
    if (!incident) return noSuchIncident(number);
    const alerts = (await deps.store.alertsOf(number)).filter(({ status }) => status === 'firing');
    const firing = alerts.map((alert) => alert.number);
    const { changes = [], ...decided } = changed(deps, incident, { type: 'cancel', why: reason, firing }, actor);
    const by = { actor, at: deps.clock.now(), policy: deps.policy };
    const freed = decided.answer.ok ? alerts.flatMap((alert) => detached(alert, incident.page, by)) : [];
    return { ...decided, changes: [...changes, ...freed] };
  });
}

/** What is PagerDuty’s own goes on with its page there. */
function detached(alert: Alert, standing: Page | null, by: Acting): readonly AlertChange[] {
  const own = alert.source === 'pagerduty' && isOpenThere(standing) && standing.id === alert.key;
  const page = own ? standing : null;
  const decision = decide(alert, { type: 'detach', page }, { policy: by.policy, now: by.at });
  return decision.ok && decision.events.length > 0 ? [changeOf(alert, decision.events, by)] : [];
}
