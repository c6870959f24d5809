import type { Policy } from './policy.ts';
import type { Refusal } from './refusal.ts';

export type DecisionOf<Event> =
  | { readonly ok: true; readonly events: readonly Event[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** What a decision may go by besides the state. `now`: milliseconds since the epoch. */
export interface Context {
  readonly policy: Policy;
  readonly now: number;
}

export function refused(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal };
}
