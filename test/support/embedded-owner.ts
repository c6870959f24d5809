import { startEmbeddedPostgres } from '#src/store/embedded/embedded.ts';

/** A process that owns the PostgreSQL in the directory of its first argument until it is killed. It tells its parent how that went. */
const quiet = { info: () => undefined, warn: () => undefined };
try {
  const { url, adopted } = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', log: quiet });
  process.send?.({ kind: 'owner', url, adopted });
} catch (error) {
  process.send?.({ kind: 'refused', reason: String(error) });
  process.disconnect();
}
