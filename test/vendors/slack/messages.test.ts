import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Chat } from '#src/ports/chat.ts';
import { createChat } from '#src/vendors/slack/client.ts';
import { type Rig, startRig } from '#test/playground/workspace/rig.ts';
import { silentLog } from '#test/support/log.ts';

let rig: Rig;
let chat: Chat;

beforeEach(async () => {
  rig = await startRig();
  chat = newChat();
});
afterEach(() => rig.close());

/** Another process of the bot: it remembers nothing. */
const newChat = () => createChat({ token: rig.workspace.botToken, apiUrl: `${rig.url}/api/`, log: silentLog });

const content = (text: string) => ({ text, blocks: [] });
const channelOf = (id: string) => rig.workspace.state.channels.get(id);

async function makeChannel() {
  const channel = await chat.createChannel({ name: 'inc-1-x', restricted: false });
  if (!channel) throw new Error('no channel');
  return channel;
}

/** The code of a refusal; it is one only where trying again is pointless. */
async function refused(call: Promise<unknown>): Promise<unknown> {
  const error = await call.catch((thrown: unknown) => thrown);
  return z.object({ code: z.string(), retryable: z.literal(false), ambiguous: z.literal(false) }).parse(error).code;
}

describe('a reply in a thread', () => {
  it('stands under its message, in the channel too where it is broadcast, and is found by its key', async () => {
    const { id } = await makeChannel();
    const since = rig.clock.now;
    const { ts: thread } = await chat.post({ channel: id, content: content('the headline'), key: 'headline' });
    const reply = (key: string, broadcast: boolean) =>
      chat.post({ channel: id, content: content(key), key, thread, broadcast });
    const quiet = await reply('update.1', false);
    const loud = await reply('update.2', true);
    const newer = await reply('update.1', false);
    const stands = (ts: string) => channelOf(id)?.messages.find((message) => message.ts === ts);
    expect([stands(quiet.ts), stands(loud.ts)]).toMatchObject([
      { threadTs: thread, broadcast: false },
      { threadTs: thread, broadcast: true },
    ]);
    const find = (key: string, more: object = { thread }) => newChat().findPost({ channel: id, key, since, ...more });
    expect(await find('update.1')).toEqual(newer);
    expect(await find('update.2', {})).toEqual(loud);
    expect(await find('update.1', {})).toBeNull();
    expect(await find('headline.2')).toBeNull();
  });

  it('is nowhere when its thread is', async () => {
    const { id } = await makeChannel();
    const request = { channel: id, key: 'k', thread: '1772445600.000100' };
    expect(await chat.findPost({ ...request, since: 0 })).toBeNull();
    expect(await refused(chat.post({ ...request, content: content('x') }))).toBe('thread_not_found');
  });
});

describe('a word to one person', () => {
  it('is seen by nobody else, in a channel or in a thread of it', async () => {
    const { id } = await makeChannel();
    await chat.invite(id, 'UANA');
    const { ts } = await chat.post({ channel: id, content: content('x'), key: 'k' });
    const whisper = { channel: id, person: 'UANA', content: content('only you') };
    await chat.whisper({ ...whisper, thread: null });
    await chat.whisper({ ...whisper, thread: ts });
    const said = channelOf(id)?.messages.filter(({ onlyFor }) => onlyFor === 'UANA');
    expect(said?.map(({ text, threadTs }) => [text, threadTs])).toEqual([
      ['only you', undefined],
      ['only you', ts],
    ]);
    expect(await refused(chat.whisper({ ...whisper, person: 'UBEN', thread: null }))).toBe('user_not_in_channel');
  });

  it('is a direct channel, the same each time', async () => {
    const direct = await chat.direct('UBEN');
    expect(channelOf(direct)).toMatchObject({ kind: 'im', withUser: 'UBEN' });
    expect(await chat.direct('UBEN')).toBe(direct);
  });
});

describe('a message people wrote', () => {
  it('is read with its files, its pins and where it stands, in a thread too', async () => {
    const { id } = await makeChannel();
    await chat.invite(id, 'UANA');
    const by = { user: 'ana', channel: id };
    const write = async (more: object) =>
      z.object({ ts: z.string() }).parse(await rig.control('POST', 'message', { ...by, ...more })).ts;
    const thread = await write({ text: 'errors > 5 %' });
    const ts = await write({ text: 'see @ben', thread_ts: thread, files: [{ name: 'graph.txt', content: '…' }] });
    await rig.control('POST', 'reaction', { ...by, ts, name: 'pushpin' });
    const reply = { author: 'UANA', text: 'see <@UBEN>', files: ['graph.txt'], pinnedBy: ['UANA'] };
    for (const known of [thread, null]) {
      const read = await chat.read({ channel: id, ts, thread: known });
      expect(read).toMatchObject(reply);
      expect(read?.permalink).toContain(`thread_ts=${thread}`);
    }
    const first = { author: 'UANA', text: 'errors > 5 %', files: [], pinnedBy: [], editedAt: null };
    expect(await chat.read({ channel: id, ts: thread, thread: null })).toMatchObject(first);
  });

  it('is gone once it is deleted, whether its thread lives on or not', async () => {
    const { id } = await makeChannel();
    const say = (key: string, thread?: string) =>
      chat.post({ channel: id, content: content(key), key, ...(thread && { thread }) });
    const [alone, head] = [await say('alone'), await say('head')];
    await say('reply', head.ts);
    for (const { ts } of [alone, head]) {
      await rig.client.chat.delete({ channel: id, ts });
      expect(await chat.read({ channel: id, ts, thread: null })).toBeNull();
    }
  });
});

describe('files', () => {
  const files = [
    { name: 'inc-42.md', title: 'Record', content: '# INC-42 “bank lines”' },
    { name: 'inc-42.json', title: 'Events', content: '[]' },
  ];
  const title = 'INC-42 <!channel> & its record';

  it('are shared in one message, and found by its title', async () => {
    const { id } = await makeChannel();
    const since = rig.clock.now;
    expect(await chat.findShared({ channel: id, title, since })).toBe(false);
    await chat.share({ channel: id, title, files });
    expect(await newChat().findShared({ channel: id, title, since })).toBe(true);
    expect(await chat.findShared({ channel: id, title: 'INC-42', since })).toBe(false);
    expect(await chat.findShared({ channel: id, title, since: since + 60_000 })).toBe(false);
    const shared = channelOf(id)?.messages.filter((message) => message.files !== undefined);
    expect(shared?.map(({ text }) => text)).toEqual(['INC-42 &lt;!channel&gt; &amp; its record']);
    const kept = shared?.[0]?.files?.map((file) => rig.workspace.state.files.get(file));
    expect(kept?.map((file) => file?.content?.toString('utf8'))).toEqual(files.map(({ content: text }) => text));
  });

  it.each(['error_after', 'reset_after'] as const)(
    'whose answer was lost (%s) are in doubt, and found',
    async (fault) => {
      const { id } = await makeChannel();
      rig.workspace.faults.add({ vendor: 'slack', method: 'files.completeUploadExternal', fault, times: 1, skip: 0 });
      const lost = chat.share({ channel: id, title, files });
      await expect(lost).rejects.toMatchObject({ ambiguous: true, retryable: true });
      expect(await chat.findShared({ channel: id, title, since: rig.clock.now })).toBe(true);
    },
  );

  it('whose upload failed are seen by nobody, and can be shared again', async () => {
    const { id } = await makeChannel();
    rig.workspace.faults.add({ vendor: 'slack', method: 'upload_url', fault: 'error_after', times: 1, skip: 1 });
    await expect(chat.share({ channel: id, title, files })).rejects.toMatchObject({
      ambiguous: false,
      retryable: true,
    });
    expect(await chat.findShared({ channel: id, title, since: 0 })).toBe(false);
    await chat.share({ channel: id, title, files });
    expect(channelOf(id)?.messages.filter((message) => message.files !== undefined)).toHaveLength(1);
  });
});
