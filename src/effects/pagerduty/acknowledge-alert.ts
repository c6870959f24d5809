import { z } from 'zod';
import { defineAlertEffect } from '#src/define.ts';
import { actingAs } from '#src/effects/_pagerduty/acting-as.ts';
import { alertDoneThere } from '#src/effects/_pagerduty/answered.ts';
import { changeLimit } from '#src/effects/_pagerduty/limits.ts';
import { standingFor, withAlertPage } from '#src/effects/_pagerduty/standing.ts';

/** Acknowledges in PagerDuty the alert that somebody took on here. It looks first: to acknowledge what is resolved would open it again. */
export const acknowledgeAlert = defineAlertEffect({
  kind: 'pagerduty.acknowledge-alert',
  vendor: 'pagerduty',
  class: 'idempotent',
  scopes: [],
  payload: z.object({ by: z.string() }).parse,
  buckets: () => [changeLimit],
  wanted: ({ deps, alert }) => alert.status === 'firing' && standingFor(deps, alert.page)?.status === 'triggered',
  perform: (attempt) =>
    withAlertPage(attempt, async (page, pager) => {
      const from = await actingAs(attempt.payload.by, pager, attempt);
      const { status } = await pager.pageOf(page.id);
      if (status !== 'triggered') return {};
      attempt.signal.throwIfAborted();
      return alertDoneThere(attempt, page, 'acknowledged', await pager.acknowledge(page.id, from));
    }),
});
