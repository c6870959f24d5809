import { defineSchedule } from '#src/define.ts';
import { readOnCall } from '#src/domain/on-call.ts';

/** Has PagerDuty asked who is on call, so that the answer is at hand when it is needed. */
export const onCall = defineSchedule({
  name: 'on-call',
  everyMs: 3_600_000,
  async run({ store, queue, pager }) {
    if (pager) await queue.wake(await store.setGoing([readOnCall]));
  },
});
