import type { Unanswerable } from '#src/domain/paging/events.ts';
import type { Page } from '#src/domain/paging/page.ts';
import type { Mark, Reached, Told } from '#src/domain/promises/owed.ts';
import type { AlertSeverity, AlertSource, Ended, Instance, Said } from './events.ts';

export const alertStatuses = ['firing', 'resolved'] as const;
export type AlertStatus = (typeof alertStatuses)[number];

/** An instance that is over, and when we were told: what comes late is known by it. */
export interface Over extends Ended {
  readonly toldAt: number;
}

/** Since when somebody on call is to say that they are at it, and how far that has come. */
export interface Unacknowledged extends Mark {
  /** When those on call were asked, from which on they have their time; `null`: they were not yet. */
  readonly askedAt: number | null;
  /** When it was missed; `null`: it is not. */
  readonly missedAt: number | null;
  /** The rungs of the escalation path that were told since; `of`: by which event. */
  readonly reached: readonly (Reached & { readonly of: number })[];
  /** By which events people were told, and who of them is in Slack. */
  readonly told: readonly (Pick<Told, 'what' | 'people'> & { readonly seq: number })[];
}

/** An alert as its events say. Times are milliseconds since the epoch. */
export interface Alert extends Said {
  readonly number: number;
  readonly stream: string;
  /** `seq` of the newest event folded in. */
  readonly seq: number;
  readonly source: AlertSource;
  readonly key: string;
  /** Of the worst of what fires, or fired last. */
  readonly severity: AlertSeverity;
  readonly status: AlertStatus;
  /** What fires, longest first. */
  readonly instances: readonly Instance[];
  /** How many fire besides, as of the newest change. */
  readonly unlisted: number;
  /** What fired and is over, newest last: as much of it as keeps what comes late from counting. */
  readonly over: readonly Over[];
  /** When it began to fire, this time. */
  readonly firedAt: number;
  /** When we first heard of it, or its page was last handed over: its pages are opened under that, however often it fires. */
  readonly keyedAt: number;
  readonly resolvedAt: number | null;
  /** Who has it in hand, since it last began to fire or nobody was called for it before it became critical. `there`: in PagerDuty. */
  readonly acknowledged: { readonly by: string; readonly at: number; readonly there: boolean } | null;
  /** `null`: nobody needs to, for it is not critical or over, or an incident goes on with it; or somebody did. */
  readonly unacknowledged: Unacknowledged | null;
  /** The incident of PagerDuty that stands for it; `null`: nobody was called, or an incident of ours goes on with it. */
  readonly page: Page | null;
  /** Nobody could be called, since it last began to fire: the newest answer, until somebody is. */
  readonly unanswered: Unanswerable | null;
  /** The newest call to PagerDuty failed for good, since it last began to fire: no page is to come of it. */
  readonly callFailed: boolean;
  /** The incident it is attached to. */
  readonly incident: number | null;
  /** Where its card stands. */
  readonly posted: { readonly channel: string; readonly ts: string } | null;
}

/** Raise when `evolve` gives another state for old events: snapshots are then rebuilt. */
export const alertFoldVersion = 11;

/** How much of it fires. */
export function firingIn({ instances, unlisted }: Pick<Alert, 'instances' | 'unlisted'>): number {
  return instances.length + unlisted;
}

/** `ALT-7`, as people write it. */
export function alertName(number: number): string {
  return `ALT-${number}`;
}

/** The stream of events of alert `number`. */
export function alertStream(number: number): string {
  return `alert-${number}`;
}
