import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defaultSeed } from '#playground/workspace/seed.ts';
import type { Chat } from '#src/ports/chat.ts';
import { createChat } from '#src/vendors/slack/client.ts';
import { type Rig, startRig } from '#test/playground/workspace/rig.ts';
import { silentLog } from '#test/support/log.ts';

let rig: Rig;
let chat: Chat;

async function start(options: Parameters<typeof startRig>[0] = {}): Promise<void> {
  rig = await startRig(options);
  chat = newChat();
}

/** Another process of the bot: it remembers nothing. */
function newChat(): Chat {
  return createChat({ token: rig.workspace.botToken, apiUrl: `${rig.url}/api/`, log: silentLog });
}

beforeEach(() => start());
afterEach(() => rig.close());

const content = (text: string) => ({ text, blocks: [] });
const channelOf = (id: string) => rig.workspace.state.channels.get(id);
const callsOf = (method: string) => rig.workspace.log.calls().filter((call) => call.method === method);

/** The code of a refusal; it is one only where trying again is pointless. */
async function refused(call: Promise<unknown>): Promise<unknown> {
  const error = await call.catch((thrown: unknown) => thrown);
  return z.object({ code: z.string(), retryable: z.literal(false), ambiguous: z.literal(false) }).parse(error).code;
}

async function makeChannel(name = 'inc-1-x', restricted = false) {
  const channel = await chat.createChannel({ name, restricted });
  if (!channel) throw new Error('no channel');
  return channel;
}

describe('who we are', () => {
  it('is asked once', async () => {
    expect(await chat.identity()).toMatchObject({ botUserId: 'UAPGMSBOT', botId: 'BAPGMSOPS', teamId: 'TAPGMS' });
    await chat.identity();
    expect(callsOf('auth.test')).toHaveLength(1);
  });

  it('comes with what we were granted', async () => {
    await rig.close();
    await start({ scopes: ['chat:write', 'channels:read'] });
    expect((await chat.identity()).scopes).toEqual(['chat:write', 'channels:read']);
  });

  it('is asked again after it was not told', async () => {
    rig.workspace.faults.add({ vendor: 'slack', fault: 'error_before', times: 1, skip: 0 });
    await expect(chat.identity()).rejects.toMatchObject({ code: 'http_500' });
    await expect(chat.identity()).resolves.toMatchObject({ teamId: 'TAPGMS' });
  });
});

describe('a channel', () => {
  it('is made, public or private', async () => {
    const open = await makeChannel('inc-1-x');
    const restricted = await makeChannel('inc-2', true);
    expect(open.name).toBe('inc-1-x');
    expect([channelOf(open.id)?.kind, channelOf(restricted.id)?.kind]).toEqual(['public', 'private']);
  });

  it('is not made where the name is taken, by an archived one too', async () => {
    const { id } = await makeChannel();
    await rig.client.conversations.archive({ channel: id });
    expect(await chat.createChannel({ name: 'inc-1-x', restricted: false })).toBeNull();
    expect(await chat.createChannel({ name: 'incidents', restricted: false })).toBeNull();
  });

  it('is refused with a name Slack does not take', async () => {
    expect(await refused(chat.createChannel({ name: 'Inc 1', restricted: false }))).toBe('invalid_name_specials');
  });

  it('of ours is found by any of its names, private and archived ones too', async () => {
    const since = rig.clock.now;
    const restricted = await makeChannel('inc-2', true);
    expect(await chat.findOwnChannel({ names: ['inc-1', 'inc-2'], since })).toEqual(restricted);
    const archived = await makeChannel('inc-1');
    await rig.client.conversations.archive({ channel: archived.id });
    expect(await chat.findOwnChannel({ names: ['inc-1'], since })).toEqual(archived);
  });

  it('is not ours when somebody else made it, or when it is older', async () => {
    await makeChannel('inc-1');
    expect(await chat.findOwnChannel({ names: ['incidents'], since: 0 })).toBeNull();
    expect(await chat.findOwnChannel({ names: ['inc-1'], since: rig.clock.now + 1_000 })).toBeNull();
    expect(await chat.findOwnChannel({ names: ['inc-9'], since: 0 })).toBeNull();
  });

  it('gets its topic, its people and its pins, however often', async () => {
    const { id } = await makeChannel();
    const post = await chat.post({ channel: id, content: content('the card'), key: 'inc-1.card' });
    for (const _ of ['once', 'again']) {
      await chat.setTopic(id, 'SEV2 · investigating');
      await chat.invite(id, 'UANA');
      await chat.invite(id, 'UAPGMSBOT');
      await chat.pin(post);
    }
    const channel = channelOf(id);
    expect(channel?.topic.value).toBe('SEV2 · investigating');
    expect([...(channel?.members ?? [])]).toEqual(['UAPGMSBOT', 'UANA']);
    expect(channel?.messages.filter(({ pinned }) => pinned)).toHaveLength(1);
  });

  it.each([
    ['UNOBODY', 'user_not_found'],
    ['UOLE', 'cant_invite'],
    ['UPAX', 'user_team_not_in_channel'],
  ])('refuses somebody who cannot be let in: %s, %s', async (person, code) => {
    const { id } = await makeChannel();
    expect(await refused(chat.invite(id, person))).toBe(code);
  });
});

describe('a room', () => {
  it('is joined at the first time and remembered', async () => {
    expect(await chat.room('incidents')).toEqual({ id: 'CINCIDENTS', name: 'incidents' });
    expect(channelOf('CINCIDENTS')?.members.has('UAPGMSBOT')).toBe(true);
    await chat.room('incidents');
    expect([callsOf('conversations.list').length, callsOf('conversations.join').length]).toEqual([1, 1]);
  });

  it('that we are in is not joined again, by another process neither', async () => {
    await chat.room('incidents');
    await newChat().room('incidents');
    expect(callsOf('conversations.join')).toHaveLength(1);
  });

  it('may be a private one, when we were let in', async () => {
    const { id } = await makeChannel('war-room', true);
    expect(await newChat().room('war-room')).toEqual({ id, name: 'war-room' });
    expect(callsOf('conversations.join')).toHaveLength(0);
  });

  it('that does not exist, or only as an archive, is refused', async () => {
    const { id } = await makeChannel('old-room');
    await rig.client.conversations.archive({ channel: id });
    expect(await refused(chat.room('no-such-room'))).toBe('channel_not_found');
    expect(await refused(chat.room('old-room'))).toBe('channel_not_found');
  });

  it('is seen without being entered, where it exists and is no archive', async () => {
    await makeChannel('war-room', true);
    const { id } = await makeChannel('old-room');
    await rig.client.conversations.archive({ channel: id });
    const names = ['incidents', 'war-room', 'old-room', 'no-such-room'];
    expect((await chat.seenChannels(names)).toSorted()).toEqual(['incidents', 'war-room']);
    expect(await chat.seenChannels([])).toEqual([]);
    expect(callsOf('conversations.join')).toEqual([]);
  });

  it('is looked for again once Slack refuses what is remembered', async () => {
    const { id } = await chat.room('incidents');
    await rig.client.conversations.archive({ channel: id });
    expect(await refused(chat.post({ channel: id, content: content('hello'), key: 'k' }))).toBe('is_archived');
    expect(await refused(chat.room('incidents'))).toBe('channel_not_found');
  });

  it('is found on any page of a long list', async () => {
    await rig.close();
    const many = Array.from({ length: 1_100 }, (_, index) => ({
      ...{ id: `CMANY${index}`, name: `many-${index}`, isPrivate: false, members: ['UANA'], purpose: '' },
    }));
    await start({ seed: { ...defaultSeed, channels: [...many, ...defaultSeed.channels] } });
    expect(await chat.room('incident-room')).toMatchObject({ id: 'CROOM' });
    expect(callsOf('conversations.list')).toHaveLength(2);
    expect(await chat.room('many-7')).toMatchObject({ id: 'CMANY7' });
    expect(callsOf('conversations.list')).toHaveLength(2);
  });
});

describe('a post', () => {
  it('carries its text, its blocks and its key', async () => {
    const { id } = await makeChannel();
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '*down*' } }] as const;
    const post = await chat.post({ channel: id, content: { text: 'down', blocks }, key: 'inc-1.card' });
    expect(channelOf(id)?.messages.find(({ ts }) => ts === post.ts)).toMatchObject({
      text: 'down',
      blocks: [{ type: 'section' }],
      metadata: { event_type: 'apgms_message', event_payload: { key: 'inc-1.card' } },
    });
    expect(callsOf('chat.postMessage')[0]?.args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
  });

  it('is found by its key, the newest one that stands', async () => {
    const { id } = await makeChannel();
    const say = (key: string) => chat.post({ channel: id, content: content(key), key });
    const since = rig.clock.now;
    const first = await say('inc-1.card');
    const second = await say('inc-1.card');
    await say('inc-1.outcome.4');
    expect(await newChat().findPost({ channel: id, key: 'inc-1.card', since })).toEqual(second);
    await rig.client.chat.delete({ channel: id, ts: second.ts });
    expect(await chat.findPost({ channel: id, key: 'inc-1.card', since })).toEqual(first);
    expect(await chat.findPost({ channel: id, key: 'inc-2.card', since })).toBeNull();
  });

  it('is not found before the time asked for', async () => {
    const { id } = await makeChannel();
    await chat.post({ channel: id, content: content('x'), key: 'inc-1.card' });
    expect(await chat.findPost({ channel: id, key: 'inc-1.card', since: rig.clock.now + 60_000 })).toBeNull();
  });

  it('is found behind pages of other messages', async () => {
    const { id } = await makeChannel();
    const since = rig.clock.now;
    const post = await chat.post({ channel: id, content: content('the card'), key: 'inc-1.card' });
    await Promise.all(
      Array.from({ length: 205 }, (_, index) => chat.post({ channel: id, content: content('x'), key: `k${index}` })),
    );
    expect(await chat.findPost({ channel: id, key: 'inc-1.card', since })).toEqual(post);
    expect(callsOf('conversations.history')).toHaveLength(2);
  });

  it.each(['error_after', 'reset_after'] as const)(
    'whose answer was lost (%s) is in doubt, and found',
    async (fault) => {
      const { id } = await makeChannel();
      rig.workspace.faults.add({ vendor: 'slack', method: 'chat.postMessage', fault, times: 1, skip: 0 });
      const lost = chat.post({ channel: id, content: content('x'), key: 'inc-1.card' });
      await expect(lost).rejects.toMatchObject({ ambiguous: true, retryable: true });
      const found = await chat.findPost({ channel: id, key: 'inc-1.card', since: rig.clock.now });
      expect(found).toMatchObject({ channel: id });
    },
  );

  it('is edited in place and keeps its key', async () => {
    const { id } = await makeChannel();
    const post = await chat.post({ channel: id, content: content('before'), key: 'inc-1.card' });
    expect(await chat.edit(post, content('after'))).toBe('edited');
    expect(channelOf(id)?.messages.find(({ ts }) => ts === post.ts)?.text).toBe('after');
    expect(await chat.findPost({ channel: id, key: 'inc-1.card', since: rig.clock.now })).toEqual(post);
  });

  it('that a person deleted is gone', async () => {
    const { id } = await makeChannel();
    const post = await chat.post({ channel: id, content: content('x'), key: 'inc-1.card' });
    await rig.client.chat.delete({ channel: id, ts: post.ts });
    expect(await chat.edit(post, content('y'))).toBe('gone');
  });

  it('is refused, not gone, where the channel is', async () => {
    const { id } = await makeChannel();
    const post = await chat.post({ channel: id, content: content('x'), key: 'inc-1.card' });
    expect(await refused(chat.edit({ ...post, channel: 'CNOWHERE' }, content('y')))).toBe('channel_not_found');
    await rig.client.conversations.archive({ channel: id });
    expect(await refused(chat.edit(post, content('y')))).toBe('is_inactive');
  });

  it('to one person arrives in their direct messages', async () => {
    await chat.tell('UBEN', content('stored after all'));
    const direct = [...rig.workspace.state.channels.values()].find(({ withUser }) => withUser === 'UBEN');
    expect(direct?.messages.map(({ text }) => text)).toEqual(['stored after all']);
  });
});

describe('an App Home', () => {
  it('is put up, and another in its place', async () => {
    const home = (text: string) => ({
      type: 'home' as const,
      blocks: [{ type: 'section' as const, text: { type: 'plain_text' as const, text } }],
    });
    await chat.publishHome('UANA', home('quiet'));
    await chat.publishHome('UANA', home('busy'));
    expect(JSON.stringify(await rig.control('GET', 'home/ana'))).toMatch(/busy/);
    expect(callsOf('views.publish')).toHaveLength(2);
  });
});

describe('a person', () => {
  it('is found by e-mail', async () => {
    expect(await chat.personByEmail('ana@apgms.example')).toEqual(await chat.person('UANA'));
    expect(await chat.personByEmail('nobody@apgms.example')).toBeNull();
    await chat.personByEmail('ana@apgms.example');
    expect(callsOf('users.lookupByEmail')).toHaveLength(2);
    expect(await chat.askByEmail('ana@apgms.example')).toEqual(await chat.person('UANA'));
    expect(callsOf('users.lookupByEmail')).toHaveLength(3);
  });

  it('is who Slack says', async () => {
    const ana = { id: 'UANA', name: 'Ana Ferreira', email: 'ana@apgms.example', guest: false, outsider: false };
    expect(await chat.person('UANA')).toEqual(ana);
  });

  it.each([
    ['UGUS', { guest: true, outsider: false }],
    ['UAPGMSBOT', { outsider: true, email: null }],
    ['UOLE', { outsider: true }],
    ['UPAX', { outsider: true }],
  ])('may be a guest or an outsider: %s', async (id, expected) => {
    expect(await chat.person(id)).toMatchObject(expected);
  });

  it('may be nobody', async () => {
    expect(await chat.person('UNOBODY')).toBeNull();
  });
});

describe('a gesture', () => {
  const pressed = z.object({ trigger_id: z.string(), response_url: z.string() });
  const modal = (title: string) => ({
    type: 'modal' as const,
    title: { type: 'plain_text' as const, text: title },
    blocks: [{ type: 'section' as const, text: { type: 'plain_text' as const, text: 'How bad is it?' } }],
  });

  /** Somebody types `/apgms help`: what reaches the bot, which says nothing by itself. */
  async function command(): Promise<z.infer<typeof pressed>> {
    const arrived = Promise.withResolvers<string>();
    const door = createServer((request, response) => {
      request.setEncoding('utf8').once('data', arrived.resolve);
      response.end();
    });
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    const address = door.address();
    rig.bot.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    await rig.control('POST', 'command', { user: 'ana', channel: 'incidents', text: 'help' });
    await new Promise((resolve) => door.close(resolve));
    return pressed.parse(Object.fromEntries(new URLSearchParams(await arrived.promise)));
  }

  it('opens a modal once, which is then changed', async () => {
    const { trigger_id } = await command();
    await chat.openModal(trigger_id, modal('Declare'));
    const [view] = rig.workspace.state.modals.get('UANA') ?? [];
    if (!view) throw new Error('no modal');
    await chat.updateModal({ id: view.id, hash: view.hash }, modal('Declared'));
    expect(await refused(chat.updateModal({ id: view.id, hash: view.hash }, modal('Late')))).toBe('hash_conflict');
    await chat.updateModal({ id: view.id, hash: null }, modal('Anyhow'));
    expect(rig.workspace.state.modals.get('UANA')?.[0]?.payload['title']).toMatchObject({ text: 'Anyhow' });
    expect(await refused(chat.openModal(trigger_id, modal('Again')))).toBe('exchanged_trigger_id');
  });

  it('is answered where only that person sees it', async () => {
    const { response_url } = await command();
    await chat.respond(response_url, content('INC-1 is declared'));
    const answers = channelOf('CINCIDENTS')?.messages.filter(({ onlyFor }) => onlyFor === 'UANA');
    expect(answers?.map(({ text }) => text)).toContain('INC-1 is declared');
  });
});
