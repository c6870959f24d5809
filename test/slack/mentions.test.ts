import { afterEach, describe, expect, it } from 'vitest';
import { type Command, defineCommand, type Gesture, type Reply } from '#src/define.ts';
import { IntegrationError } from '#src/errors.ts';
import { saidToUs } from '#src/slack/mention.ts';
import { buttonPayload, eventOf, openDoor } from '#test/slack/open-door.ts';
import { paragraph } from '#views/blocks.ts';
import { doorWords } from '#views/door.ts';
import type { Modal } from '#views/message.ts';

const said = (text: string): Reply => ({ kind: 'tell', message: paragraph(text) });
const form: Modal = { type: 'modal', title: { type: 'plain_text', text: 'A form' }, blocks: [] };
const identity = { botId: 'B1', botUserId: 'UBOT' };

const thing = (run: (text: string, gesture: Gesture) => Promise<Reply>, more: Partial<Command> = {}): Command =>
  defineCommand({
    noun: 'thing',
    verb: 'show',
    summary: 'A thing',
    usage: '',
    examples: ['/apgms thing show 1'],
    scopes: [],
    run,
    ...more,
  });

const mention = (text: string, fields: object = {}, eventId = 'Ev1') =>
  eventOf({ type: 'app_mention', user: 'U1', channel: 'C1', ts: '1.2', text, ...fields }, eventId);

const whispered = (text: string, thread: string | null = null) => [
  'whisper',
  { channel: 'C1', thread, person: 'U1', content: paragraph(text) },
];

describe('what is said to us', () => {
  it.each([
    ['<@UBOT> incident list', 'incident list'],
    ['  <@UBOT|apgms>:  incident list ', 'incident list'],
    ['<@UANA> <@UBOT>, incident list', 'incident list'],
    ['… <@UBOT> incident assign <@UANA>', 'incident assign <@UANA>'],
    ['<@UBOT> `/apgms incident list`', 'incident list'],
    ['<@UBOT> /apgms', ''],
    ['<@UBOT> incident note 3 &lt; 5 &amp; <#C1|general>', 'incident note 3 < 5 & <#C1|general>'],
    ['<@UBOT>', ''],
    ['<@UBOT> incident list <@UBOT>', 'incident list <@UBOT>'],
    // Talk about us, which asks for nothing.
    ['I typed <@UBOT> incident resolve', ''],
    ['ask <@UBOT>', ''],
    ['<@UANA> incident list', ''],
    ['incident list', ''],
  ])('in "%s" is "%s"', (text, words) => expect(saidToUs(text, 'UBOT')).toBe(words));

  it('is what follows the first name, while nobody has told us who we are', () => {
    expect(saidToUs('<@UBOT> incident list', null)).toBe('incident list');
  });

  it('is found at once in the longest message, whatever it is made of', () => {
    for (const odd of ['<@', '<@>', '<', '<@UBOT', '`', ' ']) expect(saidToUs(odd.repeat(20_000), 'UBOT')).toBe('');
  });
});

describe('a mention', () => {
  let door: Awaited<ReturnType<typeof openDoor>>;
  afterEach(() => door.close());

  it('runs what it says, and only who wrote it sees the answer', async () => {
    const seen: unknown[] = [];
    door = await openDoor({
      commands: [
        thing(async (text, { delivery, channel, person, actor }) => {
          seen.push({ text, delivery, channel, person, via: (await actor()).via });
          return said(`shown ${text}`);
        }),
      ],
      identity,
    });
    expect(await door.event(mention('<@UBOT> Thing show 1 &amp; 2'))).toMatchObject({ status: 200, text: '' });
    await door.slack.idle();
    const delivery = 'evt.Ev1';
    expect(seen).toEqual([{ text: '1 & 2', delivery, channel: 'C1', person: 'U1', via: 'slack:mention' }]);
    expect(door.asked).toEqual([whispered('shown 1 & 2')]);
    expect(door.counted).toEqual(['mention answered']);
  });

  it('in a thread is answered there', async () => {
    door = await openDoor({ commands: [thing(async () => said('shown'))] });
    await door.event(mention('<@UBOT> thing show', { thread_ts: '1.1' }));
    await door.slack.idle();
    expect(door.asked).toEqual([whispered('shown', '1.1')]);
  });

  it('without words, or with words nobody understands, is explained', async () => {
    door = await openDoor({ commands: [thing(async () => said('shown'))], identity });
    await door.event(mention('<@UBOT>'));
    await door.event(mention('<@UBOT> thing shw', {}, 'Ev2'));
    await door.slack.idle();
    expect(door.asked).toEqual([whispered('Help.'), whispered('Not understood: thing shw')]);
  });

  it('is run and answered once, however often and however quickly it is delivered', async () => {
    const runs: string[] = [];
    const stored = Promise.withResolvers<Reply>();
    door = await openDoor({
      commands: [
        thing((text) => {
          runs.push(text);
          return stored.promise;
        }),
      ],
    });
    const copies = [1, 2, 3].map(() => door.event(mention('<@UBOT> thing show 1')));
    stored.resolve(said('shown'));
    for (const { status } of await Promise.all(copies)) expect(status).toBe(200);
    expect((await door.event(mention('<@UBOT> thing show 1'), { 'x-slack-retry-num': '1' })).status).toBe(200);
    await door.slack.idle();
    expect(runs).toEqual(['1']);
    expect(door.asked).toEqual([whispered('shown')]);
    await door.event(mention('<@UBOT> thing show 1', {}, 'Ev2'));
    await door.slack.idle();
    expect(door.asked).toHaveLength(2);
  });

  it('is told as a message too, and nothing is done twice', async () => {
    const heard: unknown[] = [];
    door = await openDoor({
      commands: [thing(async () => said('shown'))],
      listeners: [{ name: 'heard', events: { message: async ({ event }) => void heard.push(event['text']) } }],
    });
    const text = '<@UBOT> thing show';
    await door.event(mention(text));
    await door.event(eventOf({ type: 'message', user: 'U1', channel: 'C1', ts: '1.2', text }, 'Ev2'));
    await door.slack.idle();
    expect(heard).toEqual([text]);
    expect(door.asked).toEqual([whispered('shown')]);
  });

  it.each([
    ['of a bot', { bot_id: 'B7' }],
    ['of nobody', { user: undefined }],
    ['in a message that was edited', { edited: { user: 'U1', ts: '1.3' } }],
  ])('%s is acknowledged, and nothing is done', async (_, fields) => {
    door = await openDoor({ commands: [thing(async () => said('shown'))] });
    expect((await door.event(mention('<@UBOT> thing show', fields))).status).toBe(200);
    await door.slack.idle();
    expect(door.asked).toEqual([]);
    expect(door.counted).toEqual(['mention ignored']);
  });

  it('of somebody who may do nothing here is turned away', async () => {
    door = await openDoor({
      commands: [thing(async (_, { actor }) => said((await actor()).person))],
      person: async (id) => ({ id, name: id, email: null, guest: false, outsider: true }),
    });
    await door.event(mention('<@UBOT> thing show'));
    await door.slack.idle();
    expect(door.asked).toEqual([whispered(doorWords.outsider().text)]);
  });

  it('is answered by direct message where Slack does not let us answer in the channel', async () => {
    door = await openDoor({
      commands: [thing(async () => said('shown'))],
      asking: (method) => {
        if (method === 'whisper')
          throw new IntegrationError({ vendor: 'slack', code: 'not_in_channel', retryable: false, ambiguous: false });
      },
    });
    await door.event(mention('<@UBOT> thing show'));
    await door.slack.idle();
    expect(door.asked).toEqual([whispered('shown'), ['tell', 'U1', paragraph('shown')]]);
  });

  it('whose answer may have arrived is not answered again', async () => {
    door = await openDoor({
      commands: [thing(async () => said('shown'))],
      asking: () => {
        throw new IntegrationError({ vendor: 'slack', code: 'timeout', retryable: true, ambiguous: true });
      },
    });
    await door.event(mention('<@UBOT> thing show'));
    await door.slack.idle();
    expect(door.asked).toEqual([whispered('shown')]);
  });

  it('that takes long is acknowledged in time, and hears how it ended', async () => {
    const stored = Promise.withResolvers<Reply>();
    door = await openDoor({ commands: [thing(() => stored.promise)] });
    const answer = door.event(mention('<@UBOT> thing show'));
    await door.time.waitingFor((ms) => ms === 2_500);
    door.time.pass(2_500);
    expect((await answer).status).toBe(200);
    await door.askedTimes(1);
    stored.resolve(said('stored at last'));
    await door.slack.idle();
    expect(door.asked).toEqual([whispered(doorWords.notStoredYet().text), whispered('stored at last')]);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('a bug'))],
    ['answers with what a mention has no place for', async (): Promise<Reply> => ({ kind: 'fields', errors: {} })],
  ])('whose door %s is told so', async (_, run) => {
    door = await openDoor({ commands: [thing(run)] });
    expect((await door.event(mention('<@UBOT> thing show'))).status).toBe(200);
    await door.slack.idle();
    expect(JSON.stringify(door.asked)).toContain('Something is wrong on my side');
  });

  it('that needs a form gets a button, and the button opens it', async () => {
    const texts: string[] = [];
    const open = thing(async (text) => {
      texts.push(text);
      return { kind: 'open', view: form };
    });
    door = await openDoor({ commands: [open] });
    await door.event(mention('<@UBOT> thing show 3 &lt; 5'));
    await door.slack.idle();
    const content = doorWords.formByButton('thing show 3 < 5', '/apgms thing show');
    expect(door.asked).toEqual([['whisper', { channel: 'C1', thread: null, person: 'U1', content }]]);
    const [, actions] = content.blocks;
    expect(actions).toMatchObject({ elements: [{ action_id: 'apgms.run', value: 'thing show 3 < 5' }] });
    await door.interact(buttonPayload({ action_id: 'apgms.run', value: 'thing show 3 < 5' }));
    expect(door.asked.at(-1)).toEqual(['openModal', 'trigger.2', form]);
    expect(texts).toEqual(['3 < 5', '3 < 5']);
  });

  it('that needs a form and says more than a button holds is to be typed as a command', async () => {
    door = await openDoor({ commands: [thing(async () => ({ kind: 'open', view: form }))] });
    await door.event(mention(`<@UBOT> thing show ${'x'.repeat(2_000)}`));
    await door.slack.idle();
    expect(door.asked).toEqual([whispered(doorWords.formByButton(null, '/apgms thing show').text)]);
    expect(JSON.stringify(door.asked)).toContain('/apgms thing show`');
  });
});
