import { createPostgresBackend, isPgPool, Queue as Lane, type PgPool, Worker, withBackend } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Pool } from 'pg';
import type { Log } from '#src/ports/log.ts';
import type { Queue } from '#src/ports/queue.ts';
import type { Wake } from '#src/ports/store.ts';

/** Where the lanes live. The connections are the caller's: made before, ended after. */
export type QueueBackend =
  /** `producer` fails at once while Redis is down; `consumer` waits for it (BullMQ demands `maxRetriesPerRequest: null`). */
  | { readonly kind: 'redis'; readonly producer: Redis; readonly consumer: Redis }
  /** A pool whose search path is `bullmq`, with room for one listening client per lane. */
  | { readonly kind: 'postgres'; readonly pool: Pool };

interface WakeUp {
  readonly work: string;
}

/**
 * Lanes on BullMQ. A job is one wake-up: it carries an id, is tried once and is removed whatever happens, so nothing that sticks in
 * the queue can hold or repeat work. The rows it points at live in Postgres.
 */
export function createQueue({ backend, log }: { readonly backend: QueueBackend; readonly log: Log }): Queue {
  const lanes = new Map<string, ReturnType<typeof openLane>>();
  const workers: ReturnType<typeof openWorker>[] = [];

  function lane(name: string) {
    const known = lanes.get(name);
    if (known) return known;
    const opened = openLane(backend, name);
    opened.on('error', (error) => log.warn({ lane: name, code: codeOf(error) }, 'queue lane reports an error'));
    lanes.set(name, opened);
    return opened;
  }

  return {
    async wake(wakes) {
      for (const [name, group] of Map.groupBy(wakes, (wake) => wake.lane)) {
        try {
          await lane(name).addBulk(group.map(jobOf));
        } catch (error) {
          log.warn(
            { lane: name, wakes: group.length, code: codeOf(error) },
            'wake-ups not queued, timers will repeat them',
          );
        }
      }
    },
    async work(name, concurrency, handle) {
      const worker = openWorker(backend, name, concurrency, (job) => handle(job.data.work));
      worker.on('error', (error) => log.warn({ lane: name, code: codeOf(error) }, 'queue worker reports an error'));
      workers.push(worker);
      await worker.waitUntilReady();
    },
    async ready() {
      try {
        if (backend.kind === 'redis') return (await backend.producer.ping()) === 'PONG';
        await backend.pool.query('select 1');
        return true;
      } catch {
        return false;
      }
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...lanes.values()].map((open) => open.close()));
    },
  };
}

function jobOf({ work, turn }: Wake) {
  const opts = { jobId: `${work}-${turn}`, attempts: 1, removeOnComplete: true, removeOnFail: true };
  return { name: 'wake', data: { work }, opts };
}

const onPostgres = withBackend(createPostgresBackend);

function openLane(backend: QueueBackend, name: string) {
  return backend.kind === 'redis'
    ? new Lane<WakeUp>(name, { connection: backend.producer, skipWaitingForReady: true })
    : new onPostgres.Queue<WakeUp>(name, { connection: asBullPool(backend.pool) });
}

function openWorker(
  backend: QueueBackend,
  name: string,
  concurrency: number,
  process: (job: { readonly data: WakeUp }) => Promise<void>,
) {
  return backend.kind === 'redis'
    ? new Worker<WakeUp>(name, process, { connection: backend.consumer, concurrency })
    : new onPostgres.Worker<WakeUp>(name, process, { connection: asBullPool(backend.pool), concurrency });
}

/** BullMQ describes the pool it takes in narrower words than node-postgres describes its own. */
function asBullPool(pool: Pool): PgPool {
  if (!isPgPool(pool)) throw new Error('the queue needs a node-postgres pool');
  return pool;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
