import { changeOf } from '#src/domain/alert/change.ts';
import { decide } from '#src/domain/alert/decide.ts';
import type { AlertSeverity } from '#src/domain/alert/events.ts';
import type { AlertInWords } from '#src/domain/alert/in-words.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Answer } from '#src/domain/answer.ts';
import type { Paged } from '#src/domain/paging/events.ts';
import type { PageNews } from '#src/domain/paging/news.ts';
import { actorId, type VendorActor } from '#src/domain/people.ts';
import type { Policy } from '#src/domain/policy.ts';
import { hearAlert } from '#src/operations/alert/hear.ts';
import { type Changing, heard } from '#src/operations/change-incident.ts';
import { whoIs } from '#src/operations/who-is.ts';
import type { Deps } from '#src/ports/deps.ts';

type Hearing = Changing & Pick<Deps, 'ids'>;

/** An incident of PagerDuty, as it tells of it. `title`: what it is called there. */
export interface ToldPage {
  readonly paged: Omit<Paged, 'rung'>;
  readonly title: string;
}

/** Nothing of ours is meant: the answer to what is told all the same. */
const notOurs: Answer = { ok: false, refusal: { code: 'not-ours' } };

/**
 * What became of a page that stands for an alert of ours: acknowledged there is acknowledged here. `paged`: the page itself, which may be told of before we
 * know that it was opened.
 */
export function hearPageOfAlert(
  deps: Hearing,
  { alert, news, paged }: { readonly alert: Alert; readonly news: PageNews; readonly paged: Paged | null },
  delivery: string,
): Promise<Answer> {
  return heard(deps, delivery, async () => {
    const actor = await whoIs(deps, news.by);
    const fresh = await deps.store.alert(alert.number);
    if (fresh === null) return { answer: notOurs };
    const by = news.by === null ? null : actorId(actor);
    const context = { policy: deps.policy, now: deps.clock.now() };
    const decision = decide(fresh, { type: 'hear-page', news, by, paged }, context);
    const events = decision.ok ? decision.events : [];
    const changes = events.length > 0 ? [changeOf(fresh, events, { actor, at: context.now, policy: deps.policy })] : [];
    return { answer: { ok: true, number: fresh.number }, changes };
  });
}

/**
 * An incident of PagerDuty that did not come from us: monitoring told PagerDuty of it, or somebody opened it there. It is an alert here (runbook 003), as long
 * as its service is one of the policy's; what belongs to security alone is not shown to everybody.
 */
export async function hearForeignPage(
  deps: Hearing,
  told: ToldPage,
  news: PageNews | null,
  delivery: string,
): Promise<Answer> {
  const before = await deps.store.answerTo(delivery);
  if (before) return before;
  const service = ourServices(deps.policy).get(told.paged.service.id);
  if (service === undefined) return heard(deps, delivery, async () => ({ answer: notOurs }));
  const source: VendorActor = { kind: 'vendor', vendor: 'pagerduty', user: null };
  await hearAlert(deps, inWords(told, news, service), source);
  const alert = await deps.store.alertOfPage(told.paged.page);
  if (alert && news) return hearPageOfAlert(deps, { alert, news, paged: null }, delivery);
  return heard(deps, delivery, async () => ({ answer: alert ? { ok: true, number: alert.number } : notOurs }));
}

/** PagerDuty's services that the policy names, with ours; `null`: it is called for whatever has none of its own. */
function ourServices({ services, paging }: Policy): ReadonlyMap<string, string | null> {
  const named = services.flatMap(({ id, pagerDuty }) => (pagerDuty === null ? [] : [[pagerDuty, id] as const]));
  return new Map<string, string | null>([
    ...(paging.otherwise === null ? [] : [[paging.otherwise, null] as const]),
    ...named,
  ]);
}

function inWords({ paged, title }: ToldPage, news: PageNews | null, service: string | null): AlertInWords {
  const { page: key, status, urgency, at, url } = paged;
  const severity: AlertSeverity = urgency === 'high' ? 'critical' : 'warning';
  const over = status === 'resolved';
  // What fires again begins anew.
  const startedAt = news?.what === 'reopened' ? news.at : at;
  return {
    ...{ source: 'pagerduty', key, name: paged.service.name, service, title, description: null, truncated: 0 },
    links: { runbook: null, dashboard: null, source: url },
    told: [{ id: key, startedAt, endedAt: over ? Math.max(startedAt, news?.at ?? at) : null, severity, what: null }],
    page: { ...paged, status: 'triggered', rung: 0 },
  };
}
