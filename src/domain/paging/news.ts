import type { PageChanged, Paged } from './events.ts';
import type {
  Heard,
  Page,
  PageHappening,
  PagerPerson,
  PageSource,
  PageStatus,
  PageUrgency,
  Responder,
} from './page.ts';

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
  /** The name of ours that it is marked with, which says that we did it; `null` or left out: none. */
  readonly marked?: string | null;
  /** Left out: PagerDuty told it by itself. */
  readonly from?: PageSource;
  /** Of an answer: what had been heard when PagerDuty was asked. Left out: that does not matter. */
  readonly knowing?: readonly Heard[];
}

/** There is a page. `late`: that it was opened is told, and may be long ago; else PagerDuty answers that it stands. */
export interface HearPaged {
  readonly type: 'hear-paged';
  readonly paged: Paged;
  readonly late: boolean;
}

/** The same happening may be told by a webhook and by the log, which stamp it by their own clocks (ms). */
export const sameWithinMs = 5_000;

/** The same as it was heard of at `now`: clocks differ, and nothing happened after that, else what happens next would seem to be late. */
export function asHeard<Told extends { readonly at: number }>(told: Told, now: number): Told {
  return { ...told, at: Math.min(told.at, now) };
}

/** What `news` changes of `page`; `null`: it says nothing that is not known. */
export function changeIn(page: Page, news: PageNews, echo: boolean): PageChanged | null {
  if (page.gone || (news.from === 'answer' ? isOutdated(page, news) : wasHeard(page, news))) return null;
  const { what, at, by, responder, from = 'told' } = news;
  const status = news.status ?? statusAfter[what] ?? page.status;
  const assignees = news.assignees ?? page.assignees;
  const priority = news.priority === undefined ? page.priority : news.priority;
  const urgency = news.urgency ?? page.urgency;
  const changed: PageChanged = { what, at, by, echo, status, urgency, priority, assignees, responder, from };
  return (from === 'answer' ? differs(page, changed) : says(page, changed)) ? changed : null;
}

/** Whether it is with the same people; what is resolved is with nobody, whoever it was with. */
export function sameAssignees(page: Page, { status, assignees }: Pick<PageChanged, 'status' | 'assignees'>): boolean {
  const ids = (people: readonly PagerPerson[]) =>
    people
      .map(({ id }) => id)
      .toSorted()
      .join();
  return status === 'resolved' || ids(page.assignees) === ids(assignees);
}

const statusAfter: Readonly<Partial<Record<PageHappening, PageStatus>>> = {
  acknowledged: 'acknowledged',
  unacknowledged: 'triggered',
  reopened: 'triggered',
  resolved: 'resolved',
};

/** Whether PagerDuty told more since it was asked: its answer may be older than that. */
function isOutdated({ heard }: Page, { knowing }: PageNews): boolean {
  if (knowing === undefined) return false;
  return heard.some(
    (one) => one.from === 'told' && !knowing.some((other) => isSame(one, other) && one.at === other.at),
  );
}

/** Webhooks agree with one another to the millisecond: what is told within moments of the same may have happened twice. */
function wasHeard(page: Page, { what, at, responder, ...news }: PageNews): boolean {
  const by = news.by?.id ?? null;
  const told = (news.from ?? 'told') === 'told';
  return page.heard.some(
    (one) =>
      (isSame(one, { what, by, responder }) ||
        (isSame(one, { what, by: null, responder }) && isOurs(one, page, news))) &&
      Math.abs(one.at - at) <= (told && one.from === 'told' ? 0 : sameWithinMs),
  );
}

function isSame(one: Heard, { what, by, responder }: Pick<Heard, 'what' | 'by' | 'responder'>): boolean {
  return one.by === by && isSameOf(one, { what, responder });
}

/** The same, whoever did it. */
function isSameOf(one: Heard, { what, responder }: Pick<Heard, 'what' | 'responder'>): boolean {
  return one.what === what && one.responder?.id === responder?.id && one.responder?.reply === responder?.reply;
}

/** What we do ourselves we hear at once, and then again as done by whom we did it for. */
function isOurs({ what }: Heard, page: Page, { priority }: Pick<PageNews, 'priority'>): boolean {
  return what === 'prioritised'
    ? priority === page.priority
    : what === 'acknowledged' || what === 'resolved' || what === 'reopened';
}

/** What nobody did is no news where it stands so; the rest happened, whatever it changed. */
function says(page: Page, changed: PageChanged): boolean {
  const { what, by, status, urgency, priority, responder } = changed;
  switch (what) {
    case 'acknowledged':
    case 'resolved':
    case 'reopened':
      return status !== page.status || by !== null;
    case 'prioritised':
      return priority !== page.priority || urgency !== page.urgency || by !== null;
    case 'responder-added':
    case 'responder-replied':
      return !isWith(page, responder) || saidAgain(page, changed);
    default:
      return true;
  }
}

function isWith({ responders }: Page, responder: Responder | null): boolean {
  return responders.some(({ id, reply }) => id === responder?.id && reply === responder.reply);
}

/** Who is asked once more, or says the same once more, had said something else in between, which may be told after it. */
function saidAgain({ heard }: Page, { what, responder, from }: PageChanged): boolean {
  return from === 'told' && heard.some((one) => one.from === 'told' && isSameOf(one, { what, responder }));
}

/** An answer says how it stands, not what happened: it is news only where it stands otherwise here. */
function differs(page: Page, changed: PageChanged): boolean {
  const { what, status, urgency, priority } = changed;
  const weighs = priority !== page.priority || urgency !== page.urgency;
  switch (what) {
    case 'responder-added':
    case 'responder-replied':
      return !isWith(page, changed.responder);
    case 'prioritised':
      return weighs;
    case 'merged':
    case 'deleted':
      return true;
    default:
      return weighs || status !== page.status || !sameAssignees(page, changed);
  }
}
