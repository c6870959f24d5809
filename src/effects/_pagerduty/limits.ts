import type { Bucket } from '#src/ports/store.ts';

/** A call that nobody waits for any more ends within the adapter's 8 s; what it did shows at once. */
export const settleMs = 10_000;

/** PagerDuty takes 960 calls a minute of one key, and fewer that open incidents; a share for each, so that none starves the others. */
function share(call: string): Bucket {
  return { key: `pagerduty.${call}`, call, perMinute: 60, burst: 20 };
}

export const createLimit = share('incidents.create');
export const changeLimit = share('incidents.change');
export const noteLimit = share('notes.create');
