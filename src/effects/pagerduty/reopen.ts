import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import { isOpen } from '#src/domain/incident/state.ts';
import { actingAs } from '#src/effects/_pagerduty/acting-as.ts';
import { doneThere } from '#src/effects/_pagerduty/answered.ts';
import { changeLimit } from '#src/effects/_pagerduty/limits.ts';
import { standing, withPage } from '#src/effects/_pagerduty/standing.ts';
import { hearAlertIn } from '#src/operations/paging/reconcile.ts';

/** Opens in PagerDuty again what was taken up again here: whoever is on call is called anew. It looks first, so that nobody is called twice. */
export const reopen = defineEffect({
  kind: 'pagerduty.reopen',
  vendor: 'pagerduty',
  class: 'idempotent',
  scopes: [],
  payload: z.object({ by: z.string() }).parse,
  buckets: () => [changeLimit],
  wanted: (attempt) => isOpen(attempt.incident) && standing(attempt) !== null,
  perform: (attempt) =>
    withPage(attempt, async (page, pager) => {
      const from = await actingAs(attempt.payload.by, pager, attempt);
      const seen = await pager.pageOf(page.id);
      attempt.signal.throwIfAborted();
      const reopened = seen.status === 'resolved' ? await pager.reopen(page.id, from) : seen;
      await hearAlertIn(attempt.deps, reopened ?? (await pager.pageOf(page.id)));
      return doneThere(attempt, page, 'reopened', reopened);
    }),
});
