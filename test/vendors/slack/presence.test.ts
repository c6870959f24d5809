import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chat } from '#src/ports/chat.ts';
import { createChat } from '#src/vendors/slack/client.ts';
import { type Rig, startRig } from '#test/playground/workspace/rig.ts';
import { silentLog } from '#test/support/log.ts';
import { stubSlack } from '#test/vendors/slack/stub-slack.ts';

/** What the app's manifest asks for: without `chat:write.public`, the bot posts only where it is. */
const scopes = ['chat:write', 'channels:manage', 'groups:write', 'channels:join', 'channels:read', 'groups:read'];
const content = { text: 'hello', blocks: [] };
let rig: Rig;
let chat: Chat;

beforeEach(async () => {
  rig = await startRig({ scopes });
  chat = createChat({ token: rig.workspace.botToken, apiUrl: `${rig.url}/api/`, log: silentLog });
});
afterEach(() => rig.close());

const members = (id: string) => rig.workspace.state.channels.get(id)?.members;

async function ownChannel(restricted: boolean): Promise<string> {
  const channel = await chat.createChannel({ name: 'inc-1', restricted });
  if (!channel) throw new Error('no channel');
  await chat.invite(channel.id, 'UANA');
  await rig.control('POST', 'channel', { op: 'kick_bot', user: 'ana', channel: channel.id });
  return channel.id;
}

const post = (channel: string) => chat.post({ channel, content, key: 'k' });

describe('a channel we were taken out of', () => {
  it('is entered again where it is public, and the next try goes through', async () => {
    const channel = await ownChannel(false);
    await expect(post(channel)).rejects.toMatchObject({ code: 'not_in_channel', retryable: true, ambiguous: false });
    expect(members(channel)?.has('UAPGMSBOT')).toBe(true);
    await expect(post(channel)).resolves.toMatchObject({ channel });
  });

  it('is entered again whatever was to be done in it', async () => {
    const channel = await ownChannel(false);
    await expect(chat.invite(channel, 'UBEN')).rejects.toMatchObject({ code: 'not_in_channel', retryable: true });
    await chat.invite(channel, 'UBEN');
    expect(members(channel)?.has('UBEN')).toBe(true);
  });

  it('is not entered where we come only when we are brought in, or where nobody can say whether', async () => {
    const channel = await ownChannel(false);
    const newChat = (staysOut: () => Promise<boolean>) =>
      createChat({ token: rig.workspace.botToken, apiUrl: `${rig.url}/api/`, log: silentLog, staysOut });
    for (const staysOut of [async () => true, () => Promise.reject(new Error('the database is away'))]) {
      const posted = newChat(staysOut).post({ channel, content, key: 'k' });
      await expect(posted).rejects.toMatchObject({ code: 'not_in_channel', retryable: false });
      expect(members(channel)?.has('UAPGMSBOT')).toBe(false);
    }
  });

  it('stays a refusal where it is private', async () => {
    const channel = await ownChannel(true);
    await expect(post(channel)).rejects.toMatchObject({ retryable: false, ambiguous: false });
    await expect(post(channel)).rejects.toMatchObject({ retryable: false });
    expect(members(channel)?.has('UAPGMSBOT')).toBe(false);
  });

  it.each([
    ['Slack takes no more joins for now', 'ratelimited', true],
    ['Slack lets nobody in', 'method_not_supported_for_channel_type', false],
  ])('is asked for once: %s', async (_, error, retryable) => {
    const no = (code: string) => ({ ok: false, error: code });
    const slack = await stubSlack(() => ({
      'chat.postMessage': no('not_in_channel'),
      'conversations.join': no(error),
    }));
    const posted = slack.chat.post({ channel: 'C1', content, key: 'k' });
    await expect(posted).rejects.toMatchObject({ retryable, ambiguous: false });
    expect(slack.calls.map(({ method }) => method)).toEqual(['chat.postMessage', 'conversations.join']);
  });
});

describe('a channel that exists', () => {
  it('is entered', async () => {
    const found = { id: 'CINCIDENTS', name: 'incidents', restricted: false };
    expect(await chat.enter('CINCIDENTS')).toEqual(found);
    expect(members('CINCIDENTS')?.has('UAPGMSBOT')).toBe(true);
    expect(await chat.enter('CINCIDENTS')).toEqual(found);
    const joins = rig.workspace.log.calls().filter(({ method }) => method === 'conversations.join');
    expect(joins).toHaveLength(1);
  });

  it('says that it is private where we were let in', async () => {
    const channel = await chat.createChannel({ name: 'war-room', restricted: true });
    expect(await chat.enter(channel?.id ?? '')).toMatchObject({ name: 'war-room', restricted: true });
  });

  it('says whether only who is in it can read it', async () => {
    const channel = await chat.createChannel({ name: 'war-room', restricted: true });
    expect(await chat.isPrivate(channel?.id ?? '')).toBe(true);
    expect(await chat.isPrivate('CINCIDENTS')).toBe(false);
    await expect(chat.isPrivate(await ownChannel(true))).rejects.toMatchObject({ code: 'channel_not_found' });
  });

  it('is none for us when it is archived, private without us, direct, or nowhere', async () => {
    const archived = await chat.createChannel({ name: 'old', restricted: false });
    await rig.client.conversations.archive({ channel: archived?.id ?? '' });
    expect(await chat.enter(archived?.id ?? '')).toBeNull();
    expect(await chat.enter(await ownChannel(true))).toBeNull();
    expect(await chat.enter('CNOWHERE')).toBeNull();
    const direct = await stubSlack(() => ({
      'conversations.info': { ok: true, channel: { id: 'D1', is_im: true, user: 'U1' } },
    }));
    expect(await direct.chat.enter('D1')).toBeNull();
  });

  it('that is archived while we enter is none either', async () => {
    const { chat: late } = await stubSlack(() => ({
      'conversations.info': { ok: true, channel: { id: 'C1', name: 'old', is_member: false } },
      'conversations.join': { ok: false, error: 'is_archived' },
    }));
    expect(await late.enter('C1')).toBeNull();
  });
});
