import { z } from 'zod';
import { defineAlertEffect } from '#src/define.ts';
import { alertDoneThere } from '#src/effects/_pagerduty/answered.ts';
import { changeLimit } from '#src/effects/_pagerduty/limits.ts';
import { standingFor, withAlertPage } from '#src/effects/_pagerduty/standing.ts';

/** Resolves in PagerDuty what was opened for an alert that is over, or that an incident with a page of its own has in hand. */
export const resolveAlert = defineAlertEffect({
  kind: 'pagerduty.resolve-alert',
  vendor: 'pagerduty',
  class: 'idempotent',
  scopes: [],
  payload: z.object({}).parse,
  buckets: () => [changeLimit],
  wanted: ({ deps, alert }) =>
    (alert.status === 'resolved' || alert.incident !== null) && standingFor(deps, alert.page) !== null,
  perform: (attempt) =>
    withAlertPage(attempt, async (page, pager) =>
      alertDoneThere(attempt, page, 'resolved', await pager.resolve(page.id, null)),
    ),
});
