import { type PageNews, sameAssignees, sameWithinMs } from './news.ts';
import type { AskedResponder, Heard, Page, PageHappening, PagerPerson, PageStatus, PageUrgency } from './page.ts';

/** How a page stands there, as PagerDuty answers. `since`: in this status (ms). */
export interface Standing {
  readonly status: PageStatus;
  readonly since: number;
  readonly urgency: PageUrgency;
  readonly priority: string | null;
  readonly assignees: readonly PagerPerson[];
  readonly responders: readonly AskedResponder[];
  /** The page it was merged into; `null`: it was not. */
  readonly mergedInto: string | null;
}

/** An entry of its log there. `type`: in PagerDuty's words. */
export interface Logged {
  readonly type: string;
  readonly at: number;
  readonly by: PagerPerson | null;
}

/** Whether its log may tell what we do not know. */
export function mayHavePassed(page: Page, seen: Standing): boolean {
  return explained(page, seen) !== null || seen.since > page.since + sameWithinMs || !sameAssignees(page, seen);
}

/** How it stood in between, as its log tells: who took it on and let go of it again has done so. */
export function passed(page: Page, seen: Standing, log: readonly Logged[]): readonly PageNews[] {
  const unsaid = { status: null, assignees: null, urgency: null, priority: undefined, responder: null };
  const now = explained(page, seen);
  const newest = now === null ? undefined : lastOf(log, now);
  return log.flatMap((entry) => {
    const what = between.find((one) => entriesOf[one]?.includes(entry.type));
    if (what === undefined || entry.at < page.since || entry === newest) return [];
    return [{ ...unsaid, page: page.id, what, at: entry.at, by: entry.by, from: 'log' }];
  });
}

/**
 * What stands otherwise than we know, as the news that would have told it: heard, the page here stands as it does there. `knowing`: what had been heard
 * when PagerDuty was asked; `now` (ms): it does not say since when.
 */
export function missed(
  page: Page,
  seen: Standing,
  log: readonly Logged[],
  { now, knowing }: { readonly now: number; readonly knowing: readonly Heard[] },
): readonly PageNews[] {
  const { status, assignees, urgency, priority } = seen;
  const common = { page: page.id, status, assignees, urgency, priority, from: 'answer', knowing } as const;
  const news: PageNews[] = [];
  if (page.priority !== priority || page.urgency !== urgency) {
    news.push({ ...common, what: 'prioritised', by: null, at: now, responder: null });
  }
  for (const { id, name, reply, at } of seen.responders) {
    if (page.responders.some((one) => one.id === id && one.reply === reply)) continue;
    const responder = { id, name, reply };
    // It does not say when somebody answered.
    if (reply !== 'pending') news.push({ ...common, what: 'responder-replied', by: null, at: now, responder });
    else news.push({ ...common, what: 'responder-added', by: null, at: at || now, responder });
  }
  const what = explained(page, seen) ?? (sameAssignees(page, seen) ? null : 'reassigned');
  if (what !== null) {
    const entry = lastOf(log, what);
    news.push({ ...common, what, by: entry?.by ?? null, at: entry?.at ?? seen.since, responder: null });
  }
  return news;
}

/** Which happening explains that it has another status there; `null`: it has the same. */
function explained(page: Page, { status, mergedInto }: Standing): PageHappening | null {
  if (mergedInto !== null) return 'merged';
  if (status === page.status) return null;
  if (status !== 'triggered') return status;
  return page.status === 'resolved' ? 'reopened' : 'unacknowledged';
}

const between = ['acknowledged', 'unacknowledged'] as const satisfies readonly PageHappening[];

/** PagerDuty's words for entries of its log, as far as they tell who did what. */
const entriesOf: Readonly<Partial<Record<PageHappening, readonly string[]>>> = {
  acknowledged: ['acknowledge_log_entry'],
  unacknowledged: ['unacknowledge_log_entry'],
  resolved: ['resolve_log_entry'],
  merged: ['resolve_log_entry'],
  reopened: ['reopen_log_entry', 'trigger_log_entry'],
  reassigned: ['assign_log_entry', 'escalate_log_entry', 'delegate_log_entry'],
};

/** Who did it last and when, as the log tells. */
function lastOf(log: readonly Logged[], what: PageHappening): Logged | undefined {
  return log.findLast(({ type }) => entriesOf[what]?.includes(type));
}
