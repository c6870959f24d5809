import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#src/store/embedded/embedded.ts';

/**
 * Promises that no database is left in `dataDir`. A server that a killed process left running is taken over and stopped first. Throws a
 * ConfigError, ready to print, when somebody still uses it.
 */
export async function emptyDatabase(dataDir: string): Promise<void> {
  const root = join(dataDir, 'postgres');
  const isThere = await access(root).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  const left = await startEmbeddedPostgres({ dataDir, log: { info: () => undefined, warn: () => undefined } });
  await left.stop();
  await rm(root, { recursive: true });
}
