import { Redis } from 'ioredis';

export interface RedisFacts {
  readonly version: string;
  readonly maxmemoryPolicy: string;
  readonly keepsOnDisk: boolean;
  /** It copies another one and takes nothing. */
  readonly replica: boolean;
}

const patienceMs = 5_000;

/** Asks the Redis at `url` what it is; one try, nothing is written. Throws what the driver says. */
export async function askRedis(url: string): Promise<RedisFacts> {
  const client = new Redis(url, {
    lazyConnect: true,
    enableReadyCheck: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    connectTimeout: patienceMs,
    commandTimeout: patienceMs,
  });
  // The driver's own rejection only says that the line is closed.
  let first: Error | null = null;
  client.on('error', (error) => {
    first ??= error;
  });
  try {
    await client.connect();
    await client.ping();
    return factsIn(await client.info());
  } catch (error) {
    throw first ?? error;
  } finally {
    client.disconnect();
  }
}

/** `INFO` is lines of `name:value`; unlike `CONFIG`, hosted servers allow it. */
function factsIn(info: string): RedisFacts {
  const facts = new Map(info.split('\r\n').map((line) => [line.split(':', 1)[0], line.slice(line.indexOf(':') + 1)]));
  return {
    version: facts.get('redis_version') ?? '',
    maxmemoryPolicy: facts.get('maxmemory_policy') ?? '',
    keepsOnDisk: facts.get('aof_enabled') === '1',
    replica: facts.get('role') === 'slave',
  };
}
