import { z } from 'zod';
import { defineSubjectEffect } from '#src/define.ts';
import type { Subject } from '#src/domain/change.ts';
import { isOpen } from '#src/domain/incident/state.ts';
import { actingAs } from '#src/effects/_pagerduty/acting-as.ts';
import { doneThere } from '#src/effects/_pagerduty/answered.ts';
import { changeLimit } from '#src/effects/_pagerduty/limits.ts';
import { standing, withPage } from '#src/effects/_pagerduty/standing.ts';

/** Acknowledges in PagerDuty what was acknowledged here, as who did it. It looks first: to acknowledge what is resolved would open it again. */
export const acknowledge = defineSubjectEffect({
  kind: 'pagerduty.acknowledge',
  vendor: 'pagerduty',
  class: 'idempotent',
  scopes: [],
  payload: z.object({}).parse,
  buckets: () => [changeLimit],
  wanted: (attempt) => isInHand(attempt.subject) && standing(attempt)?.status === 'triggered',
  perform: (attempt) =>
    withPage(attempt, async (page, pager) => {
      const from = await actingAs(attempt.subject.state.acknowledged?.by ?? null, pager, attempt);
      const { status } = await pager.pageOf(page.id);
      // What became of it there is told by itself.
      if (status !== 'triggered') return {};
      attempt.signal.throwIfAborted();
      return doneThere(attempt, page, 'acknowledged', await pager.acknowledge(page.id, from));
    }),
});

function isInHand({ of, state }: Subject): boolean {
  return state.acknowledged !== null && (of === 'inc' ? isOpen(state) : state.status === 'firing');
}
