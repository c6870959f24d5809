import type { Debtor, ObligationKind } from '#src/domain/incident/promises/obligations.ts';
import type { Terms } from '#src/domain/incident/promises/terms.ts';
import type { Prose } from '#src/domain/prose.ts';

/** Which promise an event is about. */
export interface About {
  /** As `Obligation.key`. */
  readonly obligation: string;
  readonly kind: ObligationKind;
  /** When it was due, or is (ms). */
  readonly dueAt: number;
}

/** A deadline that stands elsewhere than it did. `null`: the promise came into force. */
export interface Moved {
  readonly obligation: string;
  readonly kind: ObligationKind;
  readonly from: number | null;
  readonly to: number;
  /** It is later than the rules by themselves would have it. */
  readonly grace: boolean;
}

/** A rung of the escalation path, and when it was its turn (ms), which is earlier than the event where nobody was there to tell it. */
export interface Reached {
  readonly rung: number;
  readonly name: string;
  /** E-mails, as the policy names them at that time. */
  readonly people: readonly string[];
  readonly at: number;
}

export interface Told extends About {
  readonly of: number;
  readonly what: 'reminder' | 'miss';
  /** Of a miss, the rungs it was for. */
  readonly rungs: readonly string[];
  readonly people: readonly string[];
  readonly missing: readonly string[];
}

/** What the clock makes of a promise nobody has kept yet, of an incident or an alert, and who heard of it. */
export type OwedEvent =
  /** Its debtor is asked for it. `onCall`: e-mail of who that is, where the debtor is whoever is on call. */
  | {
      readonly type: 'obligation-reminded';
      readonly v: 1;
      readonly data: About & { readonly debtor: Debtor; readonly onCall: string | null };
    }
  /** It was not kept in time, or is still not: these rungs are told. More than one where nobody was there to tell them in turn. */
  | {
      readonly type: 'obligation-missed';
      readonly v: 1;
      readonly data: About & { readonly missedAt: number; readonly reached: readonly Reached[] };
    }
  /** `of`: the event above of which these people were told. `people`: by Slack id; `missing`: e-mails nobody in Slack has, or who may not know of it. */
  | { readonly type: 'obligation-told'; readonly v: 1; readonly data: Told };

/** What became of promises by the clock, and by those who may put them off. That one is kept is told by what kept it. */
export type PromiseEvent =
  /** New rules are in force. `moved`: the deadlines they changed, with the grace that `movedDeadlines` gives. */
  | {
      readonly type: 'policy-adopted';
      readonly v: 1;
      readonly data: { readonly terms: Terms; readonly moved: readonly Moved[] };
    }
  /** Another severity asks for other deadlines. */
  | { readonly type: 'deadlines-moved'; readonly v: 1; readonly data: { readonly moved: readonly Moved[] } }
  | OwedEvent
  | {
      readonly type: 'obligation-snoozed';
      readonly v: 1;
      readonly data: About & { readonly until: number; readonly why: Prose };
    }
  /** A cadence tick (ms): the status is posted in the room, by itself or in the digest of all open incidents. */
  | { readonly type: 'status-due'; readonly v: 1; readonly data: { readonly tick: number; readonly digest: boolean } };
