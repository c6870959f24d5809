import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FileHandle, open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { ConfigError } from '#src/errors.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { type Cluster, surroundings } from './cluster.ts';
import { explainFailure } from './failure.ts';
import { hasCode, livingPostmaster, type Postmaster } from './postmaster.ts';

export type Settings = Readonly<Record<string, string>>;

export type Launch =
  | { readonly kind: 'ready'; readonly postmaster: Postmaster }
  /** Another server has the directory, or is not quite dead, or its number in `postmaster.pid` was used again. */
  | { readonly kind: 'occupied' };

// Replaying a large log after a crash takes its time; a fast shutdown writes one checkpoint.
const startTimeoutMs = 60_000;
const stopTimeoutMs = 60_000;
const pollMs = 20;

/** A small bot's server. It never leaves the machine, and its log holds no statements or values: those are what people wrote. */
const settings: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '32MB',
  io_method: 'sync',
  jit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  log_checkpoints: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** Promises the server that already has the directory, once it has made up its mind to be ready or gone. */
export async function settledPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  return poll(startTimeoutMs, async () => {
    const found = await livingPostmaster(cluster.data);
    if (found === undefined) return { settled: undefined };
    return found.state === 'ready' ? { settled: found } : undefined;
  }).then((result) => result?.settled);
}

/** Promises a ready server of its own session, which neither Ctrl-C nor our death reaches; its output goes to the cluster's log. */
export async function launchServer(
  cluster: Cluster,
  binaries: Binaries,
  account: Account | undefined,
  overrides: Settings,
): Promise<Launch> {
  const log = await open(cluster.log, 'a+', 0o600);
  try {
    const { size } = await log.stat();
    for (let portsLeft = 5; ; portsLeft -= 1) {
      const all = { ...settings, port: String(await freePort()), ...overrides };
      const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
      const child = spawn(binaries.postgres, ['-D', cluster.data, ...flags], {
        ...account,
        ...surroundings,
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
      });
      const outcome = await readyOrGone(child, cluster);
      if (outcome.kind === 'ready') return outcome;
      const output = outcome.spawnError?.message ?? (await readFrom(log, size));
      if (/lock file .* already exists|shared memory block .* still in use/.test(output)) return { kind: 'occupied' };
      // Between finding a free port and using it somebody else may have taken it.
      if (portsLeft > 0 && /Address already in use/.test(output)) continue;
      throw await explainFailure({ program: binaries.postgres, target: cluster.data, account, output });
    }
  } finally {
    await log.close();
  }
}

type Outcome =
  | { readonly kind: 'ready'; readonly postmaster: Postmaster }
  | { readonly kind: 'gone'; readonly spawnError?: Error };

async function readyOrGone(child: ChildProcess, cluster: Cluster): Promise<Outcome> {
  let gone: Outcome | undefined;
  child.once('error', (spawnError) => {
    gone = { kind: 'gone', spawnError };
  });
  child.once('exit', () => {
    gone ??= { kind: 'gone' };
  });
  child.unref();
  const outcome = await poll<Outcome>(startTimeoutMs, async () => {
    const postmaster = await livingPostmaster(cluster.data);
    if (postmaster?.pid === child.pid && postmaster?.state === 'ready') return { kind: 'ready', postmaster };
    return gone;
  });
  if (outcome !== undefined) return outcome;
  throw new ConfigError([
    `PostgreSQL (pid ${child.pid}) is still starting after ${startTimeoutMs / 1000} s and goes on doing so; start again later. Its log: ${cluster.log}`,
  ]);
}

/** Promises that the server is gone: connections are cut, everything committed is on disk. */
export async function stopServer(cluster: Cluster, pid: number): Promise<void> {
  if ((await livingPostmaster(cluster.data))?.pid !== pid) return;
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
  const gone = await poll(stopTimeoutMs, async () => (await livingPostmaster(cluster.data))?.pid !== pid || undefined);
  if (gone === undefined) throw new Error(`PostgreSQL (pid ${pid}) did not stop within ${stopTimeoutMs / 1000} s`);
}

async function poll<T>(timeoutMs: number, probe: () => Promise<T | undefined>): Promise<T | undefined> {
  for (const deadline = Date.now() + timeoutMs; ; ) {
    const found = await probe();
    if (found !== undefined || Date.now() > deadline) return found;
    await pause(pollMs);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port');
  return address.port;
}

async function readFrom(log: FileHandle, start: number): Promise<string> {
  const { size } = await log.stat();
  const { buffer } = await log.read(Buffer.alloc(size - start), 0, size - start, start);
  return buffer.toString('utf8');
}
