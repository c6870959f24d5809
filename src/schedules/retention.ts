import { defineSchedule } from '#src/define.ts';

const hourMs = 3_600_000;
/** Longer than any vendor repeats a delivery. */
const inboxMs = 72 * hourMs;

/** Forgets old deliveries. */
export const retention = defineSchedule({
  name: 'retention',
  everyMs: hourMs,
  keepsTime: true,
  async run({ store, clock, log }) {
    const forgotten = await store.forgetInbox(clock.now() - inboxMs);
    log.info({ forgotten }, 'old deliveries forgotten');
  },
});
