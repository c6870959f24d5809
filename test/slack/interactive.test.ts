import { afterEach, describe, expect, it } from 'vitest';
import { type Command, defineCommand, type Form, type Press, type Reply, type Shortcut } from '#src/define.ts';
import { IntegrationError } from '#src/errors.ts';
import { buttonPayload, openDoor, submissionOf } from '#test/slack/open-door.ts';
import { paragraph } from '#views/blocks.ts';
import { doorWords } from '#views/door.ts';
import type { Modal } from '#views/message.ts';

const said = (text: string): Reply => ({ kind: 'tell', message: paragraph(text) });
const form: Modal = { type: 'modal', title: { type: 'plain_text', text: 'A form' }, blocks: [] };

function thing(parts: Pick<Command, 'submits' | 'buttons' | 'shortcuts' | 'menus'>): Command {
  return defineCommand({
    noun: 'thing',
    verb: 'show',
    summary: 'A thing',
    usage: '',
    examples: ['/apgms thing show'],
    scopes: [],
    run: async () => said('shown'),
    ...parts,
  });
}

const modalInHand = {
  channel: undefined,
  response_url: undefined,
  container: { type: 'view', view_id: 'V1' },
  view: {
    ...submissionOf('thing').view,
    state: { values: { title: { t: { type: 'plain_text_input', value: 'x' } } } },
  },
};

const shortcutThat = (run: Shortcut['run']): Shortcut => ({ type: 'global', name: 'New', description: 'A thing', run });

describe('a button', () => {
  let door: Awaited<ReturnType<typeof openDoor>>;
  afterEach(() => door.close());

  it('reaches its door with its value, and the answer follows where it was pressed', async () => {
    const presses: unknown[] = [];
    door = await openDoor({
      commands: [
        thing({
          buttons: {
            'thing.go': async (press, { delivery, channel, actor }) => {
              presses.push({ press, delivery, channel, via: (await actor()).via });
              return said('gone');
            },
          },
        }),
      ],
    });
    expect(await door.interact(buttonPayload({ action_id: 'thing.go', value: '42' }))).toMatchObject({
      status: 200,
      text: '',
    });
    await door.slack.idle();
    const press: Press = { value: '42', modal: null };
    expect(presses).toEqual([{ press, delivery: 'act.trigger.2', channel: 'C1', via: 'slack:button' }]);
    expect(door.asked).toEqual([['respond', 'https://hooks.slack.com/2', paragraph('gone')]]);
  });

  it('may be a select, in a modal whose content it renews', async () => {
    const presses: Press[] = [];
    door = await openDoor({
      commands: [
        thing({
          buttons: {
            'thing.pick': async (press) => {
              presses.push(press);
              return { kind: 'update', view: form };
            },
          },
        }),
      ],
    });
    const picked = { action_id: 'thing.pick', type: 'static_select', selected_option: { value: 'down' } };
    await door.interact(buttonPayload(picked, modalInHand));
    await door.slack.idle();
    const modal = { id: 'V1', hash: 'h1', note: 'a note', form: { title: 'x' } };
    expect(presses).toEqual([{ value: 'down', modal }]);
    expect(door.asked).toEqual([['updateModal', expect.objectContaining({ id: 'V1', hash: 'h1' }), form]]);
  });

  it('in a modal is answered by direct message', async () => {
    door = await openDoor({ commands: [thing({ buttons: { 'thing.go': async () => said('gone') } })] });
    await door.interact(buttonPayload({ action_id: 'thing.go' }, modalInHand));
    await door.slack.idle();
    expect(door.asked).toEqual([['tell', 'U1', paragraph('gone')]]);
  });

  it('in a thread is answered there; at the head of a thread, in the channel', async () => {
    door = await openDoor({ commands: [thing({ buttons: { 'thing.go': async () => said('gone') } })] });
    const container = { type: 'message', channel_id: 'C1', message_ts: '1.2' };
    for (const thread_ts of ['1.1', '1.2']) {
      await door.interact(buttonPayload({ action_id: 'thing.go' }, { container: { ...container, thread_ts } }));
    }
    await door.slack.idle();
    const answer = ['respond', 'https://hooks.slack.com/2', paragraph('gone')];
    expect(door.asked).toEqual([[...answer, '1.1'], answer]);
  });

  it.each(['https://hooks.slack.com.example/2', 'http://127.0.0.1:1/2', 'file:///2', 'nowhere'])(
    'is answered by direct message rather than at %s, which is not Slack',
    async (response_url) => {
      door = await openDoor({ commands: [thing({ buttons: { 'thing.go': async () => said('gone') } })] });
      await door.interact(buttonPayload({ action_id: 'thing.go' }, { response_url }));
      await door.slack.idle();
      expect(door.asked).toEqual([['tell', 'U1', paragraph('gone')]]);
    },
  );

  it('is answered at the server of the Web API, wherever that is', async () => {
    const apiUrl = 'http://127.0.0.1:4400/api/';
    const response_url = 'http://127.0.0.1:4400/_response/R1';
    door = await openDoor({ commands: [thing({ buttons: { 'thing.go': async () => said('gone') } })], apiUrl });
    await door.interact(buttonPayload({ action_id: 'thing.go' }, { response_url }));
    await door.slack.idle();
    expect(door.asked).toEqual([['respond', response_url, paragraph('gone')]]);
  });

  it('nobody knows any more gets a sentence', async () => {
    door = await openDoor({ commands: [thing({})] });
    await door.interact(buttonPayload({ action_id: 'thing.old' }));
    await door.slack.idle();
    expect(door.asked).toEqual([['respond', 'https://hooks.slack.com/2', doorWords.unknownAction()]]);
  });

  it('whose answer cannot be brought is done all the same, and the log says so', async () => {
    door = await openDoor({
      commands: [thing({ buttons: { 'thing.go': async () => said('gone') } })],
      asking: () => {
        throw new IntegrationError({ vendor: 'slack', code: 'expired_url', retryable: false, ambiguous: false });
      },
    });
    expect((await door.interact(buttonPayload({ action_id: 'thing.go' }))).status).toBe(200);
    await door.slack.idle();
    expect(door.lines.at(-1)).toMatchObject({ level: 'warn', fields: { code: 'expired_url' } });
  });

  it('that takes long is answered "not stored yet" first, then with the outcome', async () => {
    const stored = Promise.withResolvers<Reply>();
    door = await openDoor({ commands: [thing({ buttons: { 'thing.go': () => stored.promise } })] });
    const answer = door.interact(buttonPayload({ action_id: 'thing.go' }));
    await door.time.waitingFor((ms) => ms === 2_500);
    door.time.pass(2_500);
    expect((await answer).status).toBe(200);
    await door.askedTimes(1);
    stored.resolve({ kind: 'nothing' });
    await door.slack.idle();
    expect(door.asked.map(([, , message]) => message)).toEqual([doorWords.notStoredYet(), doorWords.stored()]);
  });
});

describe('a submitted modal', () => {
  let door: Awaited<ReturnType<typeof openDoor>>;
  afterEach(() => door.close());

  const submit = (reply: () => Promise<Reply>) => openDoor({ commands: [thing({ submits: { thing: reply } })] });

  it('reaches its door with what was entered, cleaned, and with its note', async () => {
    const forms: unknown[] = [];
    door = await openDoor({
      commands: [
        thing({
          submits: {
            thing: async (entered: Form, note, { channel, actor }) => {
              forms.push({ entered, note, channel, via: (await actor()).via });
              return { kind: 'nothing' };
            },
          },
        }),
      ],
    });
    const answer = await door.interact(
      submissionOf('thing', {
        title: { a: { type: 'plain_text_input', value: ' a\ud800b\u0000 ' } },
        empty: { a: { type: 'plain_text_input', value: null } },
        blank: { a: { type: 'plain_text_input', value: '  ' } },
        severity: { a: { type: 'static_select', selected_option: { value: 'sev2' } } },
        unpicked: { a: { type: 'static_select', selected_option: null } },
        services: { a: { type: 'multi_static_select', selected_options: [{ value: 'x' }, { value: 'y' }] } },
        flags: { a: { type: 'checkboxes', selected_options: [] } },
        who: { a: { type: 'users_select', selected_user: 'U7' } },
        due: { a: { type: 'datetimepicker', selected_date_time: 1_772_445_600 } },
      }),
    );
    expect(answer).toMatchObject({ status: 200, text: '' });
    const entered = { title: 'a\ufffdb', severity: 'sev2', services: ['x', 'y'], who: 'U7', due: '1772445600' };
    expect(forms).toEqual([{ entered, note: 'a note', channel: null, via: 'slack:modal' }]);
  });

  it('is one delivery however often it arrives, and another once it is corrected', async () => {
    const deliveries: string[] = [];
    door = await openDoor({
      commands: [
        thing({
          submits: {
            thing: async (_form, _note, { delivery }) => {
              deliveries.push(delivery);
              return { kind: 'fields', errors: { title: 'Too short.' } };
            },
          },
        }),
      ],
    });
    const titled = (value: string) => submissionOf('thing', { title: { a: { type: 'plain_text_input', value } } });
    const { json } = await door.interact(titled('x'));
    expect(json).toEqual({ response_action: 'errors', errors: { title: 'Too short.' } });
    await door.interact(titled('x'));
    await door.interact(titled('xyz'));
    expect(deliveries[0]).toMatch(/^sub\.V1\.h1\./);
    expect(deliveries[1]).toBe(deliveries[0]);
    expect(deliveries[2]).not.toBe(deliveries[0]);
  });

  it('closes, and the answer comes as a direct message', async () => {
    door = await submit(async () => said('declared'));
    expect(await door.interact(submissionOf('thing'))).toMatchObject({ status: 200, text: '' });
    await door.slack.idle();
    expect(door.asked).toEqual([['tell', 'U1', paragraph('declared')]]);
  });

  it.each([
    [
      'where its form was opened',
      { channel: 'C1' },
      {},
      ['whisper', { ...{ channel: 'C1', thread: null }, person: 'U1', content: paragraph('done') }],
    ],
    [
      'in the place of the form, where it was opened nowhere',
      { channel: null },
      { response_action: 'update', view: doorWords.notice(paragraph('done')) },
      null,
    ],
    ['by nothing more, where everybody is told', { channel: 'C1', seen: true }, {}, null],
  ])('that is done is answered %s', async (_, where, answer, asked) => {
    door = await submit(async () => ({ kind: 'done', message: paragraph('done'), ...where }));
    const { text, json } = await door.interact(submissionOf('thing'));
    expect(text === '' ? {} : json).toEqual(answer);
    await door.slack.idle();
    expect(door.asked).toEqual(asked === null ? [] : [asked]);
  });

  it('delivered again, in a row or at once, is answered alike, and told once', async () => {
    door = await submit(async () => ({ kind: 'done', message: paragraph('done'), channel: 'C1' }));
    const copies = [1, 2, 3].map(() => door.interact(submissionOf('thing')));
    for (const { status, text } of await Promise.all(copies)) expect([status, text]).toEqual([200, '']);
    await door.interact(submissionOf('thing'));
    await door.slack.idle();
    expect(door.asked.map(([method]) => method)).toEqual(['whisper']);
  });

  it('that is done is answered directly, where they cannot be told in the channel', async () => {
    door = await openDoor({
      commands: [
        thing({ submits: { thing: async () => ({ kind: 'done', message: paragraph('done'), channel: 'C1' }) } }),
      ],
      asking: (name) => {
        if (name !== 'whisper') return;
        throw new IntegrationError({ vendor: 'slack', code: 'not_in_channel', retryable: false, ambiguous: false });
      },
    });
    expect((await door.interact(submissionOf('thing'))).text).toBe('');
    await door.slack.idle();
    expect(door.asked.at(-1)).toEqual(['tell', 'U1', paragraph('done')]);
  });

  it('may be given another content', async () => {
    door = await submit(async () => ({ kind: 'update', view: form }));
    expect((await door.interact(submissionOf('thing'))).json).toEqual({ response_action: 'update', view: form });
  });

  it('shows a fault of ours in its own place', async () => {
    door = await submit(async () => {
      throw new Error('a bug');
    });
    const { json } = await door.interact(submissionOf('thing'));
    expect(json).toMatchObject({ response_action: 'update', view: { type: 'modal' } });
    expect(JSON.stringify(json)).toContain('Something is wrong on my side');
  });

  it.each([
    [{ kind: 'update', view: form }, ['updateModal', { id: 'V1', hash: null }, form]],
    [
      { kind: 'done', message: paragraph('done'), channel: 'C1', seen: true },
      ['updateModal', { id: 'V1', hash: null }, doorWords.notice(paragraph('done'))],
    ],
    [{ kind: 'fields', errors: { a: 'Too short.' } }, ['tell', 'U1', doorWords.wrongFields(['Too short.'])]],
    [{ kind: 'open', view: form }, ['tell', 'U1', doorWords.formNotOpened(null, '/apgms thing show')]],
  ] satisfies [Reply, unknown][])('that takes long says so, and then brings %j', async (reply, brought) => {
    const stored = Promise.withResolvers<Reply>();
    door = await submit(() => stored.promise);
    const answer = door.interact(submissionOf('thing'));
    await door.time.waitingFor((ms) => ms === 2_500);
    door.time.pass(2_500);
    const view = doorWords.notice(doorWords.notStoredYet());
    expect((await answer).json).toEqual({ response_action: 'update', view });
    stored.resolve(reply);
    await door.slack.idle();
    expect(door.asked).toEqual([brought]);
  });
});

describe('a shortcut', () => {
  let door: Awaited<ReturnType<typeof openDoor>>;
  afterEach(() => door.close());

  const used = { callback_id: 'thing.new', team: { id: 'T1' }, user: { id: 'U1' }, trigger_id: 'trigger.4' };

  it('reaches its door, and opens its modal', async () => {
    const messages: unknown[] = [];
    const run: Shortcut['run'] = async (_, message) => {
      messages.push(message);
      return { kind: 'open', view: form };
    };
    door = await openDoor({ commands: [thing({ shortcuts: { 'thing.new': shortcutThat(run) } })] });
    expect((await door.interact({ type: 'shortcut', ...used })).status).toBe(200);
    expect(door.asked).toEqual([['openModal', 'trigger.4', form]]);
    expect(messages).toEqual([null]);
  });

  const written = { type: 'message', ts: '1.2', user: 'U7', text: ' 3 &lt; 5 &amp; <@U2>\u0000 ' };
  const picked = { channel: 'C1', ts: '1.2', thread: null, author: 'U7', text: '3 < 5 & <@U2>', files: [] };

  it.each([
    ['a message', {}, {}],
    ['a reply', { thread_ts: '1.1' }, { thread: '1.1' }],
    ['the head of a thread', { thread_ts: '1.2' }, {}],
    ['a message with files', { files: [{ name: 'graph.png' }, { mode: 'tombstone' }] }, { files: ['graph.png'] }],
    ["a bot's message", { user: undefined, bot_id: 'B7' }, { author: 'B7' }],
    ['a message without text', { text: undefined }, { text: '' }],
  ])('on %s is handed it, and answered where that stands', async (_, message, expected) => {
    const messages: unknown[] = [];
    const run: Shortcut['run'] = async ({ channel }, one) => {
      messages.push({ channel, one });
      return said('kept');
    };
    const shortcut: Shortcut = { ...shortcutThat(run), type: 'message' };
    door = await openDoor({ commands: [thing({ shortcuts: { 'thing.new': shortcut } })] });
    await door.interact({
      ...used,
      type: 'message_action',
      message_ts: '1.2',
      channel: { id: 'C1', name: 'incidents' },
      response_url: 'https://hooks.slack.com/3',
      message: { ...written, ...message },
    });
    await door.slack.idle();
    expect(messages).toEqual([{ channel: 'C1', one: { ...picked, ...expected } }]);
    const thread = 'thread' in expected ? [expected.thread] : [];
    expect(door.asked).toEqual([['respond', 'https://hooks.slack.com/3', paragraph('kept'), ...thread]]);
  });
});

describe('the list of commands', () => {
  it.each([
    ['button', { buttons: { x: async () => said('x') } }],
    ['submit', { submits: { x: async () => said('x') } }],
    ['shortcut', { shortcuts: { x: shortcutThat(async () => said('x')) } }],
    ['menu', { menus: { x: async () => ({ options: [] }) } }],
  ])('refuses two with the same %s', async (what, parts) => {
    const commands = [thing(parts), { ...thing(parts), verb: 'other' }];
    await expect(openDoor({ commands })).rejects.toThrow(`two commands have the same ${what}: x`);
  });
});
