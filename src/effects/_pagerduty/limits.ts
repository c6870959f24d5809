import { callMs } from '#src/ports/pager.ts';
import type { Bucket } from '#src/ports/store.ts';

/**
 * How long after nobody waits any more for a word of the port that makes so many `calls`, one after the other, it may still come to what is looked for
 * (ms). Once PagerDuty has it, it shows at once.
 */
export function settleMs(calls: number): number {
  return calls * callMs + 2_000;
}

/**
 * PagerDuty takes 960 calls a minute of one key, and fewer that open incidents. Each kind of change has a share, so that none starves the others, and
 * what is left over is for looking things up.
 */
function share(call: string, perMinute: number): Bucket {
  return { key: `pagerduty.${call}`, call, perMinute, burst: Math.floor(perMinute / 4) };
}

export const createLimit = share('incidents.create', 120);
/** Of their own: while they wait for their page they keep nobody from taking one on. */
export const askLimit = share('responders.request', 60);
export const changeLimit = share('incidents.change', 240);
export const noteLimit = share('notes.create', 240);

/** Looking at one person after the other every morning: so few at a time that whoever is to be called meanwhile does not wait in the lane for them. */
export const lookLimit: Bucket = { key: 'pagerduty.contacts.list', call: 'contacts.list', perMinute: 20, burst: 2 };
