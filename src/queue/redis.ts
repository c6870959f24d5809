import { once } from 'node:events';
import { Redis } from 'ioredis';
import type { Log } from '#src/ports/log.ts';
import type { QueueBackend } from './queue.ts';

export interface RedisConnections {
  readonly backend: QueueBackend;
  close(): void;
}

/** How long a Redis that keeps its connections and answers nothing can hold up whoever wakes a lane, in milliseconds. */
const commandTimeout = 1_000;

/** Connects to the Redis at `url`; resolves after the first try, whichever way it went: a Redis that is down costs seconds, and keeps nobody from starting. */
export async function connectRedis(url: string, log: Log): Promise<RedisConnections> {
  const producer = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout });
  const consumer = new Redis(url, { maxRetriesPerRequest: null });
  const clients = [producer, consumer];
  for (const client of clients) reportOutages(client, log);
  // A failure is reported already.
  await once(producer, 'ready').catch(() => undefined);
  return {
    backend: { kind: 'redis', producer, consumer },
    close() {
      for (const client of clients) client.disconnect();
    },
  };
}

/** A line when it goes and a line when it is back, not one for each try. */
function reportOutages(client: Redis, log: Log): void {
  let down = false;
  client.on('error', (error) => {
    if (!down) log.warn({ error }, 'redis reports an error');
    down = true;
  });
  client.on('ready', () => {
    if (down) log.info({}, 'redis is back');
    down = false;
  });
}
