import type { EffectEvent } from '#src/domain/effect.ts';
import type { ServiceHealth } from '#src/domain/health.ts';
import type { PagingEvent } from '#src/domain/paging/events.ts';
import type { Prose } from '#src/domain/prose.ts';
import type { Recorded } from '#src/domain/recorded.ts';
import type { Severity } from '#src/domain/severity.ts';
import type { AttachedEvent } from './events/alerts.ts';
import type { CaptureEvent } from './events/capture.ts';
import type { FollowUpEvent } from './events/follow-ups.ts';
import type { LifeEvent } from './events/life.ts';
import type { PeopleEvent } from './events/people.ts';
import type { PromiseEvent } from './events/promises.ts';
import type { ReviewEvent } from './events/review.ts';
import type { TaskEvent } from './events/tasks.ts';

/** What can have happened to an incident. Never edited: a change of meaning is a new `v` beside the old one. */
export type IncidentEvent =
  | DeclaredEvent
  | OutsideEvent
  | LifeEvent
  | PeopleEvent
  | CaptureEvent
  | PromiseEvent
  | ReviewEvent
  | FollowUpEvent
  | TaskEvent
  | PagingEvent
  | AttachedEvent;

interface Declared {
  readonly number: number;
  readonly title: Prose;
  readonly affected: Prose | null;
  readonly severity: Severity;
  /** What the policy's criteria suggested, where the reporter answered the questions. */
  readonly suggested: Severity | null;
  readonly services: readonly string[];
  readonly customerFacing: boolean;
  readonly restricted: boolean;
  readonly reporter: string;
}

export type DeclaredEvent =
  | { readonly type: 'declared'; readonly v: 1; readonly data: Declared }
  | {
      readonly type: 'declared';
      readonly v: 2;
      readonly data: Declared & {
        /** An exercise: marked everywhere and left out of figures (runbook 002). */
        readonly drill: boolean;
        /** When it really began and was noticed, for who declares afterwards; `null`: not said. */
        readonly beganAt: number | null;
        readonly detectedAt: number | null;
        /** It is over already, since then: when it was resolved. */
        readonly endedAt: number | null;
        /** The existing channel it is to have. */
        readonly channel: string | null;
      };
    };

/** How what the bot does outside went. */
export type OutsideEvent =
  | {
      readonly type: 'channel-opened';
      readonly v: 1;
      readonly data: { readonly channel: string; readonly name: string };
    }
  /** A channel that was there before became the incident's. */
  | {
      readonly type: 'channel-adopted';
      readonly v: 1;
      readonly data: { readonly channel: string; readonly name: string };
    }
  /** It cannot become the incident's: one of its own is opened instead. */
  | { readonly type: 'channel-not-adopted'; readonly v: 1; readonly data: { readonly channel: string } }
  | { readonly type: 'channel-renamed'; readonly v: 1; readonly data: { readonly name: string } }
  | { readonly type: 'channel-archived' | 'channel-unarchived'; readonly v: 1; readonly data: Record<never, never> }
  /** `at`: when (ms), as Slack tells. */
  | {
      readonly type: 'channel-archived' | 'channel-unarchived';
      readonly v: 2;
      readonly data: { readonly at: number };
    }
  /** Everybody can read the channel of a private incident: as we saw, or (`at`, ms) as Slack tells of somebody who made it public then. */
  | { readonly type: 'channel-exposed'; readonly v: 1; readonly data: Record<never, never> }
  | { readonly type: 'channel-exposed'; readonly v: 2; readonly data: { readonly at: number } }
  /** It is private again, as we saw. */
  | { readonly type: 'channel-hidden'; readonly v: 1; readonly data: Record<never, never> }
  /** Who is in the channel of a private incident must be looked up: the bot is in it again, or (`at`) somebody made it private then, as Slack tells. */
  | { readonly type: 'channel-entered'; readonly v: 1; readonly data: Record<never, never> }
  | { readonly type: 'channel-entered'; readonly v: 2; readonly data: { readonly at: number } }
  | {
      readonly type: 'message-posted';
      readonly v: 1;
      readonly data: { readonly message: MessageKind; readonly channel: string; readonly ts: string };
    }
  | { readonly type: 'message-posted'; readonly v: 2; readonly data: MessagePosted }
  | EffectEvent
  | { readonly type: 'resolve-requested'; readonly v: 1; readonly data: { readonly override: Prose | null } }
  | { readonly type: 'resolve-refused'; readonly v: 1; readonly data: { readonly health: readonly ServiceHealth[] } }
  /** `firing`: alerts of it that fire. `health` is empty also where they were heard of before it was measured. */
  | {
      readonly type: 'resolve-refused';
      readonly v: 2;
      readonly data: { readonly health: readonly ServiceHealth[]; readonly firing: readonly number[] };
    }
  | { readonly type: 'resolved'; readonly v: 1; readonly data: { readonly health: readonly ServiceHealth[] } };

export interface MessagePosted {
  readonly message: MessageKind;
  /** `seq` of the event it tells of; `null` for the messages that follow the state. */
  readonly of: number | null;
  readonly channel: string;
  readonly ts: string;
}

/**
 * The messages the bot keeps about an incident. `card`, `announcement`, `headline` and `outcome` follow its state; the others tell of one event:
 * `update` of what people know, `notice` of what was done, `access` of somebody asking to be let in, `granted` to them, `security` to the contact,
 * `reminder` and `miss` of what somebody owes, `status` of how it stands at a cadence tick,
 * `duties` of what a role asks of whoever got it.
 */
export const messageKinds = [
  'card',
  'announcement',
  'headline',
  'outcome',
  'update',
  'notice',
  'access',
  'granted',
  'security',
  'reminder',
  'miss',
  'status',
  'duties',
] as const;
export type MessageKind = (typeof messageKinds)[number];

export type RecordedIncidentEvent = Recorded<IncidentEvent>;
