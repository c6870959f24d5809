import { afterEach, describe, expect, it } from 'vitest';
import { type Command, defineCommand, type Gesture, type Reply } from '#src/define.ts';
import { IntegrationError, StoreUnavailable } from '#src/errors.ts';
import type { ChatPerson } from '#src/ports/chat.ts';
import { commandFields, eventOf, openDoor } from '#test/slack/open-door.ts';
import { paragraph } from '#views/blocks.ts';
import { doorWords } from '#views/door.ts';
import type { Modal } from '#views/message.ts';

const said = (text: string): Reply => ({ kind: 'tell', message: paragraph(text) });
const form: Modal = { type: 'modal', title: { type: 'plain_text', text: 'A form' }, blocks: [] };

function commandThat(run: (text: string, gesture: Gesture) => Promise<Reply>, verb = 'show'): Command {
  return defineCommand({
    noun: 'thing',
    verb,
    summary: 'A thing',
    usage: '[INC-42] <words>',
    examples: [`/apgms thing ${verb} INC-42 one`],
    scopes: [],
    run,
  });
}

describe('a slash command', () => {
  let door: Awaited<ReturnType<typeof openDoor>>;
  afterEach(() => door.close());

  it('reaches its verb, and only the one who typed it sees the answer', async () => {
    door = await openDoor({ commands: [commandThat(async (text) => said(`shown ${text}`))] });
    const { status, json } = await door.command('thing show 1  two\nthree');
    expect(status).toBe(200);
    expect(json).toEqual({ response_type: 'ephemeral', ...paragraph('shown 1  two\nthree') });
  });

  it.each(['THING Show 7', 'show thing 7', '  thing   show   7  '])('is found when typed as "%s"', async (text) => {
    door = await openDoor({ commands: [commandThat(async (rest) => said(rest))] });
    expect((await door.command(text)).json.text).toBe('7');
  });

  it('may be one word, and takes the rest', async () => {
    door = await openDoor({ commands: [commandThat(async (rest) => said(`thing: ${rest}`), '')] });
    expect((await door.command('thing api-gateway prod')).json.text).toBe('thing: api-gateway prod');
  });

  it.each(['--help', '-h', 'help', 'HELP', '?'])(
    'with nothing but %s behind its verb asks how it is used, and does nothing',
    async (asked) => {
      let ran = 0;
      const count = async () => {
        ran += 1;
        return said('done');
      };
      door = await openDoor({ commands: [commandThat(count), commandThat(count, '')] });
      expect((await door.command(`thing show ${asked}`)).json.text).toBe('Not understood: help thing show');
      expect((await door.command(`show thing  ${asked} `)).json.text).toBe('Not understood: help thing show');
      expect((await door.command(`thing ${asked}`)).json.text).toBe('Not understood: help thing');
      expect(ran).toBe(0);
      await door.command(`thing show ${asked} me`);
      expect(ran, 'there it is a word among others').toBe(1);
    },
  );

  it('is explained when there is no such verb, and when nothing was typed', async () => {
    door = await openDoor({ commands: [commandThat(async () => said('shown'))] });
    expect((await door.command('thing shw 1')).json.text).toBe('Not understood: thing shw 1');
    expect((await door.command('')).json.text).toBe('Help.');
  });

  it('is explained also while nobody can be looked up', async () => {
    door = await openDoor({
      person: async () => {
        throw new StoreUnavailable(new Error('refused'));
      },
    });
    expect((await door.command('')).json.text).toBe('Help.');
  });

  it('arrives clean: well-formed, without control characters, capped', async () => {
    door = await openDoor({ commands: [commandThat(async (text) => said(text))] });
    const lone = 'payload=ignored&text=thing+show+a%00b%ED%A0%80c%E2%80%AEd';
    const fields = new URLSearchParams(commandFields(''));
    fields.delete('text');
    const { json } = await door.post(`${fields}&${lone.split('&')[1]}`);
    expect(json.text).toBe('ab\ufffd\ufffd\ufffdcd');
    const long = await door.command(`thing show ${'x'.repeat(50_000)}`);
    expect(long.json.text.length).toBeLessThanOrEqual(40_000);
  });

  it('says who did it, where and in which groups, looked up once', async () => {
    const seen: unknown[] = [];
    let lookUps = 0;
    door = await openDoor({
      commands: [
        commandThat(async (_, gesture) => {
          await gesture.actor();
          const { delivery, channel, person } = gesture;
          seen.push({ delivery, channel, person, actor: await gesture.actor() });
          return { kind: 'nothing' };
        }),
      ],
      person: async (id) => {
        lookUps += 1;
        return { id, name: 'Ana', email: 'u1@apgms.example', guest: false, outsider: false };
      },
    });
    expect(await door.command('thing show')).toMatchObject({ status: 200, text: '' });
    await door.command('thing show', { trigger_id: 'trigger.9' });
    const actor = { kind: 'person', person: 'U1', groups: ['responder', 'deploy-approver'], via: 'slack:command' };
    expect(seen).toEqual([
      { delivery: 'cmd.trigger.1', channel: 'C1', person: 'U1', actor },
      { delivery: 'cmd.trigger.9', channel: 'C1', person: 'U1', actor },
    ]);
    expect(lookUps).toBe(1);
  });

  it('of a guest carries no group, and an outsider is turned away', async () => {
    const groups: unknown[] = [];
    door = await openDoor({
      commands: [
        commandThat(async (_, gesture) => {
          groups.push((await gesture.actor()).groups);
          return said('done');
        }),
      ],
      person: async (id) => ({ id, name: id, email: null, guest: id === 'UGUEST', outsider: id === 'UBOT' }),
    });
    await door.command('thing show', { user_id: 'UGUEST' });
    expect(groups).toEqual([[]]);
    expect((await door.command('thing show', { user_id: 'UBOT' })).json.text).toBe(doorWords.outsider().text);
    expect(groups).toEqual([[]]);
  });

  it('goes through as somebody unverified when Slack does not say who somebody is', async () => {
    door = await openDoor({
      commands: [commandThat(async (_, gesture) => said((await gesture.actor()).groups.join()))],
      person: async () => {
        throw new IntegrationError({ vendor: 'slack', code: 'timeout', retryable: true, ambiguous: false });
      },
    });
    expect((await door.command('thing show')).json.text).toBe('unverified');
    expect(door.people.size).toBe(0);
  });

  it('asks Slack about the same person again after a day, and makes do with what it knew when Slack is silent', async () => {
    let slackSays: ChatPerson | null = { id: 'U1', name: 'Ana', email: null, guest: false, outsider: false };
    door = await openDoor({
      commands: [commandThat(async (_, gesture) => said((await gesture.actor()).groups.join()))],
      person: async () => {
        if (slackSays !== null) return slackSays;
        throw new IntegrationError({ vendor: 'slack', code: 'timeout', retryable: true, ambiguous: false });
      },
    });
    const groups = async () => (await door.command('thing show')).json.text;
    expect(await groups()).toBe('responder');
    slackSays = null;
    door.time.pass(25 * 60 * 60_000);
    expect(await groups()).toBe('responder');
    slackSays = { id: 'U1', name: 'Ana', email: null, guest: false, outsider: true };
    expect(await groups()).toBe(doorWords.outsider().text);
  });

  it('waits a second for Slack to say who somebody is, no longer', async () => {
    door = await openDoor({
      commands: [commandThat(async (_, gesture) => said((await gesture.actor()).groups.join()))],
      person: () => Promise.withResolvers<never>().promise,
    });
    const answer = door.command('thing show');
    await door.time.waitingFor((ms) => ms === 1_000);
    door.time.pass(1_000);
    expect((await answer).json.text).toBe('unverified');
  });

  it('opens a modal with its trigger before Slack has its answer', async () => {
    door = await openDoor({ commands: [commandThat(async () => ({ kind: 'open', view: form }))] });
    expect(await door.command('thing show')).toMatchObject({ status: 200, text: '' });
    expect(door.asked).toEqual([['openModal', 'trigger.1', form]]);
  });

  it('says how to do without the modal where Slack does not open it', async () => {
    door = await openDoor({
      commands: [commandThat(async () => ({ kind: 'open', view: form }))],
      asking: () => {
        throw new IntegrationError({ vendor: 'slack', code: 'expired_trigger_id', retryable: false, ambiguous: false });
      },
    });
    const { json } = await door.command('thing  show   one & two');
    expect(json).toMatchObject(doorWords.formNotOpened('thing  show   one & two', '/apgms thing show [INC-…] <words>'));
    expect(JSON.stringify(json)).toContain('"action_id":"apgms.run"');
  });

  it('says how to do without the modal alone, where the words are too many for a button', async () => {
    door = await openDoor({
      commands: [commandThat(async () => ({ kind: 'open', view: form }))],
      asking: () => {
        throw new IntegrationError({ vendor: 'slack', code: 'expired_trigger_id', retryable: false, ambiguous: false });
      },
    });
    const { json } = await door.command(`thing show ${'x'.repeat(2_000)}`);
    expect(json).toMatchObject(doorWords.formNotOpened(null, '/apgms thing show [INC-…] <words>'));
    expect(JSON.stringify(json)).not.toContain('apgms.run');
  });

  it('whose door has a fault is answered with an id that stands in the log beside the error', async () => {
    const broken = new Error('a bug');
    door = await openDoor({
      commands: [
        commandThat(async () => {
          throw broken;
        }),
        commandThat(async () => ({ kind: 'fields', errors: {} }), 'edit'),
      ],
    });
    const { json } = await door.command('thing show');
    const line = door.lines.find(({ level }) => level === 'error');
    expect(line?.fields).toMatchObject({ err: broken, name: 'thing show' });
    expect(json.text).toContain(Reflect.get(line?.fields ?? {}, 'fault'));
    expect((await door.command('thing edit')).json.text).toContain('Something is wrong on my side');
    expect(door.counted).toEqual(['command fault', 'command answered']);
  });

  it('delivered three times at once does its work once, and is answered the same each time', async () => {
    const inbox = new Map<string, string>();
    let done = 0;
    door = await openDoor({
      commands: [
        commandThat(async (_, { delivery }) => {
          const before = inbox.get(delivery);
          if (before) return said(before);
          done += 1;
          inbox.set(delivery, `number ${done}`);
          return said(`number ${done}`);
        }),
      ],
    });
    const answers = await Promise.all([1, 2, 3].map(() => door.command('thing show')));
    expect(answers.map(({ json }) => json.text)).toEqual(['number 1', 'number 1', 'number 1']);
    expect((await door.command('thing show', { trigger_id: 'trigger.2' })).json.text).toBe('number 2');
  });

  it('logs what was meant and how it ended, never what was typed', async () => {
    door = await openDoor({ commands: [commandThat(async () => said('shown'))] });
    await door.command('thing show the secret plan');
    await door.command('secret plan');
    expect(door.lines.map(({ message, fields }) => ({ message, ...fields }))).toMatchObject([
      { message: 'finished', type: 'command', name: 'thing show', result: 'answered', reply: 'tell', ms: 0 },
      { message: 'finished', type: 'command', name: 'unknown', result: 'answered' },
    ]);
    expect(JSON.stringify(door.lines)).not.toContain('secret');
  });
});

describe('a verb of incidents said without its noun', () => {
  let door: Awaited<ReturnType<typeof openDoor>>;
  afterEach(() => door.close());

  const verbs: readonly (readonly [noun: string, verb: string])[] = [
    ['incident', 'ack'],
    ['incident', 'list'],
    ['incident', 'report'],
    ['report', ''],
    ['service', 'list'],
  ];
  const open = async () => {
    const commands = verbs.map(([noun, verb]) => ({
      ...commandThat(async (text) => said(`${noun} ${verb}: ${text}`), verb),
      noun,
    }));
    door = await openDoor({ commands });
  };

  it.each([
    ['ack', 'incident ack: '],
    ['ACK INC-7', 'incident ack: INC-7'],
    ['ack inc 7', 'incident ack: inc 7'],
    ['inc ack 7', 'incident ack: 7'],
    ['ack inc', 'incident ack: '],
    ['list open', 'incident list: open'],
    ['list incidents', 'incident list: incidents'],
    ['ack --help', 'Not understood: help incident ack'],
  ])('works as if it had been said: %s', async (text, answer) => {
    await open();
    expect((await door.command(text)).json.text).toBe(answer);
  });

  it.each([
    ['report 7d', 'report : 7d'],
    ['list service', 'service list: '],
    ['list services', 'Not understood: list services'],
    ['dance INC-7', 'Not understood: dance INC-7'],
  ])('but what is a noun, or is said of another noun, stays what it is: %s', async (text, answer) => {
    await open();
    expect((await door.command(text)).json.text).toBe(answer);
  });

  it('works in a mention, too', async () => {
    await open();
    await door.event(eventOf({ type: 'app_mention', user: 'U1', channel: 'C1', ts: '1.2', text: '<@UBOT> ack INC-7' }));
    await door.slack.idle();
    expect(door.asked).toMatchObject([['whisper', { content: paragraph('incident ack: INC-7') }]]);
  });
});

describe('a slash command while the database is away', () => {
  let door: Awaited<ReturnType<typeof openDoor>>;
  afterEach(() => door.close());

  it('is stored as soon as it is back', async () => {
    let tries = 0;
    door = await openDoor({
      commands: [
        commandThat(async () => {
          tries += 1;
          if (tries === 1) throw new StoreUnavailable(new Error('refused'));
          return said('stored');
        }),
      ],
    });
    const answer = door.command('thing show');
    await door.time.waitingFor((ms) => ms <= 250);
    door.time.pass(250);
    expect((await answer).json.text).toBe('stored');
    expect(tries).toBe(2);
  });

  it('is answered "not stored yet" after 2.5 s, and the outcome follows', async () => {
    const stored = Promise.withResolvers<Reply>();
    door = await openDoor({ commands: [commandThat(() => stored.promise)] });
    const answer = door.command('thing show');
    await door.time.waitingFor((ms) => ms === 2_500);
    door.time.pass(2_500);
    expect((await answer).json.text).toBe(doorWords.notStoredYet().text);
    let idle = false;
    const drained = door.slack.idle().then(() => {
      idle = true;
    });
    expect(door.asked).toEqual([]);
    expect(idle).toBe(false);
    stored.resolve(said('stored at last'));
    await drained;
    expect(door.asked).toEqual([['respond', 'https://hooks.slack.com/1', paragraph('stored at last')]]);
  });

  it('is given up after 5 minutes, and says so', async () => {
    door = await openDoor({
      commands: [
        commandThat(async () => {
          throw new StoreUnavailable(new Error('refused'));
        }),
      ],
    });
    const answer = door.command('thing show');
    await door.time.waitingFor((ms) => ms === 2_500);
    door.time.pass(2_500);
    expect((await answer).json.text).toBe(doorWords.notStoredYet().text);
    await door.time.waitingFor((ms) => ms <= 500);
    door.time.pass(300_000);
    await door.slack.idle();
    expect(door.asked).toEqual([['respond', 'https://hooks.slack.com/1', doorWords.notStored()]]);
    expect(door.counted).toEqual(['command not-stored']);
  });

  it('is told at once when the process is on its way out', async () => {
    door = await openDoor({
      commands: [
        commandThat(async () => {
          throw new StoreUnavailable(new Error('refused'));
        }),
      ],
    });
    const answer = door.command('thing show');
    await door.time.waitingFor((ms) => ms <= 250);
    door.slack.stop();
    expect((await answer).json.text).toBe(doorWords.notStored().text);
  });
});

describe('the list of commands', () => {
  it('refuses two that claim the same words', async () => {
    const twice = [commandThat(async () => said('one')), commandThat(async () => said('two'))];
    await expect(openDoor({ commands: twice })).rejects.toThrow('two commands have the same command: thing show');
  });
});
