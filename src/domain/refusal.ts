import type { ObligationKind } from '#src/domain/promises/obligation.ts';
import type { Missing, OpenStatus } from './incident/events/life.ts';
import type { TaskName } from './incident/promises/tasks.ts';
import type { Group } from './people.ts';
import type { Severity } from './severity.ts';

/** Why something was not done. Closed list; the words for people live in `views/refusal.ts`. */
export type Refusal =
  | TaskRefusal
  | AlertRefusal
  | { readonly code: 'no-title' }
  | { readonly code: 'unknown-services'; readonly services: readonly string[] }
  /** Also the answer for an incident the asker may not know of. */
  | { readonly code: 'no-such-incident'; readonly number: number }
  | { readonly code: 'not-allowed'; readonly action: string; readonly needs: readonly Group[] }
  /** Slack did not say in time who this is. */
  | { readonly code: 'not-verified' }
  | { readonly code: 'already-resolved'; readonly number: number }
  | { readonly code: 'alerts-firing'; readonly number: number; readonly alerts: readonly number[] }
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
  /** More than a year ago: a slip, not a memory. */
  | { readonly code: 'too-long-ago' }
  /** It cannot have happened yet. */
  | { readonly code: 'still-to-come' }
  | { readonly code: 'is-merged'; readonly number: number; readonly into: number }
  | { readonly code: 'not-merged'; readonly number: number }
  /** Others were merged into it, and go on as this one. `into`: what it was to be merged into; `null`: it was to be cancelled. */
  | {
      readonly code: 'has-duplicates';
      readonly number: number;
      readonly duplicates: readonly number[];
      readonly into: number | null;
    }
  /** What is still to be done for it would be lost from sight: nothing is owed by what goes on as another. By number. */
  | {
      readonly code: 'merge-leaves';
      readonly number: number;
      readonly into: number;
      readonly mitigations: readonly number[];
      readonly followUps: readonly number[];
    }
  /** A reason is wanted and none was given. */
  | { readonly code: 'needs-reason'; readonly action: ReasonedAction; readonly number: number }
  /** Nothing can be seen in what was written. */
  | { readonly code: 'nothing-said'; readonly number: number }
  | { readonly code: 'same-status'; readonly number: number; readonly status: OpenStatus }
  | { readonly code: 'same-severity'; readonly number: number; readonly severity: Severity }
  | { readonly code: 'already-acknowledged'; readonly number: number; readonly by: string }
  /** By the one who does it again. */
  | { readonly code: 'acknowledged-before'; readonly number: number; readonly at: number }
  | { readonly code: 'next-update-time'; readonly number: number }
  | { readonly code: 'no-such-mitigation'; readonly number: number; readonly mitigation: number }
  /** It is not closed without a reason while something of its record is missing. */
  | { readonly code: 'record-incomplete'; readonly number: number; readonly missing: Missing }
  /** What comes after an incident waits until it is resolved. */
  | { readonly code: 'not-yet-resolved'; readonly number: number }
  | { readonly code: 'review-held-before'; readonly number: number }
  /** The review must be held at a moment to come, within a year. */
  | { readonly code: 'review-time'; readonly number: number }
  | { readonly code: 'no-such-follow-up'; readonly number: number; readonly followUp: number }
  /** It must be due on a day to come, within a year. */
  | { readonly code: 'follow-up-day'; readonly number: number }
  /** Nothing that can be put off is owed, or none of that kind. */
  | { readonly code: 'nothing-to-snooze'; readonly number: number; readonly kind: ObligationKind | null }
  /** It is not put off, however good the reason. */
  | { readonly code: 'never-snoozed'; readonly number: number; readonly kind: ObligationKind }
  /** In all it may be put off to `latest` (ms), and no further; `null`: that is past, or where it stands already. `minutes`: by how much the policy lets it be. */
  | {
      readonly code: 'snoozed-enough';
      readonly number: number;
      readonly kind: ObligationKind;
      readonly latest: number | null;
      readonly minutes: number;
    }
  | { readonly code: 'no-address'; readonly number: number }
  | { readonly code: 'already-there'; readonly number: number }
  | { readonly code: 'not-there'; readonly number: number }
  /** A list of the incident is as long as it may be. */
  | { readonly code: 'too-many'; readonly number: number; readonly most: number }
  | { readonly code: 'itself'; readonly number: number }
  /** A drill and a real incident, or a private and a public one, stay apart. */
  | { readonly code: 'cannot-merge'; readonly number: number; readonly into: number; readonly why: 'drill' | 'private' }
  /** Only what is open goes on in the place of another. */
  | { readonly code: 'into-resolved'; readonly number: number; readonly into: number }
  | { readonly code: 'already-member'; readonly number: number }
  /** It is open to everybody: nobody needs to ask. */
  | { readonly code: 'not-private'; readonly number: number }
  | { readonly code: 'nobody-asks'; readonly number: number }
  /** The person is a guest, a bot, deactivated, or of another company. */
  | { readonly code: 'not-a-responder'; readonly person: string }
  | { readonly code: 'no-channel-yet'; readonly number: number }
  | { readonly code: 'no-such-service'; readonly service: string }
  /** A rung or a service is nobody by name: of a private incident only people can be told. */
  | { readonly code: 'only-by-name'; readonly number: number }
  /** Who asks for more people is none of them. `byName`: it is private, and only people by name can be asked. */
  | { readonly code: 'asks-oneself'; readonly number: number; readonly byName: boolean }
  /** No PagerDuty is configured. */
  | { readonly code: 'no-pager' }
  /** Nobody may say to be another. */
  | { readonly code: 'email-of-another'; readonly email: string }
  /** Neither a service nor a team. */
  | { readonly code: 'no-such-duty'; readonly named: string }
  /** What another system told is about nothing that is kept here. */
  | { readonly code: 'not-ours' };

/** What takes a reason, as the words of the refusal name it. */
export const reasonedActions = ['cancel', 'reopen', 'close', 'snooze', 'drop'] as const;
export type ReasonedAction = (typeof reasonedActions)[number];

/** Why nothing was done with an alert. */
export type AlertRefusal =
  | { readonly code: 'no-such-alert'; readonly alert: number }
  | { readonly code: 'alert-nothing-to-retry'; readonly alert: number }
  /** Nothing of it fires any more. */
  | { readonly code: 'alert-over'; readonly alert: number }
  | { readonly code: 'alert-acknowledged'; readonly alert: number; readonly by: string; readonly at: number }
  /** To this incident, already. */
  | { readonly code: 'alert-attached'; readonly alert: number; readonly number: number }
  /** Everybody reads alerts, and not everybody may know of the incident. */
  | { readonly code: 'alert-to-private'; readonly alert: number; readonly number: number }
  | {
      readonly code: 'alert-fires';
      readonly alert: number;
      readonly number: number;
      readonly why: 'resolved' | 'drill';
    };

/** Why nothing was done with a checklist, or an item of one. */
export type TaskRefusal =
  /** `known`: ids of those there are. */
  | {
      readonly code: 'no-such-checklist';
      readonly number: number;
      readonly list: string;
      readonly known: readonly string[];
    }
  /** `begins`: by itself, or when somebody begins it. */
  | {
      readonly code: 'checklist-not-begun';
      readonly number: number;
      readonly list: string;
      readonly begins: 'resolved' | 'on-demand';
    }
  /** It is being worked on, or begins by itself. */
  | { readonly code: 'checklist-begun'; readonly number: number; readonly list: string; readonly byItself: boolean }
  /** As it was named: a number, or `list.item`. */
  | { readonly code: 'no-such-task'; readonly number: number; readonly task: string; readonly most: number }
  | ({
      readonly code: 'task-ticked';
      readonly number: number;
      readonly how: 'done' | 'waived';
      readonly by: string;
      readonly at: number;
    } & TaskName)
  | ({
      readonly code: 'task-not-ticked' | 'needs-evidence' | 'waiver-needs-reason';
      readonly number: number;
    } & TaskName);
