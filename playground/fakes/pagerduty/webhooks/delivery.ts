import type { EventType } from '#playground/fakes/pagerduty/world.ts';
import type { Posted } from '#playground/post.ts';

/** One webhook: the same id and the same body however often it is tried. */
export interface Delivery {
  /** `X-Webhook-Id`. */
  readonly id: string;
  readonly incident: string;
  readonly type: EventType;
  readonly body: string;
  /** Every time it was sent, and what came of it: `http_202`, `http_500`, `timeout`, `unreachable`. */
  readonly tries: { readonly at: string; readonly outcome: string }[];
  state: 'waiting' | 'delivered' | 'dropped' | 'lost';
  /** What it waits in, and when its turn is there. */
  lane: string;
  turn: number;
  /** Not before (clock, ms). */
  due: number;
  /** How many tries in turn have failed. */
  failures: number;
}

const minute = 60_000;
const hour = 60 * minute;

/** How long PagerDuty waits before each further try: two days in all. */
const waits = [0, minute, 5 * minute, 15 * minute, hour, 2 * hour, 4 * hour, 8 * hour, 16 * hour, 16 * hour];

/** How long after so many failures it is tried again (ms); `null`: no more, as after what would fail for ever. */
export function waitAfter(posted: Exclude<Posted, { kind: 'answered' }>, failures: number): number | null {
  const passes = posted.kind !== 'refused' || posted.status >= 500 || posted.status === 429;
  return passes ? (waits[failures - 1] ?? null) : null;
}

export function outcomeOf(posted: Posted): string {
  return 'status' in posted ? `http_${posted.status}` : posted.kind;
}
