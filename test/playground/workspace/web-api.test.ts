import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Rig, refusal, silent, startRig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const other = (token: string) =>
  new WebClient(token, { slackApiUrl: `${rig.url}/api/`, retryConfig: { retries: 0 }, logger: silent });

async function madeChannel(name: string, is_private = false): Promise<string> {
  const { channel } = await rig.client.conversations.create({ name, is_private });
  return channel?.id ?? '';
}

describe('the Web API', () => {
  it('knows only its own tokens and methods', async () => {
    expect(await refusal(other('xoxb-stranger').auth.test())).toBe('invalid_auth');
    expect(await refusal(rig.client.apiCall('chat.sing'))).toBe('unknown_method');
    expect(await rig.client.auth.test()).toMatchObject({ ok: true, bot_id: 'BAPGMSOPS', user_id: 'UAPGMSBOT' });
  });

  it('says which scope is missing', async () => {
    const poor = await startRig({ scopes: ['chat:write'] });
    const answer = await fetch(`${poor.url}/api/conversations.create`, {
      method: 'POST',
      headers: { authorization: `Bearer ${poor.workspace.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'inc-1', is_private: true }),
    });
    expect(await answer.json()).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'groups:write',
      provided: 'chat:write',
    });
    await poor.close();
  });

  it.each([
    ['incidents', 'name_taken'],
    ['Inc 1', 'invalid_name_specials'],
    ['---', 'invalid_name_punctuation'],
    ['x'.repeat(81), 'invalid_name_maxlength'],
    ['', 'invalid_name_required'],
  ])('refuses to make a channel named %j', async (name, error) => {
    expect(await refusal(rig.client.conversations.create({ name }))).toBe(error);
  });

  it('keeps the name of an archived channel taken', async () => {
    const channel = await madeChannel('inc-1');
    await rig.client.conversations.archive({ channel });
    expect(await refusal(rig.client.conversations.create({ name: 'inc-1' }))).toBe('name_taken');
    expect(await refusal(rig.client.conversations.archive({ channel }))).toBe('already_archived');
    expect(await refusal(rig.client.chat.postMessage({ channel, text: 'x' }))).toBe('is_archived');
  });

  it('invites people once', async () => {
    const channel = await madeChannel('inc-1');
    await rig.client.conversations.invite({ channel, users: 'UANA' });
    expect(await refusal(rig.client.conversations.invite({ channel, users: 'UANA,UBEN' }))).toBe('already_in_channel');
    expect(await refusal(rig.client.conversations.invite({ channel, users: 'UNOBODY' }))).toBe('user_not_found');
    expect((await rig.client.conversations.members({ channel })).members).toEqual(['UAPGMSBOT', 'UANA']);
  });

  it('refuses what the app may not do', async () => {
    const { client } = rig;
    const { ts } = await rig.control('POST', 'message', { user: 'ana', channel: 'incidents', text: 'mine' });
    const theirs = { channel: 'CINCIDENTS', ts: String(ts) };
    expect(await refusal(client.chat.update({ ...theirs, text: 'x' }))).toBe('cant_update_message');
    expect(await refusal(client.chat.delete(theirs))).toBe('cant_delete_message');
    expect(await refusal(client.conversations.setTopic({ channel: 'CINCIDENTS', topic: 'x' }))).toBe('not_in_channel');
    expect(await refusal(client.conversations.history({ channel: 'CINCIDENTS' }))).toBe('not_in_channel');
    expect(await refusal(client.chat.postMessage({ channel: 'CNOWHERE', text: 'x' }))).toBe('channel_not_found');
    expect(await refusal(client.users.lookupByEmail({ email: 'no@apgms.example' }))).toBe('users_not_found');
  });

  it('refuses what is too long, empty or malformed, and says where', async () => {
    const channel = await madeChannel('inc-1');
    const { client } = rig;
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'x'.repeat(50_000) });
    expect(rig.workspace.state.channels.get(channel)?.messages.at(-1)?.text).toHaveLength(40_000);
    expect(await refusal(client.chat.update({ channel, ts, text: 'x'.repeat(4001) }))).toBe('msg_too_long');
    expect(await refusal(client.conversations.setTopic({ channel, topic: 'x'.repeat(251) }))).toBe('too_long');
    expect(await refusal(client.chat.postMessage({ channel, text: '' }))).toBe('no_text');
    await expect(
      client.chat.postMessage({ channel, text: 'x', blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] }),
    ).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: { messages: ['[ERROR] /blocks/0/text/text: must be at most 150 characters, has 151'] },
      },
    });
  });

  it('gives each message a time of its own, on the clock', async () => {
    const channel = await madeChannel('inc-1');
    const posts = [1, 2, 3].map((n) => rig.client.chat.postMessage({ channel, text: `${n}` }));
    const times = (await Promise.all(posts)).map((post) => post.ts);
    expect(new Set(times).size).toBe(3);
    expect(times.every((ts) => ts?.startsWith(String(rig.clock.now / 1000)))).toBe(true);
  });

  it('returns metadata to whoever asks for it', async () => {
    const channel = await madeChannel('inc-1');
    const metadata = { event_type: 'effect', event_payload: { id: 'inc-1.3.announce' } };
    await rig.client.chat.postMessage({ channel, text: 'x', metadata });
    const asked = await rig.client.conversations.history({ channel, include_all_metadata: true, limit: 1 });
    expect(asked.messages?.[0]?.metadata).toEqual(metadata);
    const unasked = await rig.client.conversations.history({ channel, limit: 1 });
    expect(unasked.messages?.[0]?.metadata).toBeUndefined();
  });

  it('pages through history, newest first, within the times asked for', async () => {
    const channel = await madeChannel('inc-1');
    const times: string[] = [];
    for (const text of ['a', 'b', 'c']) times.push((await rig.client.chat.postMessage({ channel, text })).ts ?? '');
    const first = await rig.client.conversations.history({ channel, limit: 2 });
    expect(first.messages?.map((message) => message.text)).toEqual(['c', 'b']);
    const cursor = first.response_metadata?.next_cursor ?? '';
    expect((await rig.client.conversations.history({ channel, limit: 2, cursor })).messages).toMatchObject([
      { text: 'a' },
    ]);
    const [oldest = '', , latest = ''] = times;
    expect((await rig.client.conversations.history({ channel, oldest, latest })).messages).toMatchObject([
      { text: 'b' },
    ]);
    const all = await rig.client.conversations.history({ channel, oldest, latest, inclusive: true });
    expect(all.messages).toHaveLength(3);
  });

  it('keeps replies in their thread, and broadcast ones in both places', async () => {
    const channel = await madeChannel('inc-1');
    const { ts: thread_ts = '' } = await rig.client.chat.postMessage({ channel, text: 'parent' });
    await rig.client.chat.postMessage({ channel, thread_ts, text: 'quiet' });
    await rig.client.chat.postMessage({ channel, thread_ts, text: 'loud', reply_broadcast: true });
    const replies = await rig.client.conversations.replies({ channel, ts: thread_ts });
    expect(replies.messages?.map((message) => message.text)).toEqual(['parent', 'quiet', 'loud']);
    const top = await rig.client.conversations.history({ channel });
    expect(top.messages?.map((message) => message.text)).toEqual(['loud', 'parent']);
  });

  it('pins, reacts and bookmarks once', async () => {
    const channel = await madeChannel('inc-1');
    const { ts: timestamp = '' } = await rig.client.chat.postMessage({ channel, text: 'card' });
    await rig.client.pins.add({ channel, timestamp });
    expect(await refusal(rig.client.pins.add({ channel, timestamp }))).toBe('already_pinned');
    expect((await rig.client.pins.list({ channel })).items).toHaveLength(1);
    await rig.client.pins.remove({ channel, timestamp });
    expect(await refusal(rig.client.pins.remove({ channel, timestamp }))).toBe('not_pinned');
    await rig.client.reactions.add({ channel, timestamp, name: 'eyes' });
    expect(await refusal(rig.client.reactions.add({ channel, timestamp, name: 'eyes' }))).toBe('already_reacted');
    const bookmark = { channel_id: channel, title: 'Runbook', type: 'link' as const };
    expect(await refusal(rig.client.bookmarks.add({ ...bookmark, link: 'ftp://x' }))).toBe('invalid_link');
    await rig.client.bookmarks.add({ ...bookmark, link: 'https://x.example' });
    expect((await rig.client.bookmarks.list({ channel_id: channel })).bookmarks).toMatchObject([{ title: 'Runbook' }]);
  });

  it('opens a view for a live trigger, once, and minds the hash', async () => {
    const view = { type: 'modal' as const, title: plain('T'), blocks: [{ type: 'divider' as const }] };
    await rig.control('POST', 'command', { user: 'ana', channel: 'incidents', text: 'x' });
    const trigger_id = [...rig.workspace.state.triggers.keys()].at(-1) ?? '';
    const opened = await rig.client.views.open({ trigger_id, view });
    expect(await refusal(rig.client.views.open({ trigger_id, view }))).toBe('exchanged_trigger_id');
    const view_id = opened.view?.id ?? '';
    const hash = opened.view?.hash ?? '';
    await rig.client.views.update({ view_id, hash, view });
    expect(await refusal(rig.client.views.update({ view_id, hash, view }))).toBe('hash_conflict');
    rig.workspace.state.triggers.set('old', { user: 'UANA', at: Date.now() - 3001, used: false });
    expect(await refusal(rig.client.views.open({ trigger_id: 'old', view }))).toBe('expired_trigger_id');
  });

  it('stacks three views and no more', async () => {
    const view = { type: 'modal' as const, title: plain('T'), blocks: [{ type: 'divider' as const }] };
    const pushes: unknown[] = [];
    for (let count = 0; count < 4; count += 1) {
      rig.workspace.state.triggers.set(`t${count}`, { user: 'UANA', at: Date.now(), used: false });
      pushes.push(await refusal(rig.client.views.push({ trigger_id: `t${count}`, view })));
    }
    expect(pushes).toEqual(['ok', 'ok', 'ok', 'push_limit_reached']);
  });
});

describe('the rate tiers', () => {
  it('hold a method to its tier until the minute is over', async () => {
    const limited = await startRig({ rateLimits: 'real' });
    const list = () => limited.client.conversations.list();
    for (let count = 0; count < 20; count += 1) await list();
    await expect(list()).rejects.toMatchObject({ retryAfter: 60 });
    limited.clock.now += 60_000;
    expect(await list()).toMatchObject({ ok: true });
    await limited.close();
  });

  it('hold posts to one a second and channel, after a short burst', async () => {
    const limited = await startRig({ rateLimits: 'real' });
    const post = (channel: string) => limited.client.chat.postMessage({ channel, text: 'x' });
    for (let count = 0; count < 5; count += 1) await post('CINCIDENTS');
    await expect(post('CINCIDENTS')).rejects.toMatchObject({ retryAfter: 1 });
    expect(await post('CROOM')).toMatchObject({ ok: true });
    limited.clock.now += 1000;
    expect(await post('CINCIDENTS')).toMatchObject({ ok: true });
    await limited.close();
  });
});
