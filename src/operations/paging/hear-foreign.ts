import type { AlertSeverity } from '#src/domain/alert/events.ts';
import type { AlertInWords } from '#src/domain/alert/in-words.ts';
import type { Paged } from '#src/domain/paging/events.ts';
import { asHeard, type PageNews } from '#src/domain/paging/news.ts';
import type { VendorActor } from '#src/domain/people.ts';
import type { Policy } from '#src/domain/policy.ts';
import { oneLine, visibleText } from '#src/domain/text.ts';
import { hearAlert } from '#src/operations/alert/hear.ts';
import type { Changing } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { SeenPage } from '#src/ports/pager.ts';

/** An incident of PagerDuty, as it tells of it. `title`: what it is called there. */
export interface ToldPage {
  readonly paged: Omit<Paged, 'rung'>;
  readonly title: string;
}

/** What PagerDuty answers when it is asked for one, as it would tell of it. */
export function toldIn({ id: page, title, createdAt: at, ...seen }: SeenPage): ToldPage {
  const { number, url, service, status, urgency, priority, assignees } = seen;
  return { paged: { page, number, url, service, status, urgency, priority, assignees, at }, title };
}

/**
 * An incident of PagerDuty that did not come from us: monitoring told PagerDuty of it, or somebody opened it there. It is an alert here (runbook 003), as long
 * as its service is one of the policy's; what belongs to security alone is not shown to everybody. Told twice, late or out of order, it changes nothing
 * wrongly; `news`: what happened to it, `null`: it is there. Whatever says that it is not over, and is newer than its end, says that it fires again.
 */
export async function hearForeignPage(
  deps: Changing & Pick<Deps, 'ids'>,
  { paged, title }: ToldPage,
  news: Word | null,
): Promise<void> {
  const service = servicesThere(deps.policy).get(paged.service.id);
  if (service === undefined) return;
  const now = deps.clock.now();
  const told = { paged: asHeard(paged, now), title };
  const source: VendorActor = { kind: 'vendor', vendor: 'pagerduty', user: null };
  const { page: key } = paged;
  const newest = await deps.store.newestAlert('pagerduty', key);
  const over = newest?.over.find(({ id }) => id === key)?.endedAt ?? null;
  await hearAlert(deps, inWords(told, { news: news && asHeard(news, now), service, over }), source);
}

/** What is said of it, and when it was so. */
type Word = Pick<PageNews, 'what' | 'at'>;

/** PagerDuty's services that the policy names, with ours; `null`: it is called for whatever has none of its own. */
export function servicesThere({ services, paging }: Policy): ReadonlyMap<string, string | null> {
  const named = services.flatMap(({ id, pagerDuty }) => (pagerDuty === null ? [] : [[pagerDuty, id] as const]));
  return new Map<string, string | null>([
    ...(paging.otherwise === null ? [] : [[paging.otherwise, null] as const]),
    ...named,
  ]);
}

/** As much of a title as is kept, in characters. */
const longestTitle = 300;

/** `over`: when it ended, as far as we know; `null`: it fires. */
function inWords(
  { paged, title }: ToldPage,
  {
    news,
    service,
    over,
  }: { readonly news: Word | null; readonly service: string | null; readonly over: number | null },
): AlertInWords {
  const { page: key, status, urgency, at, url } = paged;
  const severity: AlertSeverity = urgency === 'high' ? 'critical' : 'warning';
  const ends = status === 'resolved';
  const startedAt = news && beginsAnew(news, ends, over) ? news.at : at;
  return {
    ...{ source: 'pagerduty', key, name: paged.service.name, service, description: null, truncated: 0 },
    title: visibleText(oneLine(title), longestTitle) ?? paged.service.name,
    links: { runbook: null, dashboard: null, source: url },
    told: [{ id: key, startedAt, endedAt: ends ? Math.max(startedAt, news?.at ?? at) : null, severity, what: null }],
    page: { ...paged, status: 'triggered', rung: 0 },
  };
}

/** That it was reopened may never be told: it was all the same if it is not over any more, or is over once more. */
function beginsAnew({ what, at }: Word, ends: boolean, over: number | null): boolean {
  if (what === 'reopened') return true;
  return over !== null && at > over && (!ends || what === 'resolved' || what === 'merged');
}
