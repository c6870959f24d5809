import { describe, expect, it } from 'vitest';
import { freePort } from '#test/support/free-port.ts';
import { stubSlack } from '#test/vendors/slack/stub-slack.ts';
import { doctor, town } from './doctor-bench.ts';

const fromSlack = ['scopes', 'rooms', 'people'];

describe('a token', () => {
  it('Slack does not know: is said, with where the right one stands, and shown nowhere', async () => {
    const { env } = await town();
    const report = await doctor({ ...env, SLACK_BOT_TOKEN: 'xoxb-sekret' });
    expect(report.of('Slack token')).toMatchObject([
      { state: 'wrong', text: expect.stringMatching(/SLACK_BOT_TOKEN \(invalid_auth\).*OAuth & Permissions/) },
    ]);
    expect(report.in('wrong')).toEqual(['Slack token']);
    expect(report.in('not checked')).toEqual(fromSlack);
    expect(report.lines.join('\n')).not.toContain('sekret');
  });

  it.each([
    ['token_revoked', 'Install the app to the workspace again'],
    ['account_inactive', 'Install the app to the workspace again'],
    ['not_allowed_token_type', 'of another kind'],
    ['ekm_access_denied', 'https://docs.slack.dev/reference/methods/auth.test'],
  ])('refused with %s: says what to do about it', async (error, words) => {
    const { env, slack } = await town();
    await slack.fault({ vendor: 'slack', method: 'auth.test', fault: 'refuse', error });
    const [finding] = (await doctor(env)).of('Slack token');
    expect(finding).toMatchObject({ state: 'wrong', text: expect.stringContaining(error) });
    expect(finding?.text).toContain(words);
  });
});

describe('the token of Socket Mode', () => {
  it('Slack does not know: is said, and the rest is looked at', async () => {
    const { env } = await town();
    const report = await doctor({ ...env, SLACK_APP_TOKEN: 'xapp-sekret' });
    expect(report.of('Slack requests')).toMatchObject([
      { state: 'wrong', text: expect.stringMatching(/SLACK_APP_TOKEN \(invalid_auth\).*App-Level Tokens/) },
    ]);
    expect(report.in('wrong')).toEqual(['Slack requests']);
    expect(report.in('not checked')).toEqual([]);
    expect(report.lines.join('\n')).not.toContain('sekret');
  });

  it('without its scope: says which', async () => {
    const { env, slack } = await town();
    await slack.fault({ vendor: 'slack', method: 'apps.connections.open', fault: 'refuse', error: 'missing_scope' });
    expect((await doctor(env)).of('Slack requests')).toMatchObject([
      { state: 'wrong', text: expect.stringContaining('connections:write') },
    ]);
  });
});

describe('the signing secret', () => {
  it('of another shape is wrong, and is shown nowhere', async () => {
    const { env } = await town({ over: 'http' });
    const report = await doctor({ ...env, SLACK_SIGNING_SECRET: 'Gsekret24charactersLong1' });
    expect(report.of('Slack requests')).toMatchObject([
      { state: 'wrong', text: expect.stringMatching(/24 characters.*Basic Information → Signing Secret/) },
    ]);
    expect(report.in('wrong')).toEqual(['Slack requests']);
    expect(report.lines.join('\n')).not.toContain('sekret');
  });
});

describe('a workspace that is down', () => {
  it('refuses connections: is said once for the token, and the rest is looked at', async () => {
    const { env } = await town({ over: 'http' });
    const report = await doctor({ ...env, SLACK_API_URL: `http://127.0.0.1:${await freePort()}/api/` });
    expect(report.of('Slack token')).toMatchObject([
      { state: 'wrong', text: expect.stringContaining('cannot be reached') },
    ]);
    expect(report.in('wrong')).toEqual(['Slack token']);
    expect(report.in('not checked')).toEqual(['clock', ...fromSlack]);
    expect(report.in('ok')).toEqual(expect.arrayContaining(['database', 'migrations', 'queue', 'groups']));
  });

  it('answers 500: says where to look', async () => {
    const { env, slack } = await town();
    await slack.fault({ vendor: 'slack', fault: 'error_before', times: 'forever' });
    const report = await doctor(env);
    expect(report.of('Slack token')).toMatchObject([
      { state: 'wrong', text: expect.stringContaining('slack-status.com') },
    ]);
    expect(report.in('wrong')).toEqual(['Slack token', 'Slack requests']);
    expect(report.in('not checked')).toEqual(['clock', ...fromSlack]);
  });

  it('goes down halfway: what was not heard is wrong, not well', async () => {
    const { env, slack } = await town();
    await slack.fault({ vendor: 'slack', method: 'conversations.list', fault: 'reset_before' });
    await slack.fault({ vendor: 'slack', method: 'users.list', fault: 'error_before' });
    const report = await doctor(env);
    expect(report.in('wrong')).toEqual(['rooms', 'people']);
    expect(report.of('groups')).toMatchObject([{ state: 'ok', text: expect.stringContaining('not known') }]);
  });

  it('has us wait: says how long', async () => {
    const { env, slack } = await town();
    await slack.fault({ vendor: 'slack', method: 'users.list', fault: 'rate_limit', retry_after: 17 });
    const report = await doctor(env);
    expect(report.of('people')).toMatchObject([{ state: 'not checked', text: expect.stringContaining('In 17 s') }]);
    expect(report.in('wrong')).toEqual([]);
  });

  it('is none: a page answers', async () => {
    const { env } = await town();
    const page = await stubSlack(() => ({ 'auth.test': (_request, response) => response.end('<html>') }));
    const report = await doctor({ ...env, SLACK_API_URL: `${page.url}/api/` });
    expect(report.of('Slack token')).toMatchObject([{ state: 'wrong', text: expect.stringContaining('is not Slack') }]);
  });
});

describe('the clock', () => {
  it.each([
    [59_000, 'ok', 'within a minute'],
    [-59_000, 'ok', 'within a minute'],
    [75_000, 'wrong', 'ahead of'],
    [-75_000, 'wrong', 'behind'],
  ])('%s ms beside that of Slack is %s', async (apart, state, words) => {
    const { env } = await town();
    const wall = { now: () => Date.now() + apart };
    expect((await doctor(env, { wall })).of('clock')).toMatchObject([{ state, text: expect.stringContaining(words) }]);
  });

  it('is not judged by an answer that says no time', async () => {
    const { env } = await town();
    const timeless = await stubSlack(() => ({
      'api.test': (_request, response) => {
        response.sendDate = false;
        response.end('{"ok":true}');
      },
    }));
    const report = await doctor({ ...env, SLACK_API_URL: `${timeless.url}/api/` });
    expect(report.of('clock')).toMatchObject([{ state: 'not checked' }]);
  });
});

describe('scopes nobody lists', () => {
  it('are not taken for missing ones, and rooms and people are looked at', async () => {
    const { env } = await town();
    const stub = await stubSlack(() => ({
      'auth.test': { ok: true, user_id: 'U', bot_id: 'B', team_id: 'T', team: 'APGMS', user: 'apgms' },
      'conversations.list': { ok: true, channels: [] },
      'users.list': { ok: true, members: [] },
    }));
    const report = await doctor({ ...env, SLACK_API_URL: `${stub.url}/api/` });
    expect(report.of('scopes')).toMatchObject([
      { state: 'not checked', text: expect.stringContaining('x-oauth-scopes') },
    ]);
    expect(report.of('rooms')).toMatchObject(Array.from({ length: 4 }, () => ({ state: 'wrong' })));
  });
});
