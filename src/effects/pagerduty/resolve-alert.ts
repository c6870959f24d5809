import { z } from 'zod';
import { defineAlertEffect } from '#src/define.ts';
import { doneThere } from '#src/effects/_pagerduty/answered.ts';
import { changeLimit } from '#src/effects/_pagerduty/limits.ts';
import { standing, withPage } from '#src/effects/_pagerduty/standing.ts';

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
  wanted: (attempt) => standing(attempt)?.id === attempt.payload.page,
  perform: (attempt) =>
    withPage(attempt, async (page, pager) => doneThere(attempt, page, 'resolved', await pager.resolve(page.id, null))),
});
