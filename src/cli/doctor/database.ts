import { type Check, ok, wrong } from '#src/cli/doctor/_examination/check.ts';

/** The oldest PostgreSQL this was tried on. */
const oldest = 15;

/** It answers, takes writes, and is new enough. */
export const database: Check = {
  name: 'database',
  async look(patient) {
    const asked = await patient.database();
    if (!asked.known) return asked.findings;
    const { value } = asked;
    if (value.kind === 'asleep')
      return [ok(`a PostgreSQL of its own in ${value.dataDir}, which is not running now: the bot starts it.`)];
    const { version, number, readOnly } = value;
    if (number < oldest * 10_000)
      return [
        wrong(`This is PostgreSQL ${version}; the bot needs ${oldest} or newer. Upgrade the server, or name another.`),
      ];
    if (readOnly)
      return [wrong('The server takes no writes: a standby, or set read-only. Name the primary in DATABASE_URL.')];
    if (value.kind === 'server') return [ok(`PostgreSQL ${version}, by DATABASE_URL.`)];
    return [ok(`PostgreSQL ${version} of its own is running, so the bot may be at work: it is looked at beside it.`)];
  },
};
