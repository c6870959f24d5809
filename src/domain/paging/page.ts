/** How loud PagerDuty is: `high` calls, `low` waits for working hours, as the service there says. */
export const pageUrgencies = ['high', 'low'] as const;
export type PageUrgency = (typeof pageUrgencies)[number];

export const pageStatuses = ['triggered', 'acknowledged', 'resolved'] as const;
export type PageStatus = (typeof pageStatuses)[number];

/** Somebody as PagerDuty names them. */
export interface PagerPerson {
  readonly id: string;
  readonly name: string;
}

/** What somebody who was asked to join said. */
export const replies = ['pending', 'joined', 'declined'] as const;
export type Reply = (typeof replies)[number];

export interface Responder extends PagerPerson {
  readonly reply: Reply;
}

/** Somebody who was asked to join, as PagerDuty answers. */
export interface AskedResponder extends Responder {
  /** When they were last asked (ms); 0: it does not say. */
  readonly at: number;
}

/** The incident of PagerDuty that stands for one of ours, as far as we heard. Times are milliseconds since the epoch, as PagerDuty tells them. */
export interface Page {
  /** PagerDuty's id: `PGR0VU2`. */
  readonly id: string;
  /** The number people say there. */
  readonly number: number;
  /** Where a person acknowledges it. */
  readonly url: string;
  readonly service: { readonly id: string; readonly name: string };
  readonly status: PageStatus;
  /** When it was opened there. */
  readonly openedAt: number;
  /** When it came to be in that status: what is told late changes nothing. */
  readonly since: number;
  readonly urgency: PageUrgency;
  /** `P1`; `null`: none was given. */
  readonly priority: string | null;
  /** Whom it is with now. */
  readonly assignees: readonly PagerPerson[];
  readonly responders: readonly Responder[];
  /** It was deleted there, or merged into another. */
  readonly gone: boolean;
  /** The newest happenings that were heard, so that one that is told twice counts once. */
  readonly heard: readonly Heard[];
  /** Ids of the notes that were read there. */
  readonly notes: readonly string[];
}

/** Whether somebody is called by it, or was and has it in hand. */
export function isOpenThere(page: Page | null): page is Page {
  return page !== null && !page.gone && page.status !== 'resolved';
}

/**
 * Whether PagerDuty calls people again that took it for acknowledged: it does so by itself after a while, or somebody there has others called. What it answers when
 * it is asked does not tell who did what. `status`: which it has since; left out: nobody remembers.
 */
export function takesBack({
  what,
  by,
  from,
  status = 'triggered',
}: Pick<Heard, 'what' | 'from'> & { readonly by: unknown; readonly status?: PageStatus }): boolean {
  switch (what) {
    case 'unacknowledged':
      return true;
    case 'escalated':
    case 'delegated':
    case 'reassigned':
      return by !== null && from !== 'answer' && status === 'triggered';
    default:
      return false;
  }
}

/** What stands in PagerDuty for something, and who has that in hand. */
interface Paging {
  readonly page: Page | null;
  readonly acknowledged: { readonly at: number } | null;
}

/** Whether it calls people again although somebody acknowledged it: to stop that somebody acknowledges it once more. */
export function callsAgain({ page, acknowledged }: Paging): boolean {
  if (!isOpenThere(page) || page.status !== 'triggered' || acknowledged === null) return false;
  return page.heard.some((one) => (one.what === 'reopened' || takesBack(one)) && one.at > acknowledged.at);
}

/** Whether it calls people since `told`, of which we hear only after somebody took it on here: PagerDuty is to be told of that once more. */
export function callsUnheard({ page, acknowledged }: Paging, told: { readonly at: number }): boolean {
  return page?.status === 'triggered' && acknowledged !== null && told.at < acknowledged.at;
}

/** When an acknowledgement of then (ms) was taken back, as far as that was told; `null`: it was not. PagerDuty may tell that first. */
export function takenBackSince({ heard }: Page, then: number): number | null {
  return heard.find((one) => takesBack(one) && one.at > then)?.at ?? null;
}

/** Whether somebody acknowledged it after then (ms), as far as that was told. */
export function takenOnSince({ heard }: Page, then: number): boolean {
  return heard.some(({ what, at }) => what === 'acknowledged' && at > then);
}

/** What tells one happening from another, whichever way it is told. */
export interface Heard {
  readonly what: PageHappening;
  readonly at: number;
  /** Id of who did it there; `null`: nobody. */
  readonly by: string | null;
  /** Who was asked to join, or answered what. */
  readonly responder: Pick<Responder, 'id' | 'reply'> | null;
  readonly from: PageSource;
}

/**
 * How we know: PagerDuty told it by itself; it stands in its log, or is what we did there ourselves; or it is what PagerDuty answered when it was asked how
 * the page stands, which prevails over whatever was heard before.
 */
export const pageSources = ['told', 'log', 'answer'] as const;
export type PageSource = (typeof pageSources)[number];

/** What can happen to a page in PagerDuty and is told of it. */
export const pageHappenings = [
  'acknowledged',
  'unacknowledged',
  'escalated',
  'delegated',
  'reassigned',
  'prioritised',
  'responder-added',
  'responder-replied',
  'reopened',
  'resolved',
  'merged',
  'deleted',
] as const;
export type PageHappening = (typeof pageHappenings)[number];
