import { z } from 'zod';
import { type Attempt, defineEffect } from '#src/define.ts';
import { isOpen } from '#src/domain/incident/state.ts';
import { actingAs } from '#src/effects/_pagerduty/acting-as.ts';
import { doneThere } from '#src/effects/_pagerduty/answered.ts';
import { changeLimit } from '#src/effects/_pagerduty/limits.ts';
import { standing, withPage } from '#src/effects/_pagerduty/standing.ts';

/** Gives a page the urgency and the priority that the policy has for the severity the incident has by now. */
export const setSeverity = defineEffect({
  kind: 'pagerduty.set-severity',
  vendor: 'pagerduty',
  class: 'idempotent',
  scopes: [],
  payload: z.object({ by: z.string() }).parse,
  buckets: () => [changeLimit],
  wanted: (attempt) => {
    const page = standing(attempt);
    const { urgency, priority } = wantedOf(attempt);
    const differs = page?.urgency !== urgency || (priority !== null && page.priority !== priority);
    return isOpen(attempt.incident) && page !== null && differs;
  },
  perform: (attempt) =>
    withPage(attempt, async (page, pager) => {
      const from = await actingAs(attempt.payload.by, pager, attempt);
      attempt.signal.throwIfAborted();
      return doneThere(attempt, page, 'prioritised', await pager.setSeverity(page.id, wantedOf(attempt), from));
    }),
});

function wantedOf({ deps, incident }: Attempt<unknown>) {
  return deps.policy.paging.severities[incident.severity];
}
