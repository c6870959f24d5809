import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Command, defineCommand, type Reply } from '#src/define.ts';
import { openWorkspace, type WorkspaceWithDoor } from '#test/slack/open-workspace.ts';
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

describe.each(['http', 'socket'] as const)('the door in a workspace, over %s', (mode) => {
  let slack: WorkspaceWithDoor;
  beforeEach(async () => {
    slack = await openWorkspace(mode, [thing]);
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
  let slack: WorkspaceWithDoor;
  beforeEach(async () => {
    slack = await openWorkspace('socket', [thing]);
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
