import { defineSchedule } from '#src/define.ts';
import { effectsOfAnchor } from '#src/domain/anchor.ts';

/** Seals the record every hour in which something happened, and has the seal posted where people keep it. */
export const anchor = defineSchedule({
  name: 'anchor',
  everyMs: 3_600_000,
  keepsTime: true,
  async run({ store, log }) {
    const made = await store.anchor(effectsOfAnchor);
    if (made) log.info({ anchor: made.seq, moved: made.heads.length }, 'record anchored');
  },
});
