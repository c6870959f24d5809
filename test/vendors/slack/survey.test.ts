import { describe, expect, it } from 'vitest';
import { askForSocket, createSurvey, scopesLacking, slackTime } from '#src/vendors/slack/survey.ts';
import { freePort } from '#test/support/free-port.ts';
import { silentLog } from '#test/support/log.ts';
import { type Answer, stubSlack } from './stub-slack.ts';

async function surveyed(answers: Readonly<Record<string, Answer>>) {
  const { url, calls } = await stubSlack(() => answers);
  return { calls, survey: createSurvey({ token: 'xoxb-test', apiUrl: `${url}/api/`, log: silentLog }), url };
}

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('who we are', () => {
  it('comes with the scopes of the header', async () => {
    const { survey } = await surveyed({
      'auth.test': (_request, response) => {
        const we = { ok: true, user_id: 'UBOT', bot_id: 'BBOT', team_id: 'T1', team: 'Acme', user: 'apgms' };
        response.writeHead(200, { 'x-oauth-scopes': 'chat:write,users:read' }).end(JSON.stringify(we));
      },
    });
    const scopes = ['chat:write', 'users:read'];
    expect(await survey.whoAmI()).toEqual({ workspace: 'Acme', teamId: 'T1', bot: 'apgms', scopes });
  });
});

describe('the accounts', () => {
  const member = (more: object) => ({ id: 'U', name: 'u', ...more });

  it('are read page by page, each by what it may be used for', async () => {
    const pages = [
      {
        members: [
          member({ team_id: 'T1', profile: { email: 'ana@acme.example' } }),
          member({ team_id: 'T1', profile: { email: 'ole@acme.example' }, deleted: true }),
        ],
        response_metadata: { next_cursor: 'more' },
      },
      {
        members: [
          member({ team_id: 'T2', profile: { email: 'pax@supplier.example' } }),
          member({ team_id: 'T1', is_bot: true }),
          member({ team_id: 'T2', enterprise_user: { teams: ['T1'] }, profile: { email: 'bo@acme.example' } }),
        ],
      },
    ];
    const { survey, calls } = await surveyed({
      'users.list': (_request, response) => void response.end(JSON.stringify({ ok: true, ...pages.shift() })),
    });
    expect(await all(survey.accounts('T1'))).toEqual([
      { email: 'ana@acme.example', state: 'active' },
      { email: 'ole@acme.example', state: 'deactivated' },
      { email: 'pax@supplier.example', state: 'elsewhere' },
      { email: null, state: 'elsewhere' },
      { email: 'bo@acme.example', state: 'active' },
    ]);
    expect(calls.map(({ args }) => args['cursor'])).toEqual([undefined, 'more']);
  });
});

describe('the scopes a method lacks', () => {
  it('are those of its own that were not granted', () => {
    expect(scopesLacking(['conversations.list', 'users.list'], ['channels:read', 'users:read'])).toEqual([
      ...['groups:read', 'users:read.email'],
    ]);
    expect(scopesLacking(['auth.test'], [])).toEqual([]);
  });
});

describe('asking for a socket', () => {
  it('shows the app-level token, and fails as other calls do', async () => {
    const seen: unknown[] = [];
    const { url } = await stubSlack(() => ({
      'apps.connections.open': ({ headers }, response) => {
        seen.push(headers.authorization);
        response.end('{"ok":false,"error":"invalid_auth"}');
      },
    }));
    const asked = askForSocket({ appToken: 'xapp-test', apiUrl: `${url}/api/`, log: silentLog });
    await expect(asked).rejects.toMatchObject({ code: 'invalid_auth', call: 'apps.connections.open' });
    expect(seen).toEqual(['Bearer xapp-test']);
  });
});

describe('the time at Slack', () => {
  it.each(['/api/', '/api'])('is that of the header, and needs no token, at %s', async (path) => {
    const { url } = await stubSlack(() => ({
      'api.test': ({ headers }, response) => {
        expect(headers.authorization).toBeUndefined();
        response.writeHead(200, { date: 'Wed, 21 Oct 2026 07:28:00 GMT' }).end('{"ok":true}');
      },
    }));
    expect(await slackTime(`${url}${path}`)).toBe(Date.UTC(2026, 9, 21, 7, 28));
  });

  it('is not known where the answer says none', async () => {
    const { url } = await stubSlack(() => ({
      'api.test': (_request, response) => {
        response.sendDate = false;
        response.end('{"ok":true}');
      },
    }));
    expect(await slackTime(`${url}/api/`)).toBeNull();
  });

  it('is not taken from what is no answer of Slack', async () => {
    const { url } = await stubSlack(() => ({
      'api.test': (_request, response) => void response.writeHead(502).end('<html>'),
    }));
    await expect(slackTime(`${url}/api/`)).rejects.toMatchObject({
      vendor: 'slack',
      code: 'http_502',
      call: 'api.test',
    });
    const nobody = `http://127.0.0.1:${await freePort()}/api/`;
    await expect(slackTime(nobody)).rejects.toMatchObject({ code: 'unreachable' });
  });
});
