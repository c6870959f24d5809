import { z } from 'zod';
import { defineAlertEffect } from '#src/define.ts';
import { alertDoneThere } from '#src/effects/_pagerduty/answered.ts';
import { changeLimit } from '#src/effects/_pagerduty/limits.ts';
import { standingFor, withAlertPage } from '#src/effects/_pagerduty/standing.ts';

/**
 * Resolves in PagerDuty what was opened for an alert that is over, or that an incident with a page of its own has in hand; also where it fires again
 * meanwhile: that calls anew.
 */
export const resolveAlert = defineAlertEffect({
  kind: 'pagerduty.resolve-alert',
  vendor: 'pagerduty',
  class: 'idempotent',
  scopes: [],
  payload: z.object({ page: z.string() }).parse,
  buckets: () => [changeLimit],
  wanted: ({ deps, alert, payload }) => standingFor(deps, alert.page)?.id === payload.page,
  perform: (attempt) =>
    withAlertPage(attempt, async (page, pager) =>
      alertDoneThere(attempt, page, 'resolved', await pager.resolve(page.id, null)),
    ),
});
