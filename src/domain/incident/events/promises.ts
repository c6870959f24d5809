import type { Terms } from '#src/domain/incident/promises/terms.ts';
import type { ObligationKind } from '#src/domain/promises/obligation.ts';
import type { About, OwedEvent } from '#src/domain/promises/owed.ts';
import type { Prose } from '#src/domain/prose.ts';

/** A deadline that stands elsewhere than it did. `null`: the promise came into force. */
export interface Moved {
  readonly obligation: string;
  readonly kind: ObligationKind;
  readonly from: number | null;
  readonly to: number;
  /** It is later than the rules by themselves would have it. */
  readonly grace: boolean;
}

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
