import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './free-port.ts';

/** Whether this machine has a `redis-server` to run. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** Says that `suite` is skipped, so that nobody takes silence for success. To be called where `hasRedis` is false. */
export function sayRedisIsMissing(suite: string): void {
  const rule = '!'.repeat(80);
  console.warn(
    `\n${rule}\nSKIPPED: ${suite}: there is no redis-server here.\nInstall the package "redis-server" (Debian, Ubuntu) or "redis" (Fedora, Alpine, Homebrew).\n${rule}\n`,
  );
}

export interface TestRedis {
  readonly url: string;
  /** A connection of the test's own. */
  readonly client: Redis;
  /** FLUSHALL: everything in it is gone. */
  empty(): Promise<void>;
  /** Ends it at once, with everything in it. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>;
  /** It keeps its connections and answers nothing, until `thaw`. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/** Promises a Redis of the caller's own, which keeps nothing on disk. */
export async function startRedis(): Promise<TestRedis> {
  const dir = await mkdtemp(join(tmpdir(), 'apgms-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server = await run(port, dir);
  const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
  // While it is down that is what the test is about.
  client.on('error', () => undefined);

  async function kill(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }
  return {
    url,
    client,
    async empty() {
      await client.flushall();
    },
    kill,
    async restart() {
      server = await run(port, dir);
    },
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    async close() {
      client.disconnect();
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Resolves once it takes connections. */
async function run(port: number, dir: string): Promise<ChildProcess> {
  const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', 'maxmemory-policy': 'noeviction', dir };
  const server = spawn(
    'redis-server',
    Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  const ready = Promise.withResolvers<void>();
  server.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.includes('Ready to accept connections')) ready.resolve();
  });
  server.once('exit', (code) => ready.reject(new Error(`redis-server ended with ${code}:\n${said}`)));
  server.once('error', ready.reject);
  await ready.promise;
  return server;
}
