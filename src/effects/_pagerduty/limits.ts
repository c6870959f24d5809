import type { Bucket } from '#src/ports/store.ts';

/** A call that nobody waits for any more ends within the adapter's 8 s; what it did shows at once. */
export const settleMs = 10_000;

/**
 * PagerDuty takes 960 calls a minute of one key, and fewer that open incidents. Each kind of change has a share, so that none starves the others, and
 * what is left over is for looking things up.
 */
function share(call: string, perMinute: number): Bucket {
  return { key: `pagerduty.${call}`, call, perMinute, burst: Math.floor(perMinute / 4) };
}

export const createLimit = share('incidents.create', 120);
export const changeLimit = share('incidents.change', 240);
export const noteLimit = share('notes.create', 240);
