import type { PageChanged, Paged } from './events.ts';
import type { Heard, Page, PageHappening, Responder } from './page.ts';

/** How many happenings are remembered: what is told again is told soon. */
const mostHeard = 40;

export function opened({ page: id, at, rung: _, ...rest }: Paged): Page {
  return { id, ...rest, openedAt: at, since: at, responders: [], gone: false, heard: [], notes: [] };
}

/** What is told late is remembered, and changes nothing else. */
export function changed(page: Page, news: PageChanged): Page {
  const { what, at, by, responder } = news;
  const heard: readonly Heard[] = [...page.heard, { what, at, by: by?.id ?? null }].slice(-mostHeard);
  if (isLate(page, news)) return { ...page, heard };
  switch (what) {
    case 'responder-added':
    case 'responder-replied':
      return { ...page, heard, responders: responder ? answered(page.responders, responder) : page.responders };
    case 'prioritised':
      return { ...page, heard, urgency: news.urgency, priority: news.priority };
    default:
      return { ...page, heard, ...standing(page, news) };
  }
}

/** How it stands after something that says so. */
function standing(page: Page, { what, at, status, urgency, priority, assignees }: PageChanged): Partial<Page> {
  const newest = page.heard.every((one) => one.what !== 'prioritised' || one.at <= at);
  return {
    ...(status !== page.status && { since: at }),
    ...(newest && { priority }),
    ...{ status, urgency, assignees, gone: page.gone || what === 'merged' || what === 'deleted' },
  };
}

/** A note that was read there. */
export function noted(page: Page, id: string): Page {
  return { ...page, notes: [...page.notes, id].slice(-mostHeard) };
}

/** Whether something newer is known of the same: PagerDuty may tell in any order. */
export function isLate(page: Page, { what, at, responder }: Pick<PageChanged, 'what' | 'at' | 'responder'>): boolean {
  const newer = page.heard.filter((one) => one.at > at);
  switch (what) {
    case 'responder-added':
    case 'responder-replied':
      return newer.some((one) => one.what === 'responder-replied' && one.by === responder?.id);
    case 'prioritised':
      return newer.some((one) => one.what === 'prioritised' || saysHowItStands(one.what));
    default:
      return at < page.since || newer.some((one) => saysHowItStands(one.what));
  }
}

function saysHowItStands(what: PageHappening): boolean {
  return what !== 'prioritised' && what !== 'responder-added' && what !== 'responder-replied';
}

function answered(responders: readonly Responder[], one: Responder): readonly Responder[] {
  return [...responders.filter(({ id }) => id !== one.id), one];
}
