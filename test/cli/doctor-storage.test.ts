import { once } from 'node:events';
import { access, readdir, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { known } from '#src/cli/doctor/_examination/check.ts';
import { startEmbeddedPostgres } from '#src/store/embedded/embedded.ts';
import { databaseFromTemplate, execute, urlOfDatabase } from '#test/support/cluster.ts';
import { newDataDir } from '#test/support/data-dir.ts';
import { freePort } from '#test/support/free-port.ts';
import { hasRedis, sayRedisIsMissing, startRedis } from '#test/support/redis.ts';
import { doctor, town } from './doctor-bench.ts';

if (!hasRedis) sayRedisIsMissing('the doctor, with the queue on Redis');

const byStorage = ['database', 'migrations', 'queue'];

/** What is said of these three, and whatever else is wrong. */
async function storage(env: Readonly<Record<string, string>>) {
  const { env: slack } = await town();
  const report = await doctor({ ...slack, ...env });
  expect(report.in('wrong').filter((name) => !byStorage.includes(name))).toEqual([]);
  return report;
}

async function emptyDatabase(): Promise<string> {
  const name = `doctor_${process.pid}_${Date.now()}`;
  await execute(inject('adminUrl'), `create database ${name}`);
  onTestFinished(() => execute(inject('adminUrl'), `drop database ${name} with (force)`));
  return urlOfDatabase(inject('adminUrl'), name);
}

describe('a database', () => {
  it('without migrations: says what to type, and migrates nothing', async () => {
    const url = await emptyDatabase();
    const report = await storage({ DATABASE_URL: url });
    expect(report.of('database')).toMatchObject([{ state: 'ok' }]);
    expect(report.of('migrations')).toMatchObject([
      { state: 'wrong', text: expect.stringMatching(/lacks: app 0000.*`npm run migrate`/) },
    ]);
    expect(report.of('queue')).toMatchObject([
      { state: 'not checked', text: expect.stringContaining('see migrations') },
    ]);
    expect(await schemasOf(url)).toEqual(['public']);
  });

  it.each([
    { what: 'nobody listens', change: async () => ({ host: `127.0.0.1:${await freePort()}` }), said: 'ECONNREFUSED' },
    { what: 'the password is wrong', change: async () => ({ password: 'sekret' }), said: '28P01' },
    { what: 'there is none of that name', change: async () => ({ pathname: '/nowhere' }), said: '3D000' },
    { what: 'the server knows no TLS', change: async () => ({ search: '?sslmode=verify-full' }), said: 'SSL' },
  ])('where $what: says so, and what hangs on it is not checked', async ({ change, said }) => {
    const url = Object.assign(new URL(inject('adminUrl')), await change());
    const report = await storage({ DATABASE_URL: url.href });
    expect(report.of('database')).toMatchObject([{ state: 'wrong', text: expect.stringContaining(said) }]);
    expect(report.in('not checked')).toEqual(['migrations', 'queue']);
    expect(report.lines.join('\n')).not.toContain(url.password);
  });

  it('that takes no writes is wrong', async () => {
    const { url, drop } = await databaseFromTemplate('doctor');
    onTestFinished(drop);
    const name = pg.escapeIdentifier(new URL(url).pathname.slice(1));
    await execute(inject('adminUrl'), `alter database ${name} set default_transaction_read_only = on`);
    expect((await storage({ DATABASE_URL: url })).of('database')).toMatchObject([
      { state: 'wrong', text: expect.stringContaining('takes no writes') },
    ]);
  });

  it('whose tables we may not read says whose they must be', async () => {
    const { url, drop } = await databaseFromTemplate('doctor');
    const role = `doctor_${process.pid}`;
    await execute(inject('adminUrl'), `create role ${role} login password 'sekret'`);
    onTestFinished(async () => {
      await drop();
      await execute(inject('adminUrl'), `drop role ${role}`);
    });
    const theirs = Object.assign(new URL(url), { username: role, password: 'sekret' });
    const report = await storage({ DATABASE_URL: theirs.href });
    expect(report.of('migrations')).toMatchObject([{ state: 'wrong', text: expect.stringContaining('42501') }]);
    expect(report.lines.join('\n')).not.toContain('sekret');
  });

  it.each([
    [140_019, 'wrong'],
    [150_000, 'ok'],
  ])('of version %i is %s', async (number, state) => {
    const { env } = await town({ database: true });
    const facts = {
      kind: 'server',
      url: env['DATABASE_URL'] ?? '',
      version: '?',
      readOnly: false,
      hasQueue: true,
    } as const;
    const report = await doctor(env, { database: async () => known({ ...facts, number }) });
    expect(report.of('database')).toMatchObject([{ state }]);
  });
});

describe('the database of its own', () => {
  it('that was never made, or that sleeps, is left alone', async () => {
    const dataDir = await newDataDir();
    onTestFinished(() => rm(dataDir, { recursive: true }));
    expect((await storage({ DATA_DIR: dataDir })).in('ok')).toEqual(expect.arrayContaining(byStorage));
    expect(await readdir(dataDir)).toEqual([]);

    await (await startEmbeddedPostgres({ dataDir, log: quiet })).stop();
    expect((await storage({ DATA_DIR: dataDir })).in('ok')).toEqual(expect.arrayContaining(byStorage));
    await expect(access(join(dataDir, 'postgres', 'data', 'postmaster.pid'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('a bot is at work on is read beside it, and stays that of the bot', async () => {
    const dataDir = await newDataDir();
    const owned = await startEmbeddedPostgres({ dataDir, log: quiet });
    onTestFinished(async () => {
      await owned.stop();
      await rm(dataDir, { recursive: true });
    });
    const report = await storage({ DATA_DIR: dataDir });
    expect(report.of('database')).toMatchObject([
      { state: 'ok', text: expect.stringContaining('the bot may be at work') },
    ]);
    expect(report.of('migrations')).toMatchObject([
      { state: 'warning', text: expect.stringContaining('stop it and start it again') },
    ]);
    const another = startEmbeddedPostgres({ dataDir, log: quiet });
    await expect(another).rejects.toThrow(`(pid ${process.pid})`);
  });

  it('in a place that can be none says so', async () => {
    const report = await storage({ DATA_DIR: 'package.json/data' });
    expect(report.of('database')).toMatchObject([
      { state: 'wrong', text: expect.stringContaining('DATA_DIR=package.json/data') },
    ]);
  });
});

describe.skipIf(!hasRedis)('a Redis', () => {
  async function redis() {
    const server = await startRedis();
    onTestFinished(server.close);
    await server.client.config('SET', 'appendonly', 'yes');
    return server;
  }

  it('that keeps what it is given is well, and nothing is written to it', async () => {
    const { url, client } = await redis();
    expect((await storage({ REDIS_URL: url })).of('queue')).toMatchObject([{ state: 'ok' }]);
    expect(await client.dbsize()).toBe(0);
  });

  it('that may evict is wrong, with the command to type', async () => {
    const { url, client } = await redis();
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect((await storage({ REDIS_URL: url })).of('queue')).toMatchObject([
      { state: 'wrong', text: expect.stringMatching(/allkeys-lru.*CONFIG SET maxmemory-policy noeviction/) },
    ]);
  });

  it('that forgets when it restarts is a warning', async () => {
    const { url, client } = await redis();
    await client.config('SET', 'appendonly', 'no');
    const report = await storage({ REDIS_URL: url });
    expect(report.of('queue')).toMatchObject([{ state: 'warning', text: expect.stringContaining('appendonly yes') }]);
    expect(report.in('wrong')).toEqual([]);
  });

  it('that copies another is wrong', async () => {
    const { url, client } = await redis();
    await client.replicaof('127.0.0.1', await freePort());
    expect((await storage({ REDIS_URL: url })).of('queue')).toMatchObject([
      { state: 'wrong', text: expect.stringContaining('replica') },
    ]);
  });

  it.each([
    ['no password', '', 'NOAUTH'],
    ['a wrong one', ':sekret@', 'WRONGPASS'],
  ])('that wants a password and gets %s says so', async (_, credentials, said) => {
    const { url, client } = await redis();
    await client.config('SET', 'requirepass', 'the right one');
    const report = await storage({ REDIS_URL: url.replace('//', `//${credentials}`) });
    expect(report.of('queue')).toMatchObject([{ state: 'wrong', text: expect.stringContaining(`(${said})`) }]);
    expect(report.lines.join('\n')).not.toContain('sekret');
  });
});

describe('a queue', () => {
  it('that says nothing, as a database that does, is not waited for', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    const lines: Socket[] = [];
    silent.on('connection', (line) => lines.push(line));
    await once(silent, 'listening');
    onTestFinished(() => {
      for (const line of lines) line.destroy();
      silent.close();
    });
    const address = silent.address();
    const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const report = await storage({ DATABASE_URL: `postgres://${host}/apgms`, REDIS_URL: `redis://${host}` });
    for (const name of ['database', 'queue'])
      expect(report.of(name)).toMatchObject([
        { state: 'wrong', text: expect.stringContaining('does not answer in time') },
      ]);
  });

  it('nobody answers for is wrong, and the database is looked at', async () => {
    const report = await storage({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
    expect(report.of('queue')).toMatchObject([{ state: 'wrong', text: expect.stringContaining('ECONNREFUSED') }]);
    expect(report.in('wrong')).toEqual(['queue']);
  });
});

const quiet = { info: () => undefined, warn: () => undefined };

async function schemasOf(url: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ readonly name: string }>(
      `select nspname as name from pg_namespace where nspname not like 'pg\\_%' and nspname <> 'information_schema'`,
    );
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}
