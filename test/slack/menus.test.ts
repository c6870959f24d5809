import { afterEach, describe, expect, it } from 'vitest';
import { type Choices, defineCommand, type Gesture } from '#src/define.ts';
import { openDoor } from '#test/slack/open-door.ts';

const nothing = { options: [] };

const asked = (value: string, fields: object = {}) => ({
  type: 'block_suggestion',
  user: { id: 'U1' },
  team: { id: 'T1' },
  container: { type: 'message', channel_id: 'C1', message_ts: '1.1' },
  channel: { id: 'C1', name: 'incidents' },
  action_id: 'thing.pick',
  block_id: 'b',
  value,
  ...fields,
});

describe('a menu that asks for its choices', () => {
  let door: Awaited<ReturnType<typeof openDoor>>;
  afterEach(() => door.close());

  const menu = (choose: (typed: string, gesture: Gesture) => Promise<Choices>, more: object = {}) =>
    openDoor({
      commands: [
        defineCommand({
          noun: 'thing',
          verb: 'show',
          summary: 'A thing',
          usage: '',
          examples: ['/apgms thing show'],
          scopes: [],
          run: async () => ({ kind: 'nothing' }),
          menus: { 'thing.pick': choose },
        }),
      ],
      ...more,
    });

  it('gets those for what was typed, cleaned, and who typed it', async () => {
    const seen: unknown[] = [];
    door = await menu(async (typed, { actor, channel, person }) => {
      seen.push({ typed, channel, person, via: (await actor()).via });
      return { options: [{ text: 'INC-42 bank-lines', value: 'incident show INC-42' }] };
    });
    const { status, json } = await door.interact(asked(' bank\u0000 '));
    expect(status).toBe(200);
    expect(json).toEqual({
      options: [
        { text: { type: 'plain_text', text: 'INC-42 bank-lines', emoji: false }, value: 'incident show INC-42' },
      ],
    });
    expect(seen).toEqual([{ typed: 'bank', channel: 'C1', person: 'U1', via: 'slack:menu' }]);
    expect(door.counted).toEqual(['menu answered']);
  });

  it('stands in a modal, too', async () => {
    door = await menu(async (_, { channel }) => ({ options: [{ text: `${channel}`, value: 'x' }] }));
    const { json } = await door.interact(asked('', { channel: undefined, view: { id: 'V1', type: 'modal' } }));
    expect(json.options).toMatchObject([{ text: { text: 'null' } }]);
  });

  it('is cut to what Slack takes', async () => {
    const many = Array.from({ length: 150 }, (_, index) => ({
      text: `${index} ${'x'.repeat(100)}`,
      value: `${index}`,
    }));
    door = await menu(async () => ({ options: [{ text: ' ', value: 'blank' }, ...many] }));
    const { json } = await door.interact(asked(''));
    expect(json.options).toHaveLength(100);
    expect(json.options[0]).toMatchObject({ value: '0' });
    expect(json.options[0].text.text).toHaveLength(75);
  });

  it('stays empty when its choices cannot be read, and the log says so', async () => {
    door = await menu(async () => {
      throw new Error('a bug');
    });
    expect(await door.interact(asked('secret'))).toMatchObject({ status: 200, json: nothing });
    expect(door.counted).toEqual(['menu fault']);
    expect(door.lines).toMatchObject([{ level: 'error', fields: { name: 'thing.pick', type: 'menu' } }]);
    expect(JSON.stringify(door.lines)).not.toContain('secret');
  });

  it('stays empty when they take too long, before Slack gives up', async () => {
    const late = Promise.withResolvers<Choices>();
    door = await menu(() => late.promise);
    const answer = door.interact(asked(''));
    await door.time.waitingFor((ms) => ms === 2_500);
    door.time.pass(2_500);
    expect((await answer).json).toEqual(nothing);
    expect(door.counted).toEqual(['menu late']);
    late.resolve(nothing);
  });

  it('stays empty for who may do nothing here', async () => {
    door = await menu(
      async (_, { actor }) => {
        await actor();
        return { options: [{ text: 'INC-42', value: '42' }] };
      },
      { person: async (id: string) => ({ id, name: id, email: null, guest: false, outsider: true }) },
    );
    expect((await door.interact(asked(''))).json).toEqual(nothing);
    expect(door.counted).toEqual(['menu outsider']);
  });

  it('stays empty when nobody knows it any more', async () => {
    door = await menu(async () => ({ options: [{ text: 'INC-42', value: '42' }] }));
    expect((await door.interact(asked('', { action_id: 'thing.old' }))).json).toEqual(nothing);
  });
});
