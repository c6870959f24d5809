import type { Group } from './people.ts';

/** Why something was not done. Closed list; the words for people live in `views/refusal.ts`. */
export type Refusal =
  | { readonly code: 'no-title' }
  | { readonly code: 'unknown-services'; readonly services: readonly string[] }
  /** Also the answer for an incident the asker may not know of. */
  | { readonly code: 'no-such-incident'; readonly number: number }
  | { readonly code: 'not-allowed'; readonly action: string; readonly needs: readonly Group[] }
  /** Slack did not say in time who this is. */
  | { readonly code: 'not-verified' }
  | { readonly code: 'already-resolved'; readonly number: number }
  | { readonly code: 'resolution-under-way'; readonly number: number }
  | { readonly code: 'override-needs-reason' }
  | { readonly code: 'nothing-to-retry'; readonly number: number }
  /** Other people changed the same thing all the time; nothing was stored. */
  | { readonly code: 'too-busy' };
