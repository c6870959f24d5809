import { defineSchedule } from '#src/define.ts';
import { reconcilePages as effect, reconcileEveryMs } from '#src/domain/paging/reconciling.ts';

/** Has PagerDuty asked how things stand there, at each start and now and then: a webhook may have been dropped while nobody was there to take it. */
export const reconcilePages = defineSchedule({
  name: 'reconcile-pages',
  everyMs: reconcileEveryMs,
  async run({ store, queue, pager }) {
    if (pager) await queue.wake(await store.setGoing([effect]));
  },
});
