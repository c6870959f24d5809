import type { PageChanged } from './events.ts';
import type { Heard, Page, PageHappening, PagerPerson, PageStatus, PageUrgency, Responder } from './page.ts';

/** What PagerDuty tells of a page: by itself, or when it is asked. What it does not say stays as it was. */
export interface PageNews {
  readonly page: string;
  readonly what: PageHappening;
  readonly at: number;
  readonly by: PagerPerson | null;
  readonly status: PageStatus | null;
  readonly assignees: readonly PagerPerson[] | null;
  readonly urgency: PageUrgency | null;
  readonly priority: string | null | undefined;
  readonly responder: Responder | null;
  /** It says by itself that we did it. */
  readonly ours?: boolean;
}

/** The same happening may be told by a webhook and by the log, which stamp it by their own clocks (ms). */
export const sameWithinMs = 5_000;

/** What `news` changes of `page`; `null`: it says nothing that is not known. */
export function changeIn(page: Page, news: PageNews, echo: boolean): PageChanged | null {
  if (page.gone || wasHeard(page, news)) return null;
  const { what, at, by, responder } = news;
  const status = news.status ?? statusAfter[what] ?? page.status;
  const assignees = news.assignees ?? page.assignees;
  const priority = news.priority === undefined ? page.priority : news.priority;
  const urgency = news.urgency ?? page.urgency;
  const changed: PageChanged = { what, at, by, echo, status, urgency, priority, assignees, responder };
  return says(page, changed) ? changed : null;
}

const statusAfter: Readonly<Partial<Record<PageHappening, PageStatus>>> = {
  acknowledged: 'acknowledged',
  unacknowledged: 'triggered',
  reopened: 'triggered',
  resolved: 'resolved',
};

function wasHeard(page: Page, news: PageNews): boolean {
  const by = news.by?.id ?? null;
  return page.heard.some(
    (one) =>
      one.what === news.what &&
      (one.by === by || isOurs(one, page, news)) &&
      Math.abs(one.at - news.at) <= sameWithinMs,
  );
}

/** What we do ourselves we hear at once, and then again as done by whom we did it for. */
function isOurs({ what, by }: Heard, page: Page, { priority }: PageNews): boolean {
  if (by !== null) return false;
  return what === 'prioritised'
    ? priority === page.priority
    : what === 'acknowledged' || what === 'resolved' || what === 'reopened';
}

/** What nobody did is no news where it stands so; the rest happened, whatever it changed. */
function says(page: Page, { what, by, status, urgency, priority, responder }: PageChanged): boolean {
  switch (what) {
    case 'acknowledged':
    case 'resolved':
    case 'reopened':
      return status !== page.status || by !== null;
    case 'prioritised':
      return priority !== page.priority || urgency !== page.urgency || by !== null;
    case 'responder-added':
    case 'responder-replied':
      return !page.responders.some(({ id, reply }) => id === responder?.id && reply === responder.reply);
    default:
      return true;
  }
}
