import type { Prose } from '#src/domain/prose.ts';
import type { Severity } from '#src/domain/severity.ts';

/** For whom an update is: the people working on it, or those who suffer from it. */
export const audiences = ['internal', 'customers'] as const;
export type Audience = (typeof audiences)[number];

/** Statuses of an incident that still goes on, in their usual order. */
export const openStatuses = ['investigating', 'identified', 'monitoring'] as const;
export type OpenStatus = (typeof openStatuses)[number];

/** What an incident touches (runbook 000, triage). */
export const affectedKinds = ['organisation', 'endpoint', 'request'] as const;
export type AffectedKind = (typeof affectedKinds)[number];

/** Things of one kind. */
export interface AffectedPart<Value> {
  readonly kind: AffectedKind;
  readonly values: readonly Value[];
}

export interface Updated {
  readonly audience: Audience;
  readonly know: Prose;
  readonly next: Prose | null;
  readonly impact: Prose | null;
  /** When the next one is promised (ms). */
  readonly nextAt: number | null;
}

/** What the record of an incident lacks. */
export interface Missing {
  /** Its review was not held. */
  readonly review: boolean;
  /** Those still in place. */
  readonly mitigations: readonly number[];
  /** Those nobody owns. */
  readonly followUps: readonly number[];
}

/** What people did with an incident while it lived. */
export type LifeEvent =
  | { readonly type: 'updated'; readonly v: 1; readonly data: Updated }
  | {
      readonly type: 'status-changed';
      readonly v: 1;
      readonly data: { readonly status: OpenStatus; readonly why: Prose | null };
    }
  | {
      readonly type: 'severity-changed';
      readonly v: 1;
      readonly data: { readonly from: Severity; readonly to: Severity; readonly why: Prose | null };
    }
  | { readonly type: 'acknowledged'; readonly v: 1; readonly data: { readonly person: string } }
  /** In PagerDuty, at that moment (ms). `person`: as `actorId` names them. */
  | {
      readonly type: 'acknowledged';
      readonly v: 2;
      readonly data: { readonly person: string; readonly at: number };
    }
  | {
      readonly type: 'mitigation-applied';
      readonly v: 1;
      readonly data: { readonly mitigation: number; readonly what: Prose };
    }
  | {
      readonly type: 'mitigation-removed';
      readonly v: 1;
      readonly data: { readonly mitigation: number; readonly how: Prose | null };
    }
  /** What it touches besides. */
  | { readonly type: 'scope-added'; readonly v: 1; readonly data: AffectedPart<Prose> }
  /** `values`: ids of the texts that named what turned out not to be touched. */
  | { readonly type: 'scope-removed'; readonly v: 1; readonly data: { readonly values: readonly string[] } }
  | {
      readonly type: 'link-added';
      readonly v: 1;
      readonly data: { readonly url: Prose; readonly title: Prose | null };
    }
  | { readonly type: 'related'; readonly v: 1; readonly data: { readonly incident: number } }
  | { readonly type: 'unrelated'; readonly v: 1; readonly data: { readonly incident: number } }
  /** This one is a duplicate: `into` goes on in its place. */
  | { readonly type: 'merged'; readonly v: 1; readonly data: { readonly into: number; readonly from: OpenStatus } }
  | { readonly type: 'unmerged'; readonly v: 1; readonly data: { readonly into: number } }
  /** Another one turned out to be this; `people` worked on it. */
  | {
      readonly type: 'merge-received';
      readonly v: 1;
      readonly data: { readonly incident: number; readonly people: readonly string[] };
    }
  | { readonly type: 'merge-undone'; readonly v: 1; readonly data: { readonly incident: number } }
  | { readonly type: 'reopened'; readonly v: 1; readonly data: { readonly why: Prose } }
  | { readonly type: 'cancelled'; readonly v: 1; readonly data: { readonly why: Prose } }
  | { readonly type: 'closed'; readonly v: 1; readonly data: Record<never, never> }
  /** `why`: the reason given for closing it although something was `missing`. */
  | { readonly type: 'closed'; readonly v: 2; readonly data: { readonly why: Prose | null; readonly missing: Missing } }
  | { readonly type: 'export-requested'; readonly v: 1; readonly data: Record<never, never> };
