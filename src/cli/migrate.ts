import { loadStorageConfig, readEnvFile } from '#src/config.ts';
import { ConfigError } from '#src/errors.ts';
import { databaseProblem } from '#src/store/errors.ts';
import { migrate, pendingMigrations } from '#src/store/migrate.ts';

/** Brings the database of `DATABASE_URL` up to date. Safe to run twice, and by several at once. */
async function main(): Promise<void> {
  readEnvFile();
  const { databaseUrl } = loadStorageConfig();
  if (databaseUrl === null) {
    throw new ConfigError([
      'DATABASE_URL is not set: the embedded PostgreSQL is brought up to date by the start itself.',
    ]);
  }
  const pending = await pendingMigrations(databaseUrl);
  await migrate(databaseUrl);
  process.stdout.write(pending.length === 0 ? 'Nothing to do.\n' : `Done: ${pending.join(', ')}.\n`);
}

main().catch((error: unknown) => {
  const problems = error instanceof ConfigError ? error.problems : [databaseProblem(error) ?? String(error)];
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exit(1);
});
