import pg from 'pg';
import type { Config } from './config.ts';
import { ConfigError } from './errors.ts';
import type { Log } from './ports/log.ts';
import type { Queue } from './ports/queue.ts';
import type { Store } from './ports/store.ts';
import type { Clock } from './ports/time.ts';
import { createQueue, type QueueBackend } from './queue/queue.ts';
import { connectRedis } from './queue/redis.ts';
import { startEmbeddedPostgres } from './store/embedded/embedded.ts';
import { migrate, pendingMigrations } from './store/migrate.ts';
import { rememberStatements } from './store/prepared.ts';
import { createStore } from './store/store.ts';

export interface Storage {
  readonly store: Store;
  readonly queue: Queue;
  /** No other process can work on this database: it is our own, embedded one. */
  readonly sole: boolean;
  /** Resolves when the embedded server is gone or somebody else's: nothing can be kept any more. */
  readonly lost: Promise<Error>;
  close(): Promise<void>;
}

/** Opens what we keep things in: the server of `DATABASE_URL`, or an embedded PostgreSQL in `DATA_DIR`. Throws `ConfigError` with the command to type when a server lacks migrations. */
export async function openStorage({
  config,
  clock,
  log,
}: {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<Storage> {
  const { databaseUrl, redisUrl, dataDir } = config.storage;
  const embedded = databaseUrl === null ? await startEmbeddedPostgres({ dataDir, log }) : null;
  const url = databaseUrl ?? embedded?.url ?? '';
  if (embedded) await migrate(url);
  const pending = await pendingMigrations(url);
  if (pending.length > 0)
    throw new ConfigError(['The database is not up to date: type `npm run migrate` and start again.']);
  const pool = new pg.Pool({
    connectionString: url,
    max: 12,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    query_timeout: 6_000,
  });
  rememberStatements(pool);
  const lanes = await openLanes(url, redisUrl, log);
  const store = createStore({ pool, clock, log });
  const queue = createQueue({ backend: lanes.backend, log });
  return {
    store,
    queue,
    sole: embedded !== null,
    lost: embedded?.lost ?? new Promise(() => undefined),
    async close() {
      await store.close();
      await lanes.close();
      await endPool(pool);
      await embedded?.stop();
    },
  };
}

/** Connections part while the server stops, and its farewell is not worth a warning. */
async function endPool(pool: pg.Pool): Promise<void> {
  pool.removeAllListeners('error');
  pool.on('error', () => undefined);
  await pool.end();
}

interface Lanes {
  readonly backend: QueueBackend;
  close(): Promise<void>;
}

async function openLanes(databaseUrl: string, redisUrl: string | null, log: Log): Promise<Lanes> {
  if (redisUrl === null) {
    // Each lane listens on a client of its own, for good; the rest serves short queries.
    const pool = new pg.Pool({
      connectionString: databaseUrl,
      max: 10,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      options: '-c search_path=bullmq',
    });
    pool.setMaxListeners(0);
    pool.on('error', (error) => log.warn({ error }, 'queue connection lost'));
    return { backend: { kind: 'postgres', pool }, close: () => endPool(pool) };
  }
  const redis = await connectRedis(redisUrl, log);
  return { backend: redis.backend, close: async () => redis.close() };
}
