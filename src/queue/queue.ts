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
  const lanes = new Map<string, Promise<ReturnType<typeof openLane>>>();
  const workers: ReturnType<typeof openWorker>[] = [];
  const underWay = new Set<Promise<void>>();

  function lane(name: string) {
    const opening = lanes.get(name) ?? open(name);
    lanes.set(name, opening);
    return opening;
  }

  /** A lane that met no server at its first look never looks again, so it is not kept. */
  async function open(name: string) {
    const opened = openLane(backend, name);
    // What comes of it is said by whoever wakes.
    opened.on('error', () => undefined);
    try {
      await opened.waitUntilReady();
      return opened;
    } catch (error) {
      lanes.delete(name);
      await opened.close();
      throw error;
    }
  }

  async function ready(): Promise<boolean> {
    try {
      if (backend.kind === 'redis') return (await backend.producer.ping()) === 'PONG';
      await backend.pool.query('select 1');
      return true;
    } catch {
      return false;
    }
  }

  return {
    ready,
    async wake(wakes) {
      for (const [name, group] of Map.groupBy(wakes, (wake) => wake.lane)) {
        try {
          const opened = await lane(name);
          // Not in bulk: on Postgres BullMQ makes two temporary tables for each, which costs more than a dozen jobs.
          for (const one of group) await opened.add(...jobOf(one));
        } catch (error) {
          log.warn(
            { lane: name, wakes: group.length, code: codeOf(error) },
            'wake-ups not queued, timers will repeat them',
          );
        }
      }
    },
    async work(name, concurrency, handle) {
      const worker = openWorker(backend, name, concurrency, async (job) => {
        const handling = handle(job.data.work);
        underWay.add(handling);
        await handling.finally(() => underWay.delete(handling));
      });
      const trouble = createTrouble(log.child({ lane: name }), 'queue worker reports an error');
      worker.on('error', trouble.report);
      worker.on('active', trouble.over);
      workers.push(worker);
      // On Redis it waits for the server by itself, however long that takes; on Postgres it would give up for good, and nobody would see.
      if (backend.kind === 'postgres') await worker.waitUntilReady();
    },
    async close() {
      // A gentle close talks to the server and waits for ever where there is none.
      const force = !(await ready());
      await Promise.all([...workers.map((worker) => worker.close(force)), Promise.allSettled(underWay)]);
      const opened = await Promise.allSettled(lanes.values());
      await Promise.all(opened.map((one) => one.status === 'fulfilled' && one.value.close()));
    },
  };
}

function jobOf({ work, turn }: Wake) {
  const opts = { jobId: `${work}-${turn}`, attempts: 1, removeOnComplete: true, removeOnFail: true };
  return ['wake', { work }, opts] as const;
}

const onPostgres = withBackend(createPostgresBackend);

function openLane(backend: QueueBackend, name: string) {
  return backend.kind === 'redis'
    ? new Lane<WakeUp>(name, { connection: backend.producer, skipWaitingForReady: true })
    : new onPostgres.Queue<WakeUp>(name, { connection: asBullPool(backend.pool) });
}

/** How long a worker leaves a server alone that refused it, in milliseconds; BullMQ's 15 s would be most of the time we have to be back. */
const runRetryDelay = 1_000;

function openWorker(
  backend: QueueBackend,
  name: string,
  concurrency: number,
  process: (job: { readonly data: WakeUp }) => Promise<void>,
) {
  return backend.kind === 'redis'
    ? new Worker<WakeUp>(name, process, { connection: backend.consumer, concurrency, runRetryDelay })
    : new onPostgres.Worker<WakeUp>(name, process, {
        connection: asBullPool(backend.pool),
        concurrency,
        runRetryDelay,
      });
}

/** BullMQ describes the pool it takes in narrower words than node-postgres describes its own. */
function asBullPool(pool: Pool): PgPool {
  if (!isPgPool(pool)) throw new Error('the queue needs a node-postgres pool');
  return pool;
}

/** One line for an outage, not one for each try: the same code again is news only after `over`. */
function createTrouble(log: Log, message: string) {
  let said: string | null = null;
  return {
    report(error: Error) {
      const code = codeOf(error);
      if (code !== said) log.warn({ code }, message);
      said = code;
    },
    over() {
      said = null;
    },
  };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
