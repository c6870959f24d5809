import { type Check, notChecked, ok, warning, wrong } from '#src/cli/doctor/_examination/check.ts';
import { databaseProblem, StoreFault } from '#src/store/errors.ts';
import { pendingMigrations } from '#src/store/migrate.ts';

/** The tables are those of this program. */
export const migrations: Check = {
  name: 'migrations',
  async look(patient) {
    const database = await patient.database();
    if (!database.known) return [notChecked(database.why)];
    const { value } = database;
    if (value.kind === 'asleep') return [ok('the start of the bot brings its own database up to date.')];
    try {
      const pending = await pendingMigrations(value.url);
      if (pending.length === 0) return [ok('up to date.')];
      const missing = `The database lacks: ${pending.join(', ')}.`;
      if (value.kind === 'embedded')
        return [warning(`${missing} The bot that runs on it is older than this program: stop it and start it again.`)];
      return [wrong(`${missing} Type \`npm run migrate\`, then start the bot again.`)];
    } catch (error) {
      return [wrong(databaseProblem(error) ?? refused(error))];
    }
  },
};

function refused(error: unknown): string {
  if (!(error instanceof StoreFault)) throw error;
  return `The server does not let us read which migrations it has (${error.sqlstate}). The user of DATABASE_URL must own the schemas app and bullmq.`;
}
