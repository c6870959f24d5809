import type { KeptMessage } from '#src/domain/kept-message.ts';

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
  /** Where it stood when the attempt began (`ts`): what somebody deleted meanwhile does not stand again by this. */
  readonly was: string | null;
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
  /** A bucket is empty or held: the row waits until `at` (on the clock); where it was empty, with a token that is its own then. */
  | { readonly kind: 'throttled'; readonly at: number };
