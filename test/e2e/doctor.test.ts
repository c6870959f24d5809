import { describe, expect, it } from 'vitest';
import { town, withoutPagerDuty } from '#test/cli/doctor-bench.ts';
import { freePort } from '#test/support/free-port.ts';
import { startProcess } from '#test/support/process.ts';
import { startBot } from '#test/support/started-bot.ts';

const doctor = (env: Readonly<Record<string, string>>) => startProcess('src/cli/doctor.ts', env).ended;

describe('npm run doctor', () => {
  it('says ok to everything and ends with 0', async () => {
    const { env } = await town({ database: true });
    const { code, stdout, stderr } = await doctor({ ...env, ...(await withoutPagerDuty()) });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.at(-1)).toBe('Nothing is wrong.');
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^ok {7}[A-Z a-z]+: \S/);
  });

  it('names what is wrong, ends with 1, and shows no secret', async () => {
    const { env, withhold } = await town();
    await withhold('pins:write');
    const nobody = `127.0.0.1:${await freePort()}`;
    const { code, stdout, stderr } = await doctor({
      ...env,
      ...{ SLACK_APP_TOKEN: 'xapp-sekret', DATABASE_URL: `postgres://apgms:sekret@${nobody}/apgms` },
      ...{
        REDIS_URL: `redis://:sekret@${nobody}`,
        SMTP_URL: `smtp://apgms:sekret@${nobody}`,
        MAIL_FROM: 'ops@apgms.example',
      },
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    for (const name of ['database', 'queue', 'Slack requests', 'scopes', 'mail'])
      expect(stdout).toMatch(new RegExp(`^wrong {4}${name}: `, 'm'));
    expect(stdout).toMatch(/^- {8}migrations: not checked: /m);
    expect(stdout).toContain('5 wrong, 1 to think about, 1 not checked.');
    expect(stdout).not.toContain('sekret');
  });

  it('says all that is missing where nothing is set', async () => {
    const { code, stdout } = await doctor({ SLACK_API_URL: `http://127.0.0.1:${await freePort()}/api/` });
    expect(code).toBe(1);
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']) expect(stdout).toContain(name);
  });

  it('leaves a bot at work beside it alone', async () => {
    const { bot, env, slack } = await startBot('socket');
    expect((await doctor(env)).stdout).toMatch(/^ok {7}Slack requests: over Socket Mode/m);
    for (const _ of [1, 2, 3]) {
      expect((await slack.command('ana', 'incidents', 'help')).response?.text).toContain('/apgms');
    }
    bot.signal('SIGTERM');
    expect(await bot.ended).toMatchObject({ code: 0 });
  });
});
