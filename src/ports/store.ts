import type { Answer } from '#src/domain/answer.ts';
import type { Change } from '#src/domain/incident/change.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import type { KeptMessage } from '#src/domain/incident/messages.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Viewer } from '#src/domain/people.ts';
import type { Severity } from '#src/domain/severity.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Something to be done outside, as its row stands. Times are milliseconds since the epoch. */
export interface Work {
  readonly id: string;
  /** An `EffectKind`, or `slack.show` for the row that keeps a message up to date. */
  readonly kind: string;
  readonly stream: string;
  readonly payload: Json;
  readonly state: WorkState;
  /** How many attempts were begun since it last started afresh: what the back-off goes by. */
  readonly attempt: number;
  /** Which claim of the row this is. No two have the same, so a sleeper that wakes up late cannot be taken for another. */
  readonly claim: number;
  /** How the newest finished attempt ended; `ambiguous` also after a claim whose owner vanished. */
  readonly last: 'none' | 'refused' | 'retryable' | 'ambiguous';
  /** Since when the outcome is unknown. */
  readonly ambiguousAt: number | null;
  /** When it was first written. */
  readonly createdAt: number;
  /** The delivery that set it going, through however many effects: what to look for in the log. `null`: nobody's. */
  readonly cause: string | null;
  readonly error: string | null;
}

export const workStates = ['ready', 'claimed', 'done', 'void', 'failed'] as const;
export type WorkState = (typeof workStates)[number];

/** A message we keep, as its row stands. */
export interface MessageRow extends KeptMessage {
  readonly channel: string | null;
  readonly ts: string | null;
  /** Raised by each change that may show in it. */
  readonly wantedSeq: number;
  readonly shownSeq: number;
  /** Hash of what was last shown. */
  readonly shownHash: string | null;
}

/** One wake-up of a lane: look at this row. `turn` counts the wake-ups of a row, so that no two have the same id. */
export interface Wake {
  readonly work: string;
  readonly lane: string;
  readonly turn: number;
}

export interface Timer {
  readonly key: string;
  /** On `clock`. */
  readonly dueAt: number;
  readonly kind: string;
  readonly ref: string;
}

/** How an attempt ended. With `countsAsAttempt: false` nothing was tried: the row waits and its count is given back. */
export type Settlement =
  | { readonly state: 'done' | 'void' }
  | { readonly state: 'failed'; readonly error: string }
  | {
      readonly state: 'ready';
      readonly at: number;
      readonly last: Work['last'];
      /** Since when the outcome is unknown; default: now. Each doubtful call begins a new doubt. */
      readonly ambiguousAt?: number | null;
      readonly error: string | null;
      readonly countsAsAttempt: boolean;
    };

export interface Shown {
  readonly key: string;
  readonly channel: string;
  /** `null`: a person deleted it, it must be posted anew. */
  readonly ts: string | null;
  /** The `wantedSeq` that was rendered; a lower one than is wanted by now sets the row going again. */
  readonly seq: number;
  readonly hash: string | null;
}

export interface Settle {
  readonly work: string;
  /** Guard: the row must still be held by this claim. */
  readonly claim: number;
  readonly how: Settlement;
  /** What now stands in Slack, for `slack.show` rows. */
  readonly shown?: Shown;
}

/** Everything one use case or one finished attempt writes, in one transaction. */
export interface Commit {
  readonly change?: Change;
  /** The delivery this answers, with the answer to give to every repetition. */
  readonly inbox?: { readonly key: string; readonly answer: Answer };
  readonly settle?: Settle;
  /** Failed rows to try again from the start. */
  readonly revive?: readonly string[];
  readonly links?: readonly Link[];
  readonly timers?: { readonly set?: readonly Timer[]; readonly drop?: readonly string[] };
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

export interface Bucket {
  readonly key: string;
  /** The vendor's call whose limit this is, as `IntegrationError.call` names it. */
  readonly call: string;
  /** Tokens gained in a minute. */
  readonly perMinute: number;
  /** Tokens that can wait. */
  readonly burst: number;
}

export type Claim =
  | { readonly kind: 'claimed'; readonly work: Work; readonly message: MessageRow | null }
  /** Not due, held by somebody, behind an older one of its order key, or finished. */
  | { readonly kind: 'not-now' }
  /** A bucket is empty or held: the row's timer is set to `at` (on the clock). */
  | { readonly kind: 'throttled'; readonly at: number };

export interface IncidentFilter {
  readonly open?: boolean;
  readonly limit: number;
}

/** Who somebody is, kept so that a command needs no call to Slack. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly guest: boolean;
  readonly outsider: boolean;
  readonly seenAt: number;
}

/**
 * Postgres, the only truth. Every method throws `StoreUnavailable` when the database does not answer, and nothing else that a caller should handle.
 */
export interface Store {
  /** All or nothing. `inbox` is tested first, then `settle`, then the stream's `from`. */
  commit(commit: Commit): Promise<Committed>;
  /**
   * As `commit`, with the next number of `counter` taken in the same transaction: no gaps, one after the other. A delivery that was answered
   * before takes no number.
   */
  commitNumbered(counter: 'incident', delivery: string, build: (number: number) => Commit): Promise<Committed>;
  /** The answer given to this delivery, if it was answered. */
  answerTo(inboxKey: string): Promise<Answer | null>;

  /** `null` also when `viewer` may not know of it. */
  incident(number: number, viewer: Viewer): Promise<Incident | null>;
  /** Found through the link `slack.channel`. */
  incidentInChannel(channel: string, viewer: Viewer): Promise<Incident | null>;
  /** Newest first. */
  incidents(filter: IncidentFilter, viewer: Viewer): Promise<readonly Incident[]>;
  incidentCount(filter: { readonly open?: boolean; readonly severity?: Severity }, viewer: Viewer): Promise<number>;
  events(stream: string): Promise<readonly RecordedIncidentEvent[]>;
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
  /** Calls back whenever some process wrote something that may be due now. Returns how to stop. */
  onChange(listener: () => void): Promise<() => Promise<void>>;
  /** Whether nothing can go now: no row claimed, none ready and due that is not behind an older one of its order key, no timer due but those of kind `wake`. */
  idle(now: number): Promise<boolean>;

  person(id: string): Promise<KnownPerson | null>;
  keepPerson(person: KnownPerson): Promise<void>;
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
