import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import { isOpen } from '#src/domain/incident/state.ts';
import { actingAs } from '#src/effects/_pagerduty/acting-as.ts';
import { doneThere } from '#src/effects/_pagerduty/answered.ts';
import { changeLimit } from '#src/effects/_pagerduty/limits.ts';
import { standing, withPage } from '#src/effects/_pagerduty/standing.ts';
import { hearAlertIn } from '#src/operations/paging/reconcile.ts';

/** Resolves in PagerDuty what is over here, so that it calls nobody any more. */
export const resolve = defineEffect({
  kind: 'pagerduty.resolve',
  vendor: 'pagerduty',
  class: 'idempotent',
  scopes: [],
  payload: z.object({ by: z.string() }).parse,
  buckets: () => [changeLimit],
  wanted: (attempt) => !isOpen(attempt.incident) && standing(attempt) !== null,
  perform: (attempt) =>
    withPage(attempt, async (page, pager) => {
      const from = await actingAs(attempt.payload.by, pager, attempt);
      attempt.signal.throwIfAborted();
      const seen = await pager.resolve(page.id, from);
      await hearAlertIn(attempt.deps, seen ?? (await pager.pageOf(page.id)));
      return doneThere(attempt, page, 'resolved', seen);
    }),
});
