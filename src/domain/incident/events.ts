import type { ServiceHealth } from '#src/domain/health.ts';
import type { Prose } from '#src/domain/prose.ts';
import type { Recorded } from '#src/domain/recorded.ts';
import type { Severity } from '#src/domain/severity.ts';

/** What can have happened to an incident. Never edited: a change of meaning is a new `v` beside the old one. */
export type IncidentEvent =
  | {
      readonly type: 'declared';
      readonly v: 1;
      readonly data: {
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
      };
    }
  | {
      readonly type: 'channel-opened';
      readonly v: 1;
      readonly data: { readonly channel: string; readonly name: string };
    }
  | { readonly type: 'message-posted'; readonly v: 1; readonly data: MessagePosted }
  | { readonly type: 'effect-done'; readonly v: 1; readonly data: { readonly effect: string; readonly kind: string } }
  | { readonly type: 'effect-failed'; readonly v: 1; readonly data: EffectFailed }
  | { readonly type: 'effect-retried'; readonly v: 1; readonly data: { readonly effects: readonly string[] } }
  | { readonly type: 'resolve-requested'; readonly v: 1; readonly data: { readonly override: Prose | null } }
  | { readonly type: 'resolve-refused'; readonly v: 1; readonly data: { readonly health: readonly ServiceHealth[] } }
  | { readonly type: 'resolved'; readonly v: 1; readonly data: { readonly health: readonly ServiceHealth[] } };

export interface MessagePosted {
  readonly message: MessageKind;
  readonly channel: string;
  readonly ts: string;
}

export interface EffectFailed {
  readonly effect: string;
  readonly kind: string;
  readonly code: string;
}

/** The messages the bot keeps about an incident. */
export const messageKinds = ['card', 'announcement', 'headline', 'outcome'] as const;
export type MessageKind = (typeof messageKinds)[number];

export type RecordedIncidentEvent = Recorded<IncidentEvent>;
