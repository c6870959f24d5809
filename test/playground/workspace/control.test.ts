import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Rig, signingSecret, startRig } from './rig.ts';

let rig: Rig;
let server: Server;
let answer = { status: 200, body: '' };
const received: { headers: IncomingHttpHeaders; body: string }[] = [];

beforeEach(async () => {
  rig = await startRig();
  answer = { status: 200, body: '' };
  received.length = 0;
  server = createServer(async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming) body += String(chunk);
    received.push({ headers: incoming.headers, body });
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  rig.bot.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});

afterEach(async () => {
  server.close();
  await rig.close();
});

const command = (more: object = {}) =>
  rig.control('POST', 'command', { user: 'ana', channel: 'incidents', text: 'hi', ...more });

describe('deliveries', () => {
  it('are signed over the raw body with the time on the wall', async () => {
    await command();
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    const timestamp = headers['x-slack-request-timestamp'];
    const expected = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    expect(headers['x-slack-signature']).toBe(`v0=${expected}`);
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(60);
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
      command: '/apgms',
      text: 'hi',
      channel_id: 'CINCIDENTS',
      channel_name: 'incidents',
      user_id: 'UANA',
      user_name: 'ana',
    });
  });

  it('carry no command that the app does not have', async () => {
    expect(await command({ command: '/foo' })).toEqual({ ok: false, error: '/foo is not a valid command' });
    expect(received).toEqual([]);
  });

  it('repeat the very same payload', async () => {
    await rig.client.conversations.join({ channel: 'CINCIDENTS' });
    await rig.workspace.idle();
    received.length = 0;
    await command({ delivery_times: 2 });
    await rig.control('POST', 'message', { user: 'ana', channel: 'incidents', text: 'x', delivery_times: 3 });
    const bodies = received.map((one) => one.body);
    expect(bodies).toHaveLength(5);
    expect(new Set(bodies).size).toBe(2);
  });

  it('of events that fail are tried again at once, a minute and five minutes later, then never', async () => {
    await rig.client.conversations.join({ channel: 'CINCIDENTS' });
    await rig.workspace.idle();
    received.length = 0;
    answer = { status: 500, body: '' };
    await rig.control('POST', 'message', { user: 'ana', channel: 'incidents', text: 'x' });
    for (const advance of ['1m', '5m', '1h']) await rig.control('POST', 'clock', { advance });
    const tries = received.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);
    expect(tries).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    expect(new Set(received.map((one) => one.body)).size).toBe(1);
  });

  it('show what Slack would refuse to show', async () => {
    answer = { status: 200, body: JSON.stringify({ blocks: [{ type: 'banner' }] }) };
    expect(await command()).toMatchObject({ ok: false, error: 'invalid_blocks', response: null });
  });
});

describe('a response_url', () => {
  const address = () => new URLSearchParams(received[0]?.body).get('response_url') ?? '';
  const respond = async (body: object) =>
    (
      await fetch(address(), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).status;

  it('works five times', async () => {
    await command();
    const statuses: number[] = [];
    for (let use = 0; use < 6; use += 1) statuses.push(await respond({ text: `${use}` }));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  });

  it('works for half an hour', async () => {
    await command();
    await rig.control('POST', 'clock', { advance: '30m' });
    expect(await respond({ text: 'just in time', response_type: 'in_channel' })).toBe(200);
    await rig.control('POST', 'clock', { advance: '1s' });
    expect(await respond({ text: 'too late' })).toBe(404);
    const { messages } = await rig.control('GET', 'messages/incidents?as=ben');
    expect(messages).toMatchObject([{ text: 'just in time', only_visible_to: null }]);
  });
});

describe('what people see', () => {
  it('leaves private channels to their members and public ones to all but guests', async () => {
    const { channel } = await rig.client.conversations.create({ name: 'inc-7', is_private: true });
    await rig.client.conversations.invite({ channel: channel?.id ?? '', users: 'USEC' });
    const names = async (as: string) => {
      const { channels } = await rig.control('GET', `channels?as=${as}`);
      return Array.isArray(channels) ? channels.map((one: { name: string }) => one.name) : [];
    };
    expect(await names('sec')).toContain('inc-7');
    expect(await names('ana')).not.toContain('inc-7');
    expect(await names('ana')).toContain('ops-alerts');
    expect(await names('gus')).toEqual(['general']);
    expect(await rig.control('GET', 'messages/inc-7?as=ana')).toEqual({ ok: false, error: 'ana cannot see "inc-7"' });
    expect(await command({ channel: 'inc-7' })).toEqual({ ok: false, error: 'ana cannot see "inc-7"' });
  });

  it('keeps an ephemeral message to the one it is for', async () => {
    await rig.client.conversations.join({ channel: 'CINCIDENTS' });
    await rig.client.chat.postEphemeral({ channel: 'CINCIDENTS', user: 'UANA', text: 'psst' });
    const seenBy = async (as: string) => JSON.stringify(await rig.control('GET', `messages/incidents?as=${as}`));
    expect(await seenBy('ana')).toContain('psst');
    expect(await seenBy('ben')).not.toContain('psst');
  });
});

describe('the control routes', () => {
  it('say what they did not understand', async () => {
    expect(await rig.control('POST', 'command', { user: 'zoe', channel: 'incidents' })).toEqual({
      ok: false,
      error: 'there is no person "zoe"',
    });
    expect((await rig.control('POST', 'command', { user: 'ana' })).error).toContain('channel');
    expect((await rig.control('POST', 'clock', { advance: 'soon' })).ok).toBe(false);
  });

  it('answer nobody but our own page on this machine', async () => {
    const foreign = (headers: Record<string, string>) =>
      new Promise((resolve, reject) => {
        const call = request(`${rig.url}/_workspace/channels`, { headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        call.on('error', reject);
        call.end();
      });
    expect(await foreign({ host: 'evil.example' })).toBe(403);
    expect(await foreign({ origin: 'http://evil.example' })).toBe(403);
    expect(await foreign({ origin: rig.url })).toBe(200);
  });

  it('serve the page', async () => {
    const page = await fetch(`${rig.url}/`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const text = await page.text();
    const files = [...text.matchAll(/(?:src|href)="(\/page\/[^"]+)"/g)].map((match) => match[1]);
    expect(files).toContain('/page/app.js');
    for (const file of files) expect((await fetch(`${rig.url}${file}`)).status).toBe(200);
  });
});
