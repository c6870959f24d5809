import { z } from 'zod';
import { defineBotEffect } from '#src/define.ts';
import { copyOnCall } from '#src/effects/_pagerduty/copy-on-call.ts';

/** Asks PagerDuty who is on call. */
export const readOnCall = defineBotEffect({
  kind: 'pagerduty.read-on-call',
  vendor: 'pagerduty',
  class: 'idempotent',
  scopes: [],
  payload: z.object({}).parse,
  buckets: () => [],
  wanted: ({ deps }) => deps.pager !== null,
  async perform(attempt) {
    const { pager } = attempt.deps;
    if (pager) await copyOnCall(pager, attempt);
    return {};
  },
});
