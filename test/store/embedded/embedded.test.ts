import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findBinaries } from '#src/store/embedded/binaries.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#src/store/embedded/embedded.ts';
import { migrate, pendingMigrations } from '#src/store/migrate.ts';
import { newDataDir } from '#test/support/data-dir.ts';

const asRoot = process.getuid?.() === 0;
const log = { info: () => undefined, warn: () => undefined };

let dataDir: string;
let cleanups: (() => Promise<unknown>)[];

beforeEach(async () => {
  dataDir = await newDataDir();
  cleanups = [() => rm(dataDir, { recursive: true, force: true })];
});

afterEach(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup();
});

async function start(settings: Readonly<Record<string, string>> = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, log, superuserSettings: settings });
  cleanups.push(() => postgres.stop());
  return postgres;
}

async function query(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

async function serverPid(): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]);
}

const told = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('owner'), url: z.string(), adopted: z.boolean() }),
  z.object({ kind: z.literal('refused'), reason: z.string() }),
]);

interface Contender {
  readonly process: ChildProcess;
  readonly outcome: z.infer<typeof told>;
}

/** Another process of ours that starts on the same directory. */
async function contend(): Promise<Contender> {
  const child = fork(fileURLToPath(import.meta.resolve('#test/support/embedded-owner.ts')), [dataDir]);
  cleanups.push(() => kill(child));
  const [message] = await once(child, 'message');
  return { process: child, outcome: told.parse(message) };
}

async function owner(): Promise<{ readonly process: ChildProcess; readonly url: string }> {
  const { process, outcome } = await contend();
  if (outcome.kind === 'refused') throw new Error(outcome.reason);
  return { process, url: outcome.url };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('the embedded PostgreSQL', () => {
  it('speaks UTF-8 on the loopback only, flushes to disk and asks for a password', async () => {
    const { url, adopted } = await start();
    expect(adopted).toBe(false);
    expect(
      await query(
        url,
        "select name, setting from pg_settings where name in ('fsync', 'listen_addresses', 'server_encoding', 'unix_socket_directories') order by name",
      ),
    ).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'listen_addresses', setting: '127.0.0.1' },
      { name: 'server_encoding', setting: 'UTF8' },
      { name: 'unix_socket_directories', setting: '' },
    ]);
    const guess = new URL(url);
    guess.password = 'password';
    await expect(query(guess.href, 'select 1')).rejects.toThrow('password authentication failed');
    const { mode } = await stat(join(dataDir, 'postgres/password'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('takes our migrations', async () => {
    const { url } = await start();
    await migrate(url);
    expect(await pendingMigrations(url)).toEqual([]);
  });

  it('keeps what it was told over a stop, which may be asked for twice', async () => {
    const first = await start();
    await query(first.url, 'create table told as select 42 as answer');
    await Promise.all([first.stop(), first.stop()]);
    await expect(query(first.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await query(second.url, 'select answer from told')).toEqual([{ answer: 42 }]);
  });

  it('outlives a killed owner, and the next start takes it over', async () => {
    const killed = await owner();
    await query(killed.url, 'create table told as select 42 as answer');
    const pid = await serverPid();
    await kill(killed.process);
    const next = await start();
    expect(next.adopted).toBe(true);
    expect(next.url).toBe(killed.url);
    expect(await serverPid()).toBe(pid);
    expect(await query(next.url, 'select answer from told')).toEqual([{ answer: 42 }]);
  });

  it('starts after a crash of server and owner alike', async () => {
    const crashed = await owner();
    await query(crashed.url, 'create table told as select 42 as answer');
    await kill(crashed.process);
    process.kill(await serverPid(), 'SIGKILL');
    const next = await start();
    expect(await query(next.url, 'select answer from told')).toEqual([{ answer: 42 }]);
  });

  it('is not stopped by a pid file whose number now belongs to a process of somebody else', async () => {
    await (await start()).stop();
    const lines = [1, join(dataDir, 'postgres/data'), 0, 9, '', '127.0.0.1', '0 0', 'ready'];
    await writeFile(join(dataDir, 'postgres/data/postmaster.pid'), lines.join('\n'));
    expect((await start()).adopted).toBe(false);
  });

  it('leaves a living server that does not answer, and its pid file, alone', async () => {
    const hung = await start();
    const pid = await serverPid();
    process.kill(pid, 'SIGSTOP');
    try {
      await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(
        'names a living process that does not answer',
      );
      expect(await serverPid()).toBe(pid);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    expect(await query(hung.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('recovers from an initdb that was interrupted', async () => {
    await mkdir(join(dataDir, 'postgres.draft-abc/data/base'), { recursive: true });
    await writeFile(join(dataDir, 'postgres.draft-abc/data/PG_VERSION'), '18\n');
    await start();
    expect(await readdir(dataDir)).toEqual(['postgres']);
  });

  it('says what the server said when it does not start', async () => {
    await expect(start({ shared_buffers: 'plenty' })).rejects.toThrow(
      'invalid value for parameter "shared_buffers": "plenty"',
    );
  });

  it('says what to do on a platform without one', async () => {
    await expect(findBinaries('linux-riscv64')).rejects.toThrow(
      /no embedded PostgreSQL for linux-riscv64.*Set DATABASE_URL/s,
    );
  });

  it.runIf(asRoot)('names the directory that keeps the account of the server out', async () => {
    await chmod(dataDir, 0o700);
    await expect(start()).rejects.toThrow(`chmod o+x ${dataDir}`);
    expect(await readdir(dataDir)).toEqual([]);
  });
});

describe('the owner of the embedded PostgreSQL', () => {
  it('keeps others out for as long as it lives, and no longer', async () => {
    const first = await owner();
    await expect(start()).rejects.toThrow(
      `Another APGMS Ops (pid ${first.process.pid}) is using the PostgreSQL in ${dataDir}`,
    );
    await kill(first.process);
    expect((await start()).adopted).toBe(true);
  });

  it('is one of several that start at once on a new directory', async () => {
    const contenders = await Promise.all([contend(), contend(), contend()]);
    expect(contenders.map(({ outcome }) => outcome.kind).toSorted()).toEqual(['owner', 'refused', 'refused']);
    for (const contender of contenders) await kill(contender.process);
    expect((await start()).adopted).toBe(true);
  });

  it('stays the owner when the server cuts its connection', async () => {
    const { url } = await start();
    const owners = "select pid from pg_locks where locktype = 'advisory' and granted";
    const [before] = await query(url, owners);
    await query(url, `select pg_terminate_backend(${before?.['pid']})`);
    await expect
      .poll(() => query(url, `${owners} and pid <> ${before?.['pid']}`), { timeout: 20_000 })
      .toEqual([{ pid: expect.any(Number) }]);
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(`Another APGMS Ops (pid ${process.pid})`);
  });

  it('learns that the server died', async () => {
    const { lost } = await start();
    process.kill(await serverPid(), 'SIGKILL');
    expect((await lost).message).toBe(`the PostgreSQL in ${dataDir}/postgres went away`);
  });
});
