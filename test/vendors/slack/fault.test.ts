import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { IntegrationError } from '#src/errors.ts';
import { createChat } from '#src/vendors/slack/client.ts';
import { silentLog } from '#test/support/log.ts';
import type { Modal } from '#views/message.ts';

const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
});

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
}

const chatAt = (apiUrl: string) => createChat({ token: 'xoxb-test', apiUrl, log: silentLog });
const content = { text: 'hello', blocks: [] };
const modal: Modal = { type: 'modal', title: { type: 'plain_text', text: 'Declare' }, blocks: [] };

const post = (apiUrl: string) => chatAt(apiUrl).post({ channel: 'C1', content, key: 'inc-1.card' });
const identity = (apiUrl: string) => chatAt(apiUrl).identity();

async function faultOf(call: Promise<unknown>) {
  const error = await call.then(
    () => 'no error',
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof IntegrationError)) throw new Error('not an IntegrationError', { cause: error });
  const { vendor, code, retryable, ambiguous, retryAfterMs } = error;
  return { vendor, code, retryable, ambiguous, retryAfterMs };
}

const says =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
  };

const no = (error: string, more: object = {}): RequestListener =>
  says(200, JSON.stringify({ ok: false, error, ...more }));

const resets: RequestListener = (request) => request.socket.destroy();
const resetsWithin: RequestListener = (request, response) => {
  response.writeHead(200, { 'content-length': '100' }).write('{"ok":true');
  setImmediate(() => request.socket.destroy());
};
const hangs: RequestListener = () => undefined;

/** What Slack or the net does · our code · trying again can help · it may have happened · wait (ms). */
const faults: readonly (readonly [string, RequestListener, string, boolean, boolean, number | null])[] = [
  ['answers 500', says(500, 'Internal Server Error'), 'http_500', true, true, null],
  ['answers 503', says(503, ''), 'http_503', true, true, null],
  ['answers 403', says(403, 'forbidden'), 'http_403', false, false, null],
  ['redirects', says(302, '', { location: 'http://127.0.0.1:1/' }), 'reset', true, true, null],
  ['closes the connection', resets, 'reset', true, true, null],
  ['closes the connection within the answer', resetsWithin, 'reset', true, true, null],
  ['answers a page', says(200, '<html>Sign in to the hotel</html>'), 'unreadable', true, true, null],
  ['answers a word', says(200, 'ok'), 'unreadable', true, true, null],
  ['answers null', says(200, 'null'), 'unreadable', true, true, null],
  ['answers nothing', says(200, ''), 'unreadable', true, true, null],
  ['answers yes without what we need', says(200, '{"ok":true}'), 'unreadable', true, true, null],
  ['limits the rate', says(429, '', { 'retry-after': '7' }), 'ratelimited', true, false, 7_000],
  ['limits the rate without saying how long', says(429, ''), 'ratelimited', true, false, 30_000],
  ['limits the rate until a date', says(429, '', { 'retry-after': 'Wed' }), 'ratelimited', true, false, 30_000],
  ['limits the rate for no time', says(429, '', { 'retry-after': '0' }), 'ratelimited', true, false, 1_000],
  ['limits the rate in words', no('ratelimited'), 'ratelimited', true, false, 30_000],
  ['says fatal_error', no('fatal_error'), 'fatal_error', true, true, null],
  ['says internal_error', no('internal_error'), 'internal_error', true, true, null],
  ['says service_unavailable', no('service_unavailable'), 'service_unavailable', true, true, null],
  ['says request_timeout', no('request_timeout'), 'request_timeout', true, true, null],
  ['moves the workspace', no('team_added_to_org'), 'team_added_to_org', true, false, null],
  ['says channel_not_found', no('channel_not_found'), 'channel_not_found', false, false, null],
  ['says invalid_auth', no('invalid_auth'), 'invalid_auth', false, false, null],
  ['misses a scope', no('missing_scope', { needed: 'chat:write' }), 'missing_scope', false, false, null],
];

describe('a post to a Slack that', () => {
  it.each(faults)('%s', async (_, answer, code, retryable, ambiguous, retryAfterMs) => {
    expect(await faultOf(post(await listen(answer)))).toEqual({
      vendor: 'slack',
      code,
      retryable,
      ambiguous,
      retryAfterMs,
    });
  });
});

describe('a question to a Slack that', () => {
  it.each(faults)('%s leaves no doubt about what happened', async (_, answer, code, retryable, __, retryAfterMs) => {
    expect(await faultOf(identity(await listen(answer)))).toEqual({
      vendor: 'slack',
      code,
      retryable,
      ambiguous: false,
      retryAfterMs,
    });
  });
});

describe('a Slack that cannot be reached', () => {
  const unreachable = { vendor: 'slack', code: 'unreachable', retryable: true, ambiguous: false, retryAfterMs: null };

  it('is no doubt where nobody listens', async () => {
    const url = await listen(hangs);
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    expect(await faultOf(post(url))).toEqual(unreachable);
  });

  it('is no doubt where the name leads nowhere', async () => {
    expect(await faultOf(post('http://slack.invalid/api/'))).toEqual(unreachable);
  });
});

describe('a Slack that does not answer', () => {
  const inDoubt = { vendor: 'slack', code: 'timeout', retryable: true, ambiguous: true, retryAfterMs: null };

  it('is given up at the short deadline while a modal opens', async () => {
    expect(await faultOf(chatAt(await listen(hangs)).openModal('1.2.3', modal))).toEqual(inDoubt);
  });

  it('is given up within an answer that never ends, too', async () => {
    const url = await listen((_, response) => void response.writeHead(200).write('{"ok":'));
    expect(await faultOf(chatAt(url).openModal('1.2.3', modal))).toEqual(inDoubt);
  });
});

describe('a response_url that', () => {
  const respond = (url: string) => chatAt('http://127.0.0.1:1/').respond(url, content);

  it.each([
    ['takes it', says(200, 'ok'), null],
    [
      'is used up',
      says(404, '{"ok":false,"error":"used_url"}'),
      { code: 'http_404', retryable: false, ambiguous: false },
    ],
    ['fails', says(500, ''), { code: 'http_500', retryable: true, ambiguous: true }],
    ['limits the rate', says(429, '', { 'retry-after': '2' }), { code: 'ratelimited', retryAfterMs: 2_000 }],
    ['closes the connection', resets, { code: 'reset', retryable: true, ambiguous: true }],
  ] as const)('%s', async (_, answer, fault) => {
    const responded = respond(await listen(answer));
    if (fault === null) await expect(responded).resolves.toBeUndefined();
    else expect(await faultOf(responded)).toMatchObject(fault);
  });
});

describe("somebody else's message", () => {
  const named = (user: string | undefined, ts: string, metadata: unknown) => ({ type: 'message', user, ts, metadata });
  const mark = { event_type: 'apgms_message', event_payload: { key: 'inc-1.card' } };

  it('is never taken for ours, whatever its metadata', async () => {
    const strange = [
      named('U2', '9.0', mark),
      named(undefined, '8.0', mark),
      named('U1', '7.0', 'odd'),
      named('U1', '6.0', { event_type: 'apgms_message' }),
      named('U1', '5.0', { ...mark, event_type: 'another' }),
      named('U1', '4.0', undefined),
    ];
    const url = await listen((request, response) => {
      const history = { ok: true, messages: [...strange, named('U1', '3.0', mark)] };
      const we = { ok: true, user_id: 'U1', bot_id: 'B1', team_id: 'T1' };
      says(200, JSON.stringify(request.url?.endsWith('conversations.history') ? history : we))(request, response);
    });
    const found = await chatAt(url).findPost({ channel: 'C1', key: 'inc-1.card', since: 0 });
    expect(found).toEqual({ channel: 'C1', ts: '3.0' });
  });
});

describe('the adapter', () => {
  it('tries once and no more', async () => {
    let requests = 0;
    const url = await listen((request, response) => {
      requests += 1;
      says(500, '')(request, response);
    });
    await faultOf(post(url));
    expect(requests).toBe(1);
  });

  it('lets a rate limit of one call hold nothing else', async () => {
    const url = await listen((request, response) => {
      const limited = request.url?.endsWith('chat.postMessage');
      if (limited) says(429, '', { 'retry-after': '60' })(request, response);
      else says(200, JSON.stringify({ ok: true, user_id: 'U1', bot_id: 'B1', team_id: 'T1' }))(request, response);
    });
    const chat = chatAt(url);
    await faultOf(chat.post({ channel: 'C1', content, key: 'inc-1.card' }));
    await expect(chat.identity()).resolves.toMatchObject({ botUserId: 'U1', botId: 'B1', teamId: 'T1' });
  });
});
