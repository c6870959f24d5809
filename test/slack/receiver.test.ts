import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defineCommand, defineListener, type Happening } from '#src/define.ts';
import { buttonPayload, commandFields, openDoor } from '#test/slack/open-door.ts';
import { paragraph } from '#views/blocks.ts';

const handled: Happening[] = [];

const greet = defineCommand({
  noun: 'greet',
  verb: '',
  summary: 'A greeting',
  usage: '',
  examples: ['/apgms greet'],
  scopes: [],
  run: async () => ({ kind: 'tell', message: paragraph('hello') }),
});
const renames = defineListener({
  name: 'renames',
  events: {
    channel_rename: async (happening) => void handled.push(happening),
    channel_archive: async () => {
      throw new Error('a bug');
    },
  },
});
const greeting = new URLSearchParams(commandFields('greet')).toString();
const minute = 60_000;

describe('POST /slack/events', () => {
  let door: Awaited<ReturnType<typeof openDoor>>;
  beforeEach(async () => {
    handled.length = 0;
    door = await openDoor({
      commands: [greet],
      listeners: [renames],
      identity: { botId: 'B1', botUserId: 'UBOT' },
    });
  });
  afterEach(() => door.close());

  it('takes what Slack signed, up to 5 minutes off either way', async () => {
    const now = door.time.wall.now();
    for (const at of [now, now - 5 * minute, now + 5 * minute]) {
      expect(await door.post(greeting, { at })).toMatchObject({ status: 200, json: { text: 'hello' } });
    }
  });

  it.each([
    ['another secret', () => ({ secret: 'guessed' }), 'wrong-signature'],
    ['no signature', () => ({ headers: { 'x-slack-signature': '' } }), 'wrong-signature'],
    ['a timestamp that is no number', () => ({ headers: { 'x-slack-request-timestamp': 'soon' } }), 'unsigned'],
    ['a timestamp too old', (now: number) => ({ at: now - 6 * minute }), 'stale'],
    ['a timestamp too far ahead', (now: number) => ({ at: now + 6 * minute }), 'stale'],
  ])('refuses %s with a sentence', async (_, options, reason) => {
    const { status, text } = await door.post(greeting, options(door.time.wall.now()));
    expect(status).toBe(401);
    expect(text).toMatch(/^[A-Z].*[.?]\n$/);
    expect(door.counted).toEqual([`refused ${reason}`]);
  });

  it('refuses a request without any signature', async () => {
    const response = await fetch(`${door.url}/slack/events`, { method: 'POST', body: greeting });
    expect(response.status).toBe(401);
  });

  it('takes content types with parameters', async () => {
    const type = 'Application/X-WWW-form-urlencoded; charset=utf-8';
    expect((await door.post(greeting, { type })).json.text).toBe('hello');
  });

  it.each([
    ['half a JSON', '{"type":', 'application/json'],
    ['JSON that is no object', '[1]', 'application/json'],
    ['an interactive payload that is no JSON', 'payload=%7B', 'application/x-www-form-urlencoded'],
    ['another content type', 'hello', 'text/plain'],
  ])('answers 400 to %s', async (_, body, type) => {
    expect((await door.post(body, { type })).status).toBe(400);
    expect(door.counted).toEqual(['refused malformed']);
  });

  it('answers the certificate check without asking for a signature', async () => {
    const response = await fetch(`${door.url}/slack/events`, {
      method: 'POST',
      body: new URLSearchParams({ ssl_check: '1', token: 'x' }),
    });
    expect(response.status).toBe(200);
    expect(door.counted).toEqual([]);
  });

  it('answers the URL verification with its challenge', async () => {
    const answer = await door.event({ type: 'url_verification', challenge: 'c-123', token: 'x' });
    expect(answer).toMatchObject({ status: 200, text: 'c-123' });
  });

  it('takes note when Slack holds events back', async () => {
    const answer = await door.event({ type: 'app_rate_limited', team_id: 'T1', minute_rate_limited: 1_518_467_820 });
    expect(answer.status).toBe(200);
    expect(door.counted).toEqual(['rate limited']);
  });

  it.each([
    ['a type it never heard of', { type: 'tea_time', user: { id: 'U1' } }],
    ['a closed modal', { type: 'view_closed', user: { id: 'U1' }, team: { id: 'T1' }, view: { id: 'V1' } }],
    ['an attachment button', { ...buttonPayload({}), type: 'interactive_message' }],
    ['nothing at all', {}],
  ])('acknowledges %s, and counts it', async (_, payload) => {
    expect(await door.interact(payload)).toMatchObject({ status: 200, text: '' });
    expect(door.counted).toEqual(['unknown']);
  });

  it('answers 500 to a command that lacks what commands have, so that somebody hears of it', async () => {
    const { status, text } = await door.post('command=%2Fapgms&text=greet');
    expect(status).toBe(500);
    expect(text).toContain('The log knows it as');
  });

  it('refuses a body of more than a megabyte', async () => {
    expect((await door.post(`${greeting}&more=${'x'.repeat(1_100_000)}`)).status).toBe(413);
    expect((await door.post(`${greeting}&more=${'x'.repeat(1_000_000)}`)).status).toBe(200);
  });

  it('hands an event to its handler, and acknowledges it when that is done', async () => {
    const event = { type: 'channel_rename', channel: { id: 'C1', name: 'new' } };
    expect((await door.event({ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event })).status).toBe(200);
    expect(handled).toMatchObject([{ delivery: 'evt.Ev1', event }]);
  });

  it('does not acknowledge an event whose handler failed', async () => {
    const event = { type: 'channel_archive', channel: 'C1' };
    const answer = await door.event({ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('a bug');
  });

  it('acknowledges an event nobody handles, and counts it', async () => {
    const event = { type: 'channel_created', channel: { id: 'C1', name: 'new' } };
    expect((await door.event({ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event })).status).toBe(200);
    expect(door.counted).toEqual(['unknown']);
  });

  it('keeps its own doings from its handlers', async () => {
    const event = { type: 'channel_rename', user: 'UBOT', channel: { id: 'C1', name: 'new' } };
    expect((await door.event({ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event })).status).toBe(200);
    expect(handled).toEqual([]);
  });
});
