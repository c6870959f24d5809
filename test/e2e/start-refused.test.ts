import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { execute, urlOfDatabase } from '#test/support/cluster.ts';
import { startProcess } from '#test/support/process.ts';
import { anywhere, startBot } from '#test/support/started-bot.ts';

const tokens = { SLACK_BOT_TOKEN: 'xoxb-test', SLACK_APP_TOKEN: 'xapp-test' };

describe('npm start refuses, and says all that is wrong at once', () => {
  it.each([
    {
      wrong: 'nothing is set',
      env: {},
      named: ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'],
    },
    {
      wrong: 'nothing but a role is set',
      env: { ROLE: 'worker' },
      named: ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN', 'DATABASE_URL'],
    },
    {
      wrong: 'everything is malformed',
      env: {
        ...{ SLACK_BOT_TOKEN: 'xoxp-secret-1', SLACK_APP_TOKEN: 'secret-2', SLACK_API_URL: 'slack', PORT: 'eighty' },
        ...{ DATABASE_URL: 'mysql://secret-3', REDIS_URL: 'secret-4', ROLE: 'boss', LOG_LEVEL: 'loud' },
      },
      named: [
        ...['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_API_URL', 'PORT', 'DATABASE_URL', 'REDIS_URL', 'ROLE'],
        'LOG_LEVEL',
      ],
    },
  ])('$wrong', async ({ env, named }) => {
    const { code, stderr } = await startProcess('src/main.ts', env).ended;
    expect(code).toBe(1);
    for (const name of named) expect(stderr).toContain(name);
    expect(stderr).not.toMatch(/^\s*at /m);
    expect(stderr).not.toContain('secret-');
  });

  it('the policy file has mistakes: each with its line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'apgms-policy-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, 'mine.yaml');
    const [first = '', ...rest] = (await readFile('apgms.yaml', 'utf8')).split('\n');
    await writeFile(path, [first, 'servcies: {}', ...rest, 'moods: {}'].join('\n'));
    const { code, stderr } = await startProcess('src/main.ts', { ...tokens, APGMS_CONFIG: path }).ended;
    expect(code).toBe(1);
    expect(stderr).toContain(`${path}:2`);
    expect(stderr).toContain(`${path}:${rest.length + 3}`);
    expect(stderr).not.toMatch(/^\s*at /m);
  });

  it('the policy file is not there', async () => {
    const { code, stderr } = await startProcess('src/main.ts', { ...tokens, APGMS_CONFIG: 'nowhere.yaml' }).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('nowhere.yaml');
    expect(stderr).not.toMatch(/^\s*at /m);
  });
});

describe('a database that was never migrated', () => {
  it('is refused with the command to type, which brings it up to date and has nothing to do the second time', async () => {
    const name = `unmigrated_${process.pid}`;
    await execute(inject('adminUrl'), `create database ${name}`);
    onTestFinished(() => execute(inject('adminUrl'), `drop database ${name} with (force)`));
    const env = { ...tokens, DATABASE_URL: urlOfDatabase(inject('adminUrl'), name), ...anywhere };

    const refused = await startProcess('src/main.ts', env).ended;
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('npm run migrate') });
    expect(refused.stderr).not.toMatch(/^\s*at /m);

    const migrated = await startProcess('src/cli/migrate.ts', env).ended;
    expect(migrated).toMatchObject({ code: 0, stdout: expect.stringContaining('Done:'), stderr: '' });
    const again = await startProcess('src/cli/migrate.ts', env).ended;
    expect(again).toEqual({ code: 0, stdout: 'Nothing to do.\n', stderr: '' });

    const bot = startProcess('src/main.ts', env);
    expect((await fetch(`${await bot.url()}/readyz`)).status).toBe(200);
  });
});

describe('what stands in the way is named in a sentence', () => {
  const wrongUrls = [
    { what: 'nobody listens at the address', change: { host: '127.0.0.1:1' }, said: 'ECONNREFUSED' },
    { what: 'the password is wrong', change: { password: 'secret-5' }, said: '28P01' },
    { what: 'there is no such database', change: { pathname: '/nowhere' }, said: '3D000' },
  ] as const;

  it.each(wrongUrls)('$what: both commands say so', async ({ change, said }) => {
    const url = Object.assign(new URL(inject('adminUrl')), change);
    for (const program of ['src/main.ts', 'src/cli/migrate.ts']) {
      const { code, stderr } = await startProcess(program, { ...tokens, DATABASE_URL: url.href }).ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(new RegExp(`DATABASE_URL.*${said}`));
      expect(stderr).not.toContain(url.password);
      expect(stderr).not.toMatch(/^\s*at /m);
    }
  });

  it('the port is taken', async () => {
    const { url, env } = await startBot('http');
    const { code, stderr } = await startProcess('src/main.ts', { ...env, PORT: new URL(url).port }).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/PORT=\d+.*EADDRINUSE/);
    expect(stderr).not.toMatch(/^\s*at /m);
  });
});
