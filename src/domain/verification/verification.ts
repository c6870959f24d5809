import type { BotEffect } from '#src/domain/bot-effects.ts';
import type { List } from '#src/domain/on-call.ts';

/** Runbook 001, Daily Checks: "Verify on-call rotation and incident contact numbers in PagerDuty." How far ahead (ms). */
export const verifiedMs = 7 * 24 * 60 * 60_000;

/** Nobody is called first, or second, for these services. `rest`: incidents of no service that is known; `security`: private ones. */
export interface Gap {
  readonly kind: 'gap';
  readonly services: readonly string[];
  readonly list: List;
  readonly source: 'pagerduty' | 'rota';
  /** Milliseconds. `until`: `null` where nobody comes next, as far as was looked. */
  readonly from: number;
  readonly until: number | null;
}

/** Something of who is called that somebody must mend. */
export type DutyFinding =
  | Gap
  /** The policy names a service that PagerDuty does not have. */
  | { readonly kind: 'unknown-service'; readonly service: string; readonly pager: string }
  | { readonly kind: 'not-in-slack'; readonly name: string }
  | { readonly kind: 'not-in-pager'; readonly name: string }
  /** PagerDuty can reach them neither by phone nor by its app. */
  | { readonly kind: 'no-number'; readonly name: string }
  | { readonly kind: 'no-channel'; readonly channel: string }
  /** PagerDuty did not answer, so that it goes by what it said before. */
  | { readonly kind: 'pager-silent'; readonly code: string }
  /** Whom, or whether the channels, it could not look up in time: nobody knows whether something is wrong there. */
  | { readonly kind: 'not-looked'; readonly of: 'slack' | 'pagerduty' | 'channels'; readonly names: readonly string[] };

/** What came of looking at who is called, on one day where people work (`YYYY-MM-DD`). */
export interface Verification {
  readonly day: string;
  readonly at: number;
  readonly findings: readonly DutyFinding[];
}

/** The kind and the key of the timer that rings when people begin to work, and when a verification waits no longer. */
export const verificationKind = 'verification';

/** Has PagerDuty asked who is on call, before all else. */
export function askWhoIsOnCall(day: string): BotEffect {
  const stream = verificationStream(day);
  return {
    id: `${stream}.pagerduty.verify-duty`,
    kind: 'pagerduty.verify-duty',
    stream,
    payload: { day },
    orderKey: null,
  };
}

/** Has what is to be mended posted where people see it. */
export function postVerification(day: string): BotEffect {
  const stream = verificationStream(day);
  return {
    id: `${stream}.slack.post-verification`,
    kind: 'slack.post-verification',
    stream,
    payload: { day },
    orderKey: null,
  };
}

export function verificationStream(day: string): string {
  return `verification-${day}`;
}
