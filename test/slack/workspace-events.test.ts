import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineCommand, defineListener, type Reply } from '#src/define.ts';
import { openWorkspace, type WorkspaceWithDoor } from '#test/slack/open-workspace.ts';
import { paragraph } from '#views/blocks.ts';
import type { Home, Message, Modal } from '#views/message.ts';

const said = (text: string): Reply => ({ kind: 'tell', message: paragraph(text) });
const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const form: Modal = { type: 'modal', callback_id: 'thing.new', title: plain('A thing'), blocks: [] };
const menu: Message = {
  text: 'Pick',
  blocks: [
    {
      type: 'section',
      text: plain('Pick'),
      accessory: { type: 'external_select', action_id: 'apgms.run', min_query_length: 0, placeholder: plain('Which?') },
    },
  ],
};
const home: Home = { type: 'home', blocks: [{ type: 'section', text: plain('All quiet') }] };
const posted = z.object({ ts: z.string() });

let heard: unknown[] = [];

const thing = defineCommand({
  noun: 'thing',
  verb: 'show',
  summary: 'A thing',
  usage: '',
  examples: ['/apgms thing show'],
  scopes: [],
  async run(text) {
    if (text === 'form') return { kind: 'open', view: { ...form, blocks: [{ type: 'section', text: plain('Form') }] } };
    return text === 'menu' ? { kind: 'tell', message: menu } : said(`shown ${text}`);
  },
  shortcuts: {
    'thing.keep': {
      type: 'message',
      name: 'Keep',
      description: 'Keeps a message',
      run: async (_, message) => said(`kept ${message?.author}: ${message?.text} ${message?.files.join()}`),
    },
  },
  menus: {
    'apgms.run': async (typed) => ({
      options: [{ text: `Thing ${typed}`, value: `thing show ${typed}` }],
    }),
  },
});

const hearing = defineListener({
  name: 'hearing',
  events: {
    reaction_added: async ({ event, actor, deps }) => {
      const { channel, ts } = z.object({ channel: z.string(), ts: z.string() }).parse(event['item']);
      const read = await deps.chat.read({ channel, ts, thread: null });
      heard.push({ by: (await actor(String(event['user'])))?.person, text: read?.text, pinnedBy: read?.pinnedBy });
    },
    member_joined_channel: async ({ event, deps }) => {
      const { botUserId } = await deps.chat.identity();
      heard.push(event['user'] === botUserId ? 'we came' : 'somebody came');
    },
    app_home_opened: async ({ event, deps }) => deps.chat.publishHome(String(event['user']), home),
  },
});

describe.each(['http', 'socket'] as const)('events and gestures in a workspace, over %s', (mode) => {
  let slack: WorkspaceWithDoor;
  beforeEach(async () => {
    heard = [];
    slack = await openWorkspace(mode, [thing], [hearing]);
    await slack.control('channel', { op: 'invite_bot', user: 'ana', channel: 'incidents' });
  });
  afterEach(() => slack.close());

  const write = async (text: string, more = {}) =>
    posted.parse(await slack.control('message', { user: 'ana', channel: 'incidents', text, ...more })).ts;
  async function answers() {
    await slack.door.slack.idle();
    return slack.ephemerals().map(({ text, thread }) => [text, thread]);
  }

  it('tell that we came, and that somebody did', async () => {
    await slack.control('channel', { op: 'invite', user: 'ana', channel: 'incidents', who: 'gus' });
    expect(heard).toEqual(['we came', 'somebody came']);
  });

  it('answer a mention where it was written, once however often it is told', async () => {
    const thread = await write('api-gateway is slow');
    await write('@apgms thing show <1>', { thread_ts: thread, delivery_times: 3 });
    await write('@apgms: thing show 2');
    expect(await answers()).toEqual([
      ['shown <1>', thread],
      ['shown 2', null],
    ]);
  });

  it('leave alone a mention that was mended, and one within a sentence gets the help', async () => {
    const ts = await write('@apgms thing show 1');
    await slack.control('message/edit', { user: 'ana', channel: 'incidents', ts, text: '@apgms thing show 2' });
    await write('I like @apgms thing show 3');
    expect(await answers()).toEqual([
      ['shown 1', null],
      ['Help.', null],
    ]);
  });

  it('open by a button in a thread the form a mention cannot open', async () => {
    const thread = await write('api-gateway is slow');
    await write('@apgms thing show form', { thread_ts: thread });
    await slack.door.slack.idle();
    const ts = slack.ephemerals()[0]?.ts;
    const press = { user: 'ana', channel: 'incidents', ts, action_id: 'apgms.run' };
    expect(await slack.control('action', press)).toMatchObject({ ok: true, view: { callback_id: 'thing.new' } });
  });

  it('fill a menu as somebody types, and run what was picked', async () => {
    await slack.type('thing show menu');
    const place = { user: 'ana', channel: 'incidents', ts: slack.ephemerals()[0]?.ts, action_id: 'apgms.run' };
    expect(await slack.control('suggest', { ...place, value: '7' })).toMatchObject({
      ok: true,
      options: [{ text: { text: 'Thing 7' }, value: 'thing show 7' }],
    });
    await slack.control('action', { ...place, value: 'thing show 7' });
    expect((await answers()).at(-1)).toEqual(['shown 7', null]);
  });

  it('hand over the message a shortcut was used on', async () => {
    const thread = await write('first');
    const ts = await write('3 < 5', { thread_ts: thread, files: [{ name: 'graph.txt', content: '…' }] });
    await slack.control('shortcut', { user: 'ana', channel: 'incidents', ts, callback_id: 'thing.keep' });
    expect(await answers()).toEqual([['kept UANA: 3 < 5 graph.txt', thread]]);
  });

  it('tell of a pin, and its message can be read, in a thread too', async () => {
    const thread = await write('first');
    const ts = await write('the *provider* confirms & <more>', { thread_ts: thread });
    await slack.control('reaction', { user: 'ben', channel: 'incidents', ts, name: 'pushpin' });
    const pin = { by: 'UBEN', text: 'the *provider* confirms & <more>', pinnedBy: ['UBEN'] };
    expect(heard.slice(1)).toEqual([pin]);
  });

  it('put up an App Home for who opens it', async () => {
    await slack.control('home/ana', {});
    expect(JSON.stringify(await slack.control('home/ana'))).toContain('All quiet');
  });
});
