import { rm } from 'node:fs/promises';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { effectsOfAnchor } from '#src/domain/anchor.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#src/store/embedded/embedded.ts';
import { migrate } from '#src/store/migrate.ts';
import { createStore } from '#src/store/store.ts';
import { openStore } from '#test/store/open-store.ts';
import { forge } from '#test/store/verify/tampering.ts';
import { aChange, declared } from '#test/support/builders.ts';
import { newDataDir } from '#test/support/data-dir.ts';
import { silentLog } from '#test/support/log.ts';
import { startProcess } from '#test/support/process.ts';

const secret = 'all is lost, the key is hunter2';
const verify = (env: Readonly<Record<string, string>>, ...words: readonly string[]) =>
  startProcess('src/cli/verify.ts', env, words).ended;

const twoWays =
  'Name the database the bot runs on: DATABASE_URL for a server, or, without DATABASE_URL, DATA_DIR for the folder of its own PostgreSQL.';

/** A database with one incident and one anchor. */
async function anchoredStore() {
  const at = await openStore();
  onTestFinished(at.close);
  await at.change(null, declared({ number: 1, title: { prose: 'title-1', body: secret } }));
  const anchor = await at.store.anchor(effectsOfAnchor);
  if (!anchor) throw new Error('nothing moved');
  return { ...at, anchor, env: { DATABASE_URL: at.url } };
}

describe('npm run verify', () => {
  it('ends with 0 where everything fits, and names the newest anchor', async () => {
    const { env, anchor } = await anchoredStore();
    expect(await verify(env)).toEqual({
      code: 0,
      stdout: `The newest anchor is 1:${anchor.hash} (2026-11-18 16:00 UTC). Compare it with the one in Slack.
No findings: 1 stream, 3 events, 1 text (0 redacted), 1 snapshot, 2 promises, 1 anchor.
`,
      stderr: '',
    });
  });

  it('ends with 1 and a line for each thing that is wrong, without a word that people wrote', async () => {
    const { env, pool } = await anchoredStore();
    await forge(
      pool,
      "update app.texts set body = body || '!' where prose = 'title-1'",
      'update app.events set at = 1 where seq = 1',
    );
    const { code, stdout, stderr } = await verify(env);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines.slice(0, 2)).toEqual([
      'inc-1, event 1: its content is not what its hash was made of. It was changed after it was written.',
      'inc-1, event 1: its text title-1 is not what the hash of it was made of. It was changed after it was written.',
    ]);
    expect(lines.at(-2)).toMatch(/^2 findings: 1 stream, /);
    expect(stdout).not.toMatch(/hunter2|all is lost/);
  });

  it('holds the record to an anchor that somebody kept', async () => {
    const { env, anchor } = await anchoredStore();
    const same = await verify(env, `1:${anchor.hash.slice(0, 12)}…`);
    expect(same).toMatchObject({ code: 0, stderr: '' });
    expect(same.stdout).toContain('Anchor 1 (2026-11-18 16:00 UTC) is the one you kept');
    const other = await verify(env, '1:000000000000');
    expect(other).toMatchObject({ code: 1, stderr: '' });
    expect(other.stdout).toContain('anchor 1: you kept the hash 000000000000, here it is');
  });

  it.each([[['12']], [['1:abcdef']], [['1:', 'abcdefabcdef']]])('says how to name an anchor: %j', async (words) => {
    const { code, stdout, stderr } = await verify({ DATABASE_URL: 'postgres://127.0.0.1:1/none' }, ...words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('npm run verify -- 12:9f86d081884c…');
  });

  it('says that the database cannot be reached, and the two ways to name it', async () => {
    const { code, stderr } = await verify({ DATABASE_URL: 'postgres://127.0.0.1:1/none' });
    expect(code).toBe(1);
    const [problem, ways, ...rest] = stderr.split('\n');
    expect(problem).toMatch(/^DATABASE_URL: the database cannot be reached /);
    expect(ways).toBe(twoWays);
    expect(rest).toEqual(['']);
  });

  it('says that the database is older than the program, and changes nothing', async () => {
    const { env, pool } = await anchoredStore();
    await forge(pool, 'delete from app.migrations where created_at > 0');
    const { code, stdout, stderr } = await verify(env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('npm run migrate');
    expect((await pool.query('select count(*)::int as count from app.migrations')).rows[0].count).toBe(0);
  });
});

describe('npm run verify on the embedded PostgreSQL', () => {
  async function embedded(): Promise<{ readonly dataDir: string; readonly postgres: EmbeddedPostgres }> {
    const dataDir = await newDataDir();
    const postgres = await startEmbeddedPostgres({ dataDir, log: silentLog });
    onTestFinished(async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    });
    await migrate(postgres.url);
    const pool = new pg.Pool({ connectionString: postgres.url });
    const store = createStore({ pool, clock: { now: () => 0 }, log: silentLog });
    await store.commit({ changes: [aChange(null, [declared({ number: 1 })])] });
    await store.close();
    await pool.end();
    return { dataDir, postgres };
  }

  it('reads beside a bot that is running, and says so; starts and stops the server where none runs', async () => {
    const { dataDir, postgres } = await embedded();
    const beside = await verify({ DATA_DIR: dataDir });
    expect(beside).toMatchObject({ code: 0, stderr: '' });
    expect(beside.stdout.split('\n')[0]).toBe(
      `The PostgreSQL in ${dataDir} is running, so the bot may be at work: it is read beside it, as it stands now.`,
    );
    expect(beside.stdout).toContain('No findings: 1 stream, 3 events,');
    await postgres.stop();
    for (const round of ['first', 'second']) {
      const alone = await verify({ DATA_DIR: dataDir });
      expect(alone, round).toMatchObject({ code: 0, stderr: '' });
      expect(alone.stdout, round).not.toContain('running');
      expect(alone.stdout, round).toContain('No findings: 1 stream, 3 events,');
    }
  });

  it('says so when the server stops while it is read', async () => {
    const { dataDir, postgres } = await embedded();
    const bot = new pg.Client({ connectionString: postgres.url });
    bot.on('error', () => undefined);
    await bot.connect();
    await bot.query('begin');
    await bot.query('lock table app.texts in access exclusive mode');
    const reading = verify({ DATA_DIR: dataDir });
    const waiting =
      "select count(*)::int as waiting from pg_locks where relation = 'app.texts'::regclass and not granted";
    await expect.poll(async () => (await bot.query(waiting)).rows[0].waiting, { timeout: 10_000 }).toBe(1);
    await postgres.stop();
    expect(await reading).toMatchObject({
      code: 1,
      stderr: `The PostgreSQL in ${dataDir} stopped while it was read. Type it again.\n`,
    });
  });

  it('does not take an empty folder for a record without findings', async () => {
    const dataDir = await newDataDir();
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    expect(await verify({ DATA_DIR: dataDir })).toEqual({
      code: 1,
      stdout: '',
      stderr: `There is no database in ${dataDir}.\n${twoWays}\n`,
    });
  });
});
