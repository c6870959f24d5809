import pg from 'pg';
import { inject } from 'vitest';
import { loadConfig } from '#src/config.ts';
import type { Queue } from '#src/ports/queue.ts';
import { openStorage } from '#src/storage.ts';
import { databaseFromTemplate, execute } from './cluster.ts';
import { silentLog } from './log.ts';
import { startRedis } from './redis.ts';

export interface QueueBench {
  /** Another process's view of the queue, wired as `npm start` wires it. Closed with the bench at the latest. */
  open(): Promise<OpenQueue>;
  /** What is stored for each job that waits or is under way, as it is stored. */
  jobs(): Promise<readonly unknown[]>;
  /** Cuts every connection and takes no new ones. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenQueue {
  readonly queue: Queue;
  /** May be called twice. */
  close(): Promise<void>;
}

/** Lanes in a PostgreSQL of the test's own. */
export async function openPostgresLanes(): Promise<QueueBench> {
  const database = await databaseFromTemplate('queue');
  const name = new URL(database.url).pathname.slice(1);
  const admit = (admitted: boolean) =>
    execute(inject('adminUrl'), `alter database ${pg.escapeIdentifier(name)} with allow_connections ${admitted}`);
  const { open, closeAll } = opener({ DATABASE_URL: database.url });

  return {
    open,
    jobs: () => column(database.url, 'select data from bullmq.job'),
    async goDown() {
      await admit(false);
      await execute(
        inject('adminUrl'),
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = ${pg.escapeLiteral(name)}`,
      );
    },
    comeBack: () => admit(true),
    async close() {
      await closeAll();
      await database.drop();
    },
  };
}

/** Lanes in a Redis of the test's own. */
export async function openRedisLanes(): Promise<QueueBench & { freeze(): void; thaw(): void }> {
  const database = await databaseFromTemplate('queue');
  const redis = await startRedis();
  const { open, closeAll } = opener({ DATABASE_URL: database.url, REDIS_URL: redis.url });

  return {
    open,
    async jobs() {
      const found: unknown[] = [];
      for (const key of await redis.client.keys('bull:*')) {
        if ((await redis.client.type(key)) !== 'hash') continue;
        const data = await redis.client.hget(key, 'data');
        if (data !== null) found.push(JSON.parse(data));
      }
      return found;
    },
    goDown: redis.kill,
    comeBack: redis.restart,
    freeze: redis.freeze,
    thaw: redis.thaw,
    async close() {
      await closeAll();
      await redis.close();
      await database.drop();
    },
  };
}

function opener(storage: Readonly<Record<string, string>>) {
  const config = loadConfig({ SLACK_BOT_TOKEN: 'xoxb-test', SLACK_APP_TOKEN: 'xapp-test', ...storage });
  const opened: OpenQueue[] = [];
  return {
    async open(): Promise<OpenQueue> {
      const { queue, ...rest } = await openStorage({ config, clock: Date, log: silentLog });
      let closed: Promise<void> | null = null;
      const one = {
        queue,
        close() {
          closed ??= queue.close().then(rest.close);
          return closed;
        },
      };
      opened.push(one);
      return one;
    },
    async closeAll() {
      await Promise.all(opened.map((one) => one.close()));
    },
  };
}

async function column(url: string, query: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: query, rowMode: 'array' });
    return rows.map(([value]) => value);
  } finally {
    await client.end();
  }
}
