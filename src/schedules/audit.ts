import { defineSchedule } from '#src/define.ts';

/** Works out from the record alone what is owed, and complains of every promise that is kept otherwise. */
export const audit = defineSchedule({
  name: 'audit',
  everyMs: 3_600_000,
  keepsTime: true,
  async run({ store, telemetry, log }) {
    let findings = 0;
    const audited = await store.audit((finding) => {
      findings += 1;
      log.error({ finding }, 'what is kept is not what the record makes of it');
    });
    telemetry.audited(findings);
    log.info({ ...audited, findings }, 'record audited');
  },
});
