import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve } from '#playground/workspace/serve.ts';
import { createWorkspace } from '#playground/workspace/workspace.ts';
import { type Command, defineCommand, type Reply } from '#src/define.ts';
import type { Chat } from '#src/ports/chat.ts';
import { openDoor, signingSecret } from '#test/slack/open-door.ts';
import { actions, button, paragraph, section } from '#views/blocks.ts';
import { doorWords } from '#views/door.ts';
import type { Message, Modal } from '#views/message.ts';

const said = (text: string): Reply => ({ kind: 'tell', message: paragraph(text) });
const plain = (text: string) => ({ type: 'plain_text', text }) as const;

const form: Modal = {
  type: 'modal',
  callback_id: 'thing.new',
  private_metadata: 'a note',
  title: plain('A thing'),
  submit: plain('Save'),
  blocks: [
    { type: 'input', block_id: 'title', label: plain('Title'), element: { type: 'plain_text_input', action_id: 't' } },
    actions([button('Clear', 'thing.clear', 'all')]),
  ],
};
const cleared: Modal = { ...form, private_metadata: 'cleared' };
const withButton: Message = { text: 'Press', blocks: [section('Press'), actions([button('Go', 'thing.go', '42')])] };

const thing: Command = defineCommand({
  noun: 'thing',
  verb: 'show',
  summary: 'A thing',
  usage: '',
  examples: ['/apgms thing show'],
  scopes: [],
  async run(text, { actor }) {
    if (text === 'form') return { kind: 'open', view: form };
    return text === 'button' ? { kind: 'tell', message: withButton } : said(`${text} ${(await actor()).groups}`);
  },
  submits: {
    'thing.new': async ({ title }, note) => {
      if (title === 'x') return { kind: 'fields', errors: { title: 'Longer, please.' } };
      return said(`${note}: ${title}`);
    },
  },
  buttons: {
    'thing.go': async ({ value }) => said(`pressed ${value}`),
    'thing.clear': async () => ({ kind: 'update', view: cleared }),
  },
});

/** The calls the door makes, through Slack's own client. */
function chatWith(client: WebClient): Pick<Chat, 'openModal' | 'updateModal' | 'respond' | 'tell' | 'person'> {
  const sendable = ({ text, blocks }: Message) => ({ text, blocks: [...blocks] });
  return {
    openModal: async (trigger_id, view) => void (await client.views.open({ trigger_id, view })),
    updateModal: async ({ id, hash }, view) =>
      void (await client.views.update({ view_id: id, view, ...(hash && { hash }) })),
    respond: async (url, message) => {
      const body = JSON.stringify({ ...sendable(message), response_type: 'ephemeral', replace_original: false });
      await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    },
    tell: async (person, message) => {
      const { channel } = await client.conversations.open({ users: person });
      await client.chat.postMessage({ channel: channel?.id ?? '', ...sendable(message) });
    },
    async person(id) {
      const { user } = await client.users.info({ user: id });
      const email = user?.profile?.email ?? null;
      return {
        id,
        name: user?.name ?? id,
        email,
        guest: user?.is_restricted ?? false,
        outsider: user?.is_bot ?? false,
      };
    },
  };
}

/** A workspace with the door in it. */
async function open(mode: 'http' | 'socket') {
  let bot: string | null = null;
  const idle = async () => undefined;
  const workspace = createWorkspace({
    clock: { now: () => Date.now() },
    delivery: mode === 'http' ? { mode, url: () => bot, signingSecret } : { mode },
    controls: { advance: idle, settle: idle, killBot: idle },
  });
  const served = await serve([workspace]);
  const apiUrl = `${served.url}/api/`;
  const door = await openDoor({
    commands: [thing],
    now: Date.now(),
    chat: chatWith(new WebClient(workspace.botToken, { slackApiUrl: apiUrl })),
    ...(mode === 'socket' && { transport: { transport: 'socket', appToken: workspace.appToken, apiUrl } }),
  });
  bot = door.url;
  await door.slack.start();
  const control = async (route: string, input?: object) => {
    const asked = input && {
      method: 'POST',
      body: JSON.stringify(input),
      headers: { 'content-type': 'application/json' },
    };
    const answer: unknown = await (await fetch(`${served.url}/_workspace/${route}`, asked)).json();
    return answer;
  };
  return {
    door,
    control,
    type: (text: string, more = {}) => control('command', { user: 'ana', channel: 'incidents', text, ...more }),
    /** What stands in Ana's conversation with the bot. */
    async toldAna() {
      await door.slack.idle();
      const direct = [...workspace.state.channels.values()].find((channel) => channel.withUser === 'UANA');
      return direct?.messages.map((message) => message.text) ?? [];
    },
    views: () => workspace.state.modals.get('UANA') ?? [],
    ephemerals: () =>
      [...workspace.state.channels.values()].flatMap((channel) =>
        channel.messages.filter((message) => message.onlyFor === 'UANA').map(({ ts, text }) => ({ ts, text })),
      ),
    async close() {
      await door.close();
      workspace.close();
      await served.close();
    },
  };
}

describe.each(['http', 'socket'] as const)('the door in a workspace, over %s', (mode) => {
  let slack: Awaited<ReturnType<typeof open>>;
  beforeEach(async () => {
    slack = await open(mode);
  });
  afterEach(() => slack.close());

  it('answers a command, also when it is delivered three times', async () => {
    const answer = { ok: true, response: { response_type: 'ephemeral', text: 'hello responder' } };
    expect(await slack.type('thing show hello')).toMatchObject(answer);
    const repeated = await slack.type('thing show hello', { delivery_times: 3, at_once: true });
    expect(repeated).toMatchObject({ ...answer, answers: [{ ok: true }, { ok: true }, { ok: true }] });
  });

  it('opens a form, says what is wrong with a field, and tells the outcome', async () => {
    expect(await slack.type('thing show form')).toMatchObject({ ok: true, view: { callback_id: 'thing.new' } });
    const view_id = slack.views()[0]?.id;
    const submit = (title: string) => slack.control('submit', { user: 'ana', view_id, values: { title } });
    expect(await submit('x')).toMatchObject({ ok: false, errors: { title: 'Longer, please.' } });
    expect(await submit('xyz')).toMatchObject({ ok: true, view: null });
    expect(await slack.toldAna()).toEqual(['a note: xyz']);
  });

  it('renews a form when a button in it is pressed', async () => {
    await slack.type('thing show form');
    const view_id = slack.views()[0]?.id;
    expect(await slack.control('action', { user: 'ana', view_id, action_id: 'thing.clear' })).toMatchObject({
      ok: true,
    });
    await slack.door.slack.idle();
    expect(slack.views()[0]?.payload).toMatchObject({ private_metadata: 'cleared' });
  });

  it('answers a button where it was pressed', async () => {
    await slack.type('thing show button');
    const ts = slack.ephemerals()[0]?.ts;
    const press = { user: 'ana', channel: 'incidents', ts, action_id: 'thing.go' };
    expect(await slack.control('action', press)).toMatchObject({ ok: true });
    await slack.door.slack.idle();
    expect(slack.ephemerals().map(({ text }) => text)).toEqual(['Press', 'pressed 42']);
  });

  it('turns a bot away, and lets a guest in without groups', async () => {
    const typed = (user: string) => slack.control('command', { user, channel: 'general', text: 'thing show groups:' });
    expect(await typed('apgms')).toMatchObject({ response: { text: doorWords.outsider().text } });
    expect(await typed('gus')).toMatchObject({ response: { text: 'groups: ' } });
  });
});

describe('the door in a workspace whose sockets fail', () => {
  let slack: Awaited<ReturnType<typeof open>>;
  beforeEach(async () => {
    slack = await open('socket');
  });
  afterEach(() => slack.close());

  it.each(['drop', 'warn'] as const)('is back after "%s", although the next sockets are refused', async (socket) => {
    await slack.control('faults', { vendor: 'slack', socket: 'refuse', count: 1 });
    await slack.control('faults', { vendor: 'slack', socket: 'invalid_auth', count: 1 });
    const opened = slack.door.counted.length;
    await slack.control('faults', { vendor: 'slack', socket, count: 1 });
    for (let pause = 0; pause < 3; pause += 1) {
      await slack.door.time.waitingFor((ms) => ms <= 2_000);
      slack.door.time.pass(2_000);
    }
    await slack.door.countedTimes(opened + 1);
    expect(await slack.type('thing show hello')).toMatchObject({ response: { text: 'hello responder' } });
    expect(slack.door.slack.connected()).toBe(true);
  });
});
