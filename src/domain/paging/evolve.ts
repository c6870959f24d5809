import type { PageChanged, PageChangedV1, Paged } from './events.ts';
import type { Heard, Page, PageHappening, PageSource, Responder } from './page.ts';

/** How many happenings are remembered: what is told again is told soon. */
const mostHeard = 40;
/** And notes: more than are asked for (`newestNotes`). */
const mostNotes = 200;
/** How many notes are looked at where PagerDuty is asked. */
export const newestNotes = 100;

export function opened({ page: id, at, rung: _, ...rest }: Paged): Page {
  return { id, ...rest, openedAt: at, since: at, responders: [], gone: false, heard: [], notes: [] };
}

/** What is told late is remembered, and changes nothing else. */
export function changed(page: Page, news: PageChangedV1 | PageChanged): Page {
  const { what, responder } = news;
  const heard = [...page.heard, heardIn(news)].slice(-mostHeard);
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

/** What was told before anybody noted from where may have been either. */
function heardIn(news: PageChangedV1 | PageChanged): Heard {
  const { what, at, by, responder } = news;
  return {
    ...{ what, at, by: by?.id ?? null },
    responder: responder && { id: responder.id, reply: responder.reply },
    from: 'from' in news ? news.from : 'log',
  };
}

/** How it stands after something that says so. */
function standing(page: Page, news: PageChangedV1 | PageChanged): Partial<Page> {
  const { what, at, status, urgency, priority, assignees } = news;
  const newest = isAnswer(news) || page.heard.every((one) => one.what !== 'prioritised' || one.at <= at);
  return {
    ...(status !== page.status && { since: at }),
    ...(newest && { priority, urgency }),
    ...{ status, assignees, gone: page.gone || what === 'merged' || what === 'deleted' },
  };
}

/** A note that was read there. */
export function noted(page: Page, id: string): Page {
  return { ...page, notes: [...page.notes, id].slice(-mostNotes) };
}

/** Whether something newer is known of the same: PagerDuty may tell in any order. What it answers when it is asked is never late. */
export function isLate(page: Page, news: Pick<PageChanged, 'at' | 'responder'> & Sourced): boolean {
  if (isAnswer(news)) return false;
  const { what, at, responder } = news;
  const newer = page.heard.filter((one) => one.at > at);
  switch (what) {
    case 'responder-added':
    case 'responder-replied':
      return newer.some((one) => one.responder !== null && one.responder.id === responder?.id);
    case 'prioritised':
      return newer.some((one) => one.what === 'prioritised' || saysHowItStands(one.what));
    default:
      return at < page.since || newer.some((one) => saysHowItStands(one.what));
  }
}

interface Sourced extends Pick<PageChanged, 'what'> {
  readonly from?: PageSource;
}

function isAnswer({ from }: Sourced): boolean {
  return from === 'answer';
}

function saysHowItStands(what: PageHappening): boolean {
  return what !== 'prioritised' && what !== 'responder-added' && what !== 'responder-replied';
}

function answered(responders: readonly Responder[], one: Responder): readonly Responder[] {
  return [...responders.filter(({ id }) => id !== one.id), one];
}
