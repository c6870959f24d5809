import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checks } from '#src/cli/doctor/index.ts';
import { freePort } from '#test/support/free-port.ts';
import { doctor, policyFile, town, wanted, withoutPagerDuty } from './doctor-bench.ts';

/** Scopes of the manifest that a text names. */
function scopesIn(text: string): readonly string[] {
  const words = [...text.matchAll(/[a-z_]+:[a-z]+(?:\.[a-z]+)*/g)].map(([word]) => word);
  // An ordinary word, but where a line lists scopes.
  const named = /\b(?:Missing:|without)[^.]*\bcommands\b/.test(text) ? [...words, 'commands'] : words;
  return wanted.filter((scope) => named.includes(scope));
}

describe('a bot with nothing wrong', () => {
  it.each(['socket', 'http'] as const)('over %s: every check says ok, in the order of the list', async (over) => {
    const { env } = await town({ over, database: true });
    const report = await doctor({ ...env, ...(await withoutPagerDuty()) });
    expect(report.lines.filter((line) => !line.startsWith('ok'))).toEqual([]);
    expect(report.in('ok')).toEqual(checks.map(({ name }) => name));
    expect(report.of('Slack token')).toMatchObject([{ text: 'the bot is @apgms in the workspace APGMS.' }]);
  });

  it('is left as it was: nothing is called that changes anything', async () => {
    const { env, slack, workspace, links } = await town();
    const picture = () =>
      JSON.stringify([...workspace.state.channels.values()].map((one) => [one.id, [...one.members], one.messages]));
    const before = picture();
    await doctor(env);
    expect(picture()).toBe(before);
    // One that were opened would take deliveries away from a bot at work.
    expect(links()).toBe(0);
    const called = new Set((await slack.log()).map(({ method }) => method));
    expect([...called].sort()).toEqual([
      ...['api.test', 'apps.connections.open', 'auth.test', 'conversations.list', 'users.list'],
    ]);
  });
});

describe('a scope that was not granted', () => {
  it.each(wanted)('%s: is named, and no other', async (scope) => {
    const { env, withhold } = await town();
    await withhold(scope);
    const report = await doctor(env);
    const [finding] = report.of('scopes');
    expect(finding).toMatchObject({
      state: 'wrong',
      text: expect.stringContaining(`Missing: ${scope}. Reinstall the app from manifest.yml`),
    });
    expect(scopesIn(report.lines.join('\n'))).toEqual([scope]);
    expect(report.in('warning'), 'which is not set up').toEqual(['PagerDuty']);
  });

  it('among several: all are named', async () => {
    const { env, withhold } = await town();
    await withhold('chat:write', 'pins:write');
    expect((await doctor(env)).of('scopes')).toMatchObject([
      { text: expect.stringContaining('Missing: chat:write, pins:write.') },
    ]);
  });

  it('keeps us from looking at what it opens, and from nothing else', async () => {
    const { env, withhold } = await town();
    await withhold('groups:read');
    const report = await doctor(env);
    expect(report.in('wrong')).toEqual(['scopes']);
    expect(report.of('rooms')).toEqual([
      { state: 'not checked', text: 'not checked: Slack says nothing of it without groups:read, see scopes.' },
    ]);
    expect(report.of('people')).toMatchObject([{ state: 'ok' }]);
  });

  it('over HTTP: the manifest is the one with the address in it', async () => {
    const { env, withhold } = await town({ over: 'http' });
    await withhold('chat:write');
    expect((await doctor(env)).of('scopes')).toMatchObject([
      { text: expect.stringContaining('npm run manifest -- https://') },
    ]);
  });

  it('is not the same as one too many, which is a warning', async () => {
    const { env } = await town({ scopes: [...wanted, 'admin'] });
    const report = await doctor(env);
    expect(report.of('scopes')).toMatchObject([
      { state: 'warning', text: expect.stringContaining('Granted and not needed: admin.') },
    ]);
    expect(report.in('wrong')).toEqual([]);
  });
});

describe('a configuration with mistakes', () => {
  it('is told whole, and what is usable is looked at all the same', async () => {
    const { env } = await town();
    const report = await doctor({ ...env, PORT: 'eighty', SLACK_APP_TOKEN: 'sekret', SMTP_URL: 'smtp://127.0.0.1' });
    expect(report.of('configuration').map(({ text }) => text.split(' ')[0])).toEqual([
      'MAIL_FROM',
      'SLACK_APP_TOKEN',
      'PORT',
    ]);
    expect(report.in('wrong')).toEqual(['configuration']);
    expect(report.in('not checked')).toEqual(['Slack requests', 'mail']);
    expect(report.lines.join('\n')).not.toContain('sekret');
  });

  it('that is empty names what is required', async () => {
    const report = await doctor({ SLACK_API_URL: `http://127.0.0.1:${await freePort()}/api/` });
    expect(report.of('configuration')).toMatchObject([{ state: 'wrong' }, { state: 'wrong' }]);
    expect(report.in('not checked')).toEqual(['Slack token', 'Slack requests', 'clock', 'scopes', 'rooms', 'people']);
  });

  it('with a malformed address sends the token nowhere', async () => {
    const { env, slack } = await town();
    const report = await doctor({ ...env, SLACK_API_URL: 'slack' });
    expect(report.in('wrong')).toEqual(['configuration']);
    expect(report.in('not checked')).toEqual(['Slack token', 'Slack requests', 'clock', 'scopes', 'rooms', 'people']);
    expect(await slack.log()).toEqual([]);
  });

  it('with both transports has neither looked at', async () => {
    const { env } = await town();
    const report = await doctor({ ...env, SLACK_SIGNING_SECRET: 'a-secret-of-the-test' });
    expect(report.in('wrong')).toEqual(['configuration']);
    expect(report.in('not checked')).toEqual(['Slack requests']);
  });

  it('for several processes needs a database that is named', async () => {
    const { env } = await town();
    const report = await doctor({ ...env, DATABASE_URL: '', ROLE: 'worker' });
    expect(report.in('wrong')).toEqual(['configuration']);
    expect(report.in('not checked')).toEqual(['database', 'migrations', 'queue']);
  });
});

describe('a policy with mistakes', () => {
  it('is told with the line of each, and Slack is looked at without it', async () => {
    const { env } = await town();
    const wrong = await policyFile((text) =>
      text.replace('services:', 'servcies:').replace('audit: [sec@', 'audit: [sek@'),
    );
    const report = await doctor({ ...env, ...wrong });
    expect(report.of('policy').map(({ text }) => /apgms\.yaml:\d+: (\w+)/.exec(text)?.[1])).toEqual(
      expect.arrayContaining(['servcies', 'groups']),
    );
    expect(report.in('wrong')).toEqual(['policy']);
    expect(report.in('not checked')).toEqual(['rooms', 'people', 'groups', 'PagerDuty']);
    expect(report.of('scopes')).toMatchObject([{ state: 'ok' }]);
  });

  it('or none at all names the variable', async () => {
    const { env } = await town();
    expect((await doctor({ ...env, APGMS_CONFIG: 'nowhere.yaml' })).of('policy')).toMatchObject([
      { state: 'wrong', text: expect.stringContaining('APGMS_CONFIG') },
    ]);
  });
});

describe('the Node it runs on', () => {
  const { engines } = z
    .object({ engines: z.object({ node: z.string() }) })
    .parse(JSON.parse(readFileSync('package.json', 'utf8')));

  it.each([
    ['24.18.0', 'ok'],
    ['24.21.3', 'ok'],
    ['24.17.9', 'wrong'],
    ['25.0.0', 'wrong'],
    ['22.30.0', 'wrong'],
  ])('%s is %s', async (nodeVersion, state) => {
    expect(engines.node).toBe('>=24.18 <25');
    const nobody = { SLACK_API_URL: `http://127.0.0.1:${await freePort()}/api/` };
    expect((await doctor(nobody, { nodeVersion })).of('Node')).toMatchObject([{ state }]);
  });
});

describe('a check that breaks', () => {
  it('says so without what broke it, and the others go on', async () => {
    const { env } = await town();
    const report = await doctor(env, { policy: () => Promise.reject(new RangeError('sekret')) });
    expect(report.in('wrong')).toEqual(['policy', 'rooms', 'people', 'groups', 'PagerDuty']);
    expect(report.of('policy')).toMatchObject([{ text: expect.stringContaining('RangeError') }]);
    expect(report.lines.join('\n')).not.toContain('sekret');
  });
});
