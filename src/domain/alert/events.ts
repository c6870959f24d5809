import type { EffectEvent } from '#src/domain/effect.ts';
import type { PageEvent } from '#src/domain/paging/events.ts';
import type { OwedEvent } from '#src/domain/promises/owed.ts';
import type { Prose } from '#src/domain/prose.ts';
import type { Recorded } from '#src/domain/recorded.ts';

/** Who tells us of it. */
export const alertSources = ['alertmanager', 'pagerduty'] as const;
export type AlertSource = (typeof alertSources)[number];

/** The worst first (runbook 003). */
export const alertSeverities = ['critical', 'warning', 'info'] as const;
export type AlertSeverity = (typeof alertSeverities)[number];

/** One thing that fires since then. The same thing at another time is another instance. */
export interface Instance {
  /** What its source knows it by: the fingerprint of its labels. */
  readonly id: string;
  readonly startedAt: number;
  readonly severity: AlertSeverity;
  /** What sets it apart from the others; `null`: nothing. */
  readonly what: Prose | null;
}

/** An instance that is over. */
export interface Ended {
  readonly id: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** What an alert says of itself when it begins to fire. */
export interface Said {
  /** The name of its rule. */
  readonly name: string;
  /** Its id in the policy; `null`: it names none of ours. */
  readonly service: string | null;
  readonly title: Prose;
  readonly description: Prose | null;
  /** Addresses that can be followed (http or https). */
  readonly links: { readonly runbook: Prose | null; readonly dashboard: Prose | null; readonly source: Prose | null };
}

interface Unlisted {
  /** How many fire besides, of which nothing more is kept. */
  readonly unlisted: number;
}

/** Instances that were not there before, or are worse than they were. */
export interface Began extends Unlisted {
  readonly instances: readonly Instance[];
}

export interface Fired extends Said, Began {
  readonly number: number;
  readonly source: AlertSource;
  /** What its source knows it by, while it fires and when it does so again. At most 200 characters. */
  readonly key: string;
}

/** What can have happened to an alert. Never edited: a change of meaning is a new `v` beside the old one. */
export type AlertEvent =
  | { readonly type: 'alert-fired'; readonly v: 1; readonly data: Fired }
  | { readonly type: 'alert-fired-again'; readonly v: 1; readonly data: Said & Began }
  | { readonly type: 'alert-grew'; readonly v: 1; readonly data: Began }
  | { readonly type: 'alert-shrank'; readonly v: 1; readonly data: Unlisted & { readonly ended: readonly Ended[] } }
  /** The last of its instances are over. */
  | { readonly type: 'alert-resolved'; readonly v: 1; readonly data: { readonly ended: readonly Ended[] } }
  /** Somebody took it on here. */
  | { readonly type: 'alert-acknowledged'; readonly v: 1; readonly data: { readonly person: string } }
  /** Somebody took its page on in PagerDuty. `at`: when (ms), as PagerDuty tells. */
  | {
      readonly type: 'alert-acknowledged';
      readonly v: 2;
      readonly data: { readonly person: string; readonly at: number };
    }
  | { readonly type: 'alert-attached'; readonly v: 1; readonly data: { readonly incident: number } }
  | { readonly type: 'alert-detached'; readonly v: 1; readonly data: { readonly incident: number } }
  | {
      readonly type: 'message-posted';
      readonly v: 1;
      readonly data: { readonly message: AlertMessageKind; readonly channel: string; readonly ts: string };
    }
  /** The incident it is attached to goes on with its page. */
  | { readonly type: 'page-handed-over'; readonly v: 1; readonly data: { readonly incident: number } }
  | PageEvent
  | OwedEvent
  | EffectEvent;

/** The messages the bot keeps about an alert: its card follows its state, the others tell people of what they owe. */
export const alertMessageKinds = ['card', 'reminder', 'miss'] as const;
export type AlertMessageKind = (typeof alertMessageKinds)[number];

export type RecordedAlertEvent = Recorded<AlertEvent>;
