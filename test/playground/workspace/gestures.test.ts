import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ear, lend } from './ear.ts';
import { type Rig, startRig } from './rig.ts';

let rig: Rig;
let ear: Ear;
beforeEach(async () => {
  rig = await startRig();
  ear = await lend(rig);
  await rig.client.conversations.join({ channel: 'CINCIDENTS' });
});
afterEach(async () => {
  ear.close();
  await rig.close();
});

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string) => ({ text: plain(`Option ${value}`), value });
const channel = 'CINCIDENTS';
const at = (ts: unknown) => ({ user: 'ana', channel: 'incidents', ts });
const say = async (text: string, more: object = {}) =>
  (await rig.control('POST', 'message', { user: 'ben', channel: 'incidents', text, ...more }))['ts'];

const menu = {
  type: 'external_select' as const,
  action_id: 'incident.pick',
  placeholder: plain('Which?'),
  min_query_length: 0,
};
const everything = {
  type: 'actions' as const,
  block_id: 'all',
  elements: [
    menu,
    { type: 'users_select' as const, action_id: 'who', placeholder: plain('Who?') },
    { type: 'datetimepicker' as const, action_id: 'when' },
    { type: 'checkboxes' as const, action_id: 'which', options: [option('a'), option('b')] },
    { type: 'button' as const, action_id: 'go', text: plain('Go'), value: '42' },
  ],
};
const words = {
  type: 'input' as const,
  block_id: 'words',
  label: plain('Words'),
  element: { type: 'plain_text_input' as const, action_id: 'words', multiline: true },
};

async function opened(blocks: object[], submit = plain('Save')): Promise<string> {
  await rig.control('POST', 'command', { user: 'ana', channel: 'incidents', text: 'x' });
  const trigger_id = ear.form['trigger_id'];
  const view = { type: 'modal', title: plain('T'), submit, blocks };
  await rig.client.apiCall('views.open', { trigger_id, view });
  return rig.workspace.state.modals.get('UANA')?.[0]?.id ?? '';
}

describe('a message shortcut', () => {
  it('brings the whole message', async () => {
    const parent = await say('parent');
    const ts = await say('the log', { thread_ts: parent, files: [{ name: 'errors.log', content: '500' }] });
    expect(await rig.control('POST', 'shortcut', { ...at(ts), callback_id: 'add' })).toMatchObject({ ok: true });
    expect(ear.payload).toMatchObject({
      type: 'message_action',
      callback_id: 'add',
      message_ts: ts,
      user: { id: 'UANA' },
      channel: { id: channel, name: 'incidents' },
      message: {
        type: 'message',
        user: 'UBEN',
        text: 'the log',
        ts,
        thread_ts: parent,
        files: [{ name: 'errors.log' }],
      },
      trigger_id: expect.any(String),
      response_url: expect.stringContaining(rig.url),
    });
  });

  it('works where the app is not, and names no private channel', async () => {
    const { ts } = await rig.control('POST', 'message', { user: 'ben', channel: 'general', text: 'hm' });
    await rig.control('POST', 'shortcut', { user: 'ana', channel: 'general', ts, callback_id: 'add' });
    expect(ear.payload).toMatchObject({ channel: { id: 'CGENERAL', name: 'general' }, message: { text: 'hm' } });
    await rig.control('POST', 'channel', { op: 'convert', user: 'ana', channel: 'incidents', to: 'private' });
    await rig.control('POST', 'shortcut', { ...at(await say('x')), callback_id: 'add' });
    expect(ear.payload['channel']).toEqual({ id: channel, name: 'privategroup' });
  });

  it('is there for messages of people and bots only, and only if the app has it', async () => {
    const [notice] = rig.workspace.state.channels.get(channel)?.messages ?? [];
    expect((await rig.control('POST', 'shortcut', { ...at(notice?.ts), callback_id: 'add' })).error).toContain(
      'no shortcuts',
    );
    const given = await startRig({ shortcuts: [{ kind: 'message', name: 'Add', callback_id: 'add' }] });
    const { ts } = await given.control('POST', 'message', { user: 'ben', channel: 'general', text: 'hm' });
    const use = async (callback_id: string) =>
      (await given.control('POST', 'shortcut', { user: 'ana', channel: 'general', ts, callback_id })).error;
    expect(await use('other')).toBe('ana is offered no message shortcut "other"');
    expect(await use('add')).toBe('dispatch_failed');
    await given.close();
  });
});

describe('a menu that asks the app', () => {
  const suggest = (more: object) => rig.control('POST', 'suggest', { user: 'ana', action_id: menu.action_id, ...more });

  it('asks from a message, and what it offers can be picked', async () => {
    const { ts } = await rig.client.chat.postMessage({ channel, text: 'x', blocks: [everything] });
    ear.says({ options: [option('41'), option('42')] });
    expect(await suggest(at(ts))).toEqual({ ok: true, options: [option('41'), option('42')] });
    expect(ear.payload).toMatchObject({
      type: 'block_suggestion',
      action_id: 'incident.pick',
      block_id: 'all',
      value: '',
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
      channel: { id: channel },
      message: { ts },
    });
    expect(ear.payload).not.toHaveProperty('trigger_id');
    await rig.control('POST', 'action', { ...at(ts), action_id: menu.action_id, value: '42' });
    expect(ear.payload['actions']).toMatchObject([{ type: 'external_select', selected_option: option('42') }]);
    const unknown = await rig.control('POST', 'action', { ...at(ts), action_id: menu.action_id, value: '43' });
    expect(unknown.error).toContain('has no option "43"');
  });

  it('asks from a modal, from as many characters on as it says', async () => {
    const { min_query_length: _, ...patient } = menu;
    const view_id = await opened([{ type: 'actions', elements: [patient] }]);
    expect((await suggest({ view_id, value: 'ba' })).error).toContain('from 3 characters on');
    ear.says({ option_groups: [{ label: plain('Open'), options: [option('42')] }] });
    expect(await suggest({ view_id, value: 'ban' })).toMatchObject({ options: [{ value: '42' }] });
    expect(ear.payload).toMatchObject({ value: 'ban', container: { type: 'view', view_id }, view: { id: view_id } });
  });

  it.each([
    ['too many options', { options: Array.from({ length: 101 }, (_, index) => option(String(index))) }],
    ['a text that is too long', { options: [{ text: plain('x'.repeat(76)), value: '1' }] }],
    ['no list', { text: 'sorry' }],
  ])('shows nothing when the app answers with %s', async (_what, answer) => {
    const { ts } = await rig.client.chat.postMessage({ channel, text: 'x', blocks: [everything] });
    ear.says(answer);
    expect(await suggest(at(ts))).toMatchObject({ ok: false, error: 'invalid_options' });
    ear.says({ options: [] });
    expect(await suggest(at(ts))).toEqual({ ok: true, options: [] });
  });
});

describe('what is pressed and picked', () => {
  it.each([
    ['who', 'ben', { type: 'users_select', selected_user: 'UBEN' }],
    ['when', 1_790_000_000, { type: 'datetimepicker', selected_date_time: 1_790_000_000 }],
    ['which', ['b'], { type: 'checkboxes', selected_options: [option('b')] }],
    ['go', undefined, { type: 'button', value: '42' }],
  ])('%s in an ephemeral message in a thread', async (action_id, value, action) => {
    const thread_ts = String(await say('parent'));
    await say('reply', { thread_ts });
    const { message_ts: ts } = await rig.client.chat.postEphemeral({
      ...{ channel, user: 'UANA', thread_ts, text: 'x', blocks: [everything] },
    });
    expect(await rig.control('POST', 'action', { ...at(ts), action_id, value })).toMatchObject({ ok: true });
    expect(ear.payload).toMatchObject({
      type: 'block_actions',
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: true, thread_ts },
      channel: { id: channel },
      actions: [action],
      response_url: expect.stringContaining(rig.url),
    });
    expect(ear.payload).not.toHaveProperty('message');
    const others = await rig.control('POST', 'action', { ...at(ts), user: 'ben', action_id, value });
    expect(others.error).toContain('there is no message');
  });

  it('in App Home carries the view, and a trigger', async () => {
    const view = { type: 'home' as const, callback_id: 'home', blocks: [everything, words] };
    const published = await rig.client.views.publish({ user_id: 'UANA', view });
    const view_id = published.view?.id ?? '';
    const press = { user: 'ana', view_id, action_id: 'go', values: { all: { who: 'ben' }, words: 'two\nlines' } };
    expect(await rig.control('POST', 'action', press)).toMatchObject({ ok: true });
    expect(ear.payload).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id },
      view: {
        type: 'home',
        callback_id: 'home',
        state: { values: { all: { who: { selected_user: 'UBEN' } }, words: { words: { value: 'two\nlines' } } } },
      },
      actions: [{ action_id: 'go', value: '42' }],
      trigger_id: expect.any(String),
    });
    expect(ear.payload).not.toHaveProperty('channel');
  });

  it('in a modal is submitted as Slack submits it', async () => {
    const view_id = await opened([
      words,
      ...everything.elements.slice(1, 4).map((element) => ({
        type: 'input',
        block_id: element.action_id,
        optional: true,
        label: plain('L'),
        element: { ...element, ...(element.type === 'users_select' && { initial_user: 'UCHEN' }) },
      })),
    ]);
    const values = { words: 'one\ntwo', when: 1_790_000_000, which: ['a', 'b'] };
    expect(await rig.control('POST', 'submit', { user: 'ana', view_id, values })).toMatchObject({ ok: true });
    expect(ear.payload['view']).toMatchObject({
      state: {
        values: {
          words: { words: { type: 'plain_text_input', value: 'one\ntwo' } },
          who: { who: { type: 'users_select', selected_user: 'UCHEN' } },
          when: { when: { type: 'datetimepicker', selected_date_time: 1_790_000_000 } },
          which: { which: { type: 'checkboxes', selected_options: [option('a'), option('b')] } },
        },
      },
    });
  });
});
