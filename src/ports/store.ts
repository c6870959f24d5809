import type { AlertSource, RecordedAlertEvent } from '#src/domain/alert/events.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Anchor, AnchorEffects } from '#src/domain/anchor.ts';
import type { Answer } from '#src/domain/answer.ts';
import type { BotEffect } from '#src/domain/bot-effects.ts';
import type { Change } from '#src/domain/change.ts';
import type { Audited, Report } from '#src/domain/finding.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import type { Entry } from '#src/domain/incident/promises/ledger.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Page as PageThere } from '#src/domain/paging/page.ts';
import type { Viewer } from '#src/domain/people.ts';
import type { Debtor } from '#src/domain/promises/obligation.ts';
import type { Severity } from '#src/domain/severity.ts';
import type { WhoIsWho } from './who-is-who.ts';
import type { Bucket, Claim, MessageRow, Settle, Timer, Wake, Work } from './work.ts';

export * from './who-is-who.ts';
export * from './work.ts';

/** What numbers are given out for, without gaps. */
export type Counter = 'incident' | 'alert';

/** Everything one use case or one finished attempt writes, in one transaction. */
export interface Commit {
  /** Of different streams; usually one. */
  readonly changes?: readonly Change[];
  /** The delivery this answers, with the answer to give to every repetition. */
  readonly inbox?: { readonly key: string; readonly answer: Answer };
  readonly settle?: Settle;
  /** Failed rows to try again from the start. */
  readonly revive?: readonly string[];
  /** Kept messages that somebody deleted where they stood: they are posted anew. */
  readonly repost?: readonly { readonly key: string; readonly ts: string }[];
  readonly links?: readonly Link[];
  /** As long as that alert is the newest of its key (`number`: `null`, there is none): of several who tell first of one, one does. */
  readonly newest?: { readonly source: AlertSource; readonly key: string; readonly number: number | null };
  /** Nothing happened to this stream after `seq`, so the clock looks at its promises again at `nextMoment` (ms); `null`: never. */
  readonly quiet?: { readonly stream: string; readonly seq: number; readonly nextMoment: number | null };
}

export type Committed =
  /** `wakes`: rows that can go now. Telling the queue is a courtesy; timers find them anyway. */
  | { readonly kind: 'stored'; readonly wakes: readonly Wake[] }
  /** Somebody else changed the stream first: load again and decide again. Nothing was written. */
  | { readonly kind: 'conflict' }
  /** This delivery was answered before. Nothing was written. */
  | { readonly kind: 'repeated'; readonly answer: Answer }
  /** The attempt is not ours any more. Nothing was written. */
  | { readonly kind: 'lost' };

/** What goes on. */
export interface Activity {
  /** A row is claimed, or can go now: ready, due, and not behind an older one of its order key; or a timer is due that is none for a row. */
  readonly busy: boolean;
  /** When the next of those goes that only wait for their turn with a vendor; `null`: none does. */
  readonly nextTurn: number | null;
  /** When the next timer is due that is none for a row; `null`: there is none. */
  readonly nextAlarm: number | null;
}

/** Which incidents; what is left out does not matter. */
export interface IncidentFilter {
  readonly open?: boolean;
  readonly severity?: Severity;
  /** Its id in the policy. */
  readonly service?: string;
  /** Who declared it, has a role in it, or acknowledged it. */
  readonly involving?: string;
  /** Declared by one of these, as `actorId` names them. */
  readonly reporters?: readonly string[];
  /** Declared at or after (ms). */
  readonly since?: number;
  /** Private ones only, or none. */
  readonly restricted?: boolean;
  /** Drills only, or none. */
  readonly drill?: boolean;
}

/** Which alerts. `open`: those that fire, or those that do not any more. */
export interface AlertFilter {
  readonly open?: boolean;
}

export interface Count {
  readonly total: number;
  /** How many of them are exercises. */
  readonly drills: number;
}

/** Something that is owed, and for which incident. */
export interface Owed {
  readonly incident: Incident;
  readonly entry: Entry;
}

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/**
 * Postgres, the only truth. Every method throws `StoreUnavailable` when the database does not answer, and nothing else that a caller should handle.
 */
export interface Store extends WhoIsWho {
  /** All or nothing. `inbox` is tested first, then `settle`, then the stream's `from`. */
  commit(commit: Commit): Promise<Committed>;
  /**
   * As `commit`, with the next number of `counter` taken in the same transaction, and of others where `build` asks for it: no gaps, one after the
   * other. A delivery that was answered before takes no number; `null`: what is told has no delivery of its own.
   */
  commitNumbered(
    counter: Counter,
    delivery: string | null,
    build: (number: number, next: (counter: Counter) => Promise<number>) => Commit | Promise<Commit>,
  ): Promise<Committed>;
  /** The answer given to this delivery, if it was answered. */
  answerTo(inboxKey: string): Promise<Answer | null>;

  /** `null` also when `viewer` may not know of it. */
  incident(number: number, viewer: Viewer): Promise<Incident | null>;
  /** Found through the link `slack.channel`. */
  incidentInChannel(channel: string, viewer: Viewer): Promise<Incident | null>;
  /** Those that have this message on their timelines, wherever it stands. */
  incidentsCapturing(
    message: { readonly channel: string; readonly ts: string },
    viewer: Viewer,
  ): Promise<readonly Incident[]>;
  /** Open ones first, the worst of them first, drills behind; then newest first. */
  incidents(filter: IncidentFilter, page: Page, viewer: Viewer): Promise<readonly Incident[]>;
  incidentCount(filter: IncidentFilter, viewer: Viewer): Promise<Count>;
  /** Streams of the incidents that are open or have something left to keep, oldest first. */
  promising(): Promise<readonly string[]>;
  /** What `debtor` owes, soonest first. */
  owedBy(debtor: Debtor, limit: number, viewer: Viewer): Promise<readonly Owed[]>;
  /** Of an incident, oldest first. */
  events(stream: string): Promise<readonly RecordedIncidentEvent[]>;
  event(stream: string, seq: number): Promise<RecordedIncidentEvent | null>;
  /** Of an alert, oldest first. */
  alertEvents(stream: string): Promise<readonly RecordedAlertEvent[]>;
  alert(number: number): Promise<Alert | null>;
  /** The newest that its source knows by this key: it fires, or may fire again. */
  newestAlert(source: AlertSource, key: string): Promise<Alert | null>;
  /** Those that fire first, the worst of them first; then newest first. */
  alerts(filter: AlertFilter, page: Page): Promise<readonly Alert[]>;
  alertCount(filter: AlertFilter): Promise<number>;
  /** Those attached to an incident, oldest first. */
  alertsOf(incident: number): Promise<readonly Alert[]>;
  /** The kept message that stands there, if it is one of ours. */
  messageAt(message: { readonly channel: string; readonly ts: string }): Promise<MessageRow | null>;
  /** Rows of what is done outside for a stream, oldest first. */
  workOf(stream: string): Promise<readonly Work[]>;

  /**
   * Takes the row for one attempt: due and ready, or claimed with an expired lease (`last` is then `ambiguous`); no older unfinished row with its
   * order key; one token from each bucket. `wall` is for leases, `now` (the clock) for everything else.
   */
  claim(request: {
    readonly work: string;
    readonly now: number;
    readonly wall: number;
    readonly leaseMs: number;
    readonly buckets: (work: Work, message: MessageRow | null) => readonly Bucket[];
  }): Promise<Claim>;
  /** No token leaves this bucket before `until`. */
  holdBucket(key: string, until: number): Promise<void>;
  /** Leases of owners known to be gone end now and everything pending is due now. Only for the sole process on this database, at its start. Returns how many claims ended. */
  releaseClaims(): Promise<number>;

  /**
   * Takes up to `limit` due timers and moves each to `now + againMs`, so that what is lost now is found again. Those of kind `wake` come back as
   * wake-ups; whoever handles another sets or drops it for good.
   */
  dueTimers(
    now: number,
    againMs: number,
    limit: number,
  ): Promise<{ readonly wakes: readonly Wake[]; readonly others: readonly Timer[] }>;
  nextTimer(): Promise<number | null>;
  setTimers(timers: readonly Timer[]): Promise<void>;
  /** Sets those that are not set; the others keep their time. */
  beginTimers(timers: readonly Timer[]): Promise<void>;
  /** Calls back whenever some process wrote something that may be due now. Returns how to stop. */
  onChange(listener: () => void): Promise<() => Promise<void>>;
  activity(now: number): Promise<Activity>;

  /** Sets effects of the bot itself going, also those that were done before; one that is under way stays as it is. Returns the rows that can go now. */
  setGoing(effects: readonly BotEffect[]): Promise<readonly Wake[]>;

  /** Seals the heads of all streams that moved since the newest anchor and sets going what follows, all or nothing. `null`: nothing moved. One at a time. */
  anchor(effectsOf: AnchorEffects): Promise<Anchor | null>;

  /**
   * Folds every event there is and holds what is kept beside them to that: snapshots, and above all the promises. Read as it stands at one moment, a page
   * at a time, beside whoever writes.
   */
  audit(report: Report): Promise<Audited>;

  /** The pages in PagerDuty of what is open, or is over here and not there, as far as we know: of incidents and of alerts. */
  pagesStanding(): Promise<readonly PageThere[]>;
  /** The incident for which this page of PagerDuty was opened. */
  incidentOfPage(page: string): Promise<Incident | null>;
  /** The alert this page stands for, or last stood for. */
  alertOfPage(page: string): Promise<Alert | null>;

  keepPolicy(hash: string, text: string): Promise<void>;
  /** Empties the body of a text. The record around it stays valid. False: no such text. */
  redact(prose: string): Promise<boolean>;
  /** Forgets deliveries answered before `before` (ms). Returns how many. */
  forgetInbox(before: number): Promise<number>;

  ready(): Promise<boolean>;
  close(): Promise<void>;
}

/** Our thing and the vendor's id for it: `{ kind: 'slack.channel', ours: 'inc-42', theirs: 'C0123' }`. One of each kind per thing, either way. */
export interface Link {
  readonly kind: string;
  readonly ours: string;
  readonly theirs: string;
}
