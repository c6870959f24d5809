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
  | { readonly kind: 'pager-silent'; readonly code: string };

/** What came of looking at who is called, on one day where people work (`YYYY-MM-DD`). */
export interface Verification {
  readonly day: string;
  readonly at: number;
  readonly findings: readonly DutyFinding[];
}

/** The kind and the key of the timer that rings when people begin to work. */
export const verificationKind = 'verification';

/** Has it looked at, once for each day. `due`: when people began to work (ms). */
export function verifyDuty({ day, due }: { readonly day: string; readonly due: number }): BotEffect {
  const stream = verificationStream(day);
  return {
    id: `${stream}.slack.verify-duty`,
    kind: 'slack.verify-duty',
    stream,
    payload: { day, due },
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

function verificationStream(day: string): string {
  return `verification-${day}`;
}
