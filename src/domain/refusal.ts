import type { OpenStatus } from './incident/events/life.ts';
import type { Group } from './people.ts';
import type { Severity } from './severity.ts';

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
  | { readonly code: 'too-busy' }
  /** Open incidents that sound like the one being declared, as far as the reporter may know of them. */
  | { readonly code: 'look-alikes'; readonly numbers: readonly number[] }
  /** Times that cannot be: in the future, or the end before the beginning. */
  | { readonly code: 'impossible-times' }
  | { readonly code: 'convert-restricted' }
  /** The channel is one of the rooms, a direct message, or another incident's. */
  | { readonly code: 'channel-taken' }
  /** It is resolved, closed or cancelled, and this is for open ones. */
  | { readonly code: 'not-open'; readonly number: number }
  /** It is closed or cancelled: its record is complete. */
  | { readonly code: 'is-over'; readonly number: number }
  /** Only what is resolved is closed. */
  | { readonly code: 'not-resolved'; readonly number: number }
  /** Only what is over is reopened. */
  | { readonly code: 'still-open'; readonly number: number }
  /** It cannot have happened yet. */
  | { readonly code: 'still-to-come' }
  | { readonly code: 'is-merged'; readonly number: number; readonly into: number }
  | { readonly code: 'not-merged'; readonly number: number }
  /** A reason is wanted and none was given. */
  | { readonly code: 'needs-reason'; readonly action: ReasonedAction; readonly number: number }
  /** Nothing can be seen in what was written. */
  | { readonly code: 'nothing-said'; readonly number: number }
  | { readonly code: 'same-status'; readonly number: number; readonly status: OpenStatus }
  | { readonly code: 'same-severity'; readonly number: number; readonly severity: Severity }
  | { readonly code: 'already-acknowledged'; readonly number: number; readonly by: string }
  | { readonly code: 'next-update-time'; readonly number: number }
  | { readonly code: 'no-such-mitigation'; readonly number: number; readonly mitigation: number }
  | { readonly code: 'mitigations-in-place'; readonly number: number; readonly mitigations: readonly number[] }
  | { readonly code: 'no-address'; readonly number: number }
  | { readonly code: 'already-there'; readonly number: number }
  | { readonly code: 'not-there'; readonly number: number }
  /** A list of the incident is as long as it may be. */
  | { readonly code: 'too-many'; readonly number: number; readonly most: number }
  | { readonly code: 'itself'; readonly number: number }
  /** A drill and a real incident, or a private and a public one, stay apart. */
  | { readonly code: 'cannot-merge'; readonly number: number; readonly into: number; readonly why: 'drill' | 'private' }
  | { readonly code: 'already-member'; readonly number: number }
  /** It is open to everybody: nobody needs to ask. */
  | { readonly code: 'not-private'; readonly number: number }
  | { readonly code: 'nobody-asks'; readonly number: number }
  /** The person is a guest, or nobody of this workspace. */
  | { readonly code: 'not-a-responder'; readonly person: string }
  | { readonly code: 'no-channel-yet'; readonly number: number }
  | { readonly code: 'no-such-service'; readonly service: string };

/** What takes a reason, as the words of the refusal name it. */
export const reasonedActions = ['cancel', 'reopen'] as const;
export type ReasonedAction = (typeof reasonedActions)[number];
