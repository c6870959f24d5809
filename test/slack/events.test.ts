import { afterEach, describe, expect, it } from 'vitest';
import { defineListener, type Happening, type Listener } from '#src/define.ts';
import { StoreUnavailable } from '#src/errors.ts';
import { eventOf, openDoor } from '#test/slack/open-door.ts';

const identity = { botId: 'B1', botUserId: 'UBOT' };

function hearing(name: string, events: Listener['events']): Listener {
  return defineListener({ name, events });
}

const reaction = {
  type: 'reaction_added',
  user: 'U1',
  reaction: 'pushpin',
  item: { type: 'message', channel: 'C1', ts: '1.1' },
  item_user: 'U2',
};

describe('an event', () => {
  let door: Awaited<ReturnType<typeof openDoor>>;
  afterEach(() => door.close());

  it('reaches all who hear it, one after the other', async () => {
    const order: string[] = [];
    const hear =
      (name: string) =>
      async ({ delivery, event }: Happening) => {
        order.push(`${name} begins ${delivery} ${event['reaction']}`);
        await Promise.resolve();
        order.push(`${name} ends`);
      };
    door = await openDoor({
      listeners: [
        hearing('note', { reaction_added: hear('note') }),
        hearing('show', { reaction_added: hear('show'), channel_archive: hear('never') }),
      ],
    });
    expect((await door.event(eventOf(reaction))).status).toBe(200);
    expect(order).toEqual(['note begins evt.Ev1 pushpin', 'note ends', 'show begins evt.Ev1 pushpin', 'show ends']);
    expect(door.counted).toEqual(['reaction_added heard']);
  });

  it('that one of them does not take in is not acknowledged, and the others have heard it', async () => {
    const heard: string[] = [];
    door = await openDoor({
      listeners: [
        hearing('note', {
          reaction_added: async () => {
            throw new StoreUnavailable(new Error('refused'));
          },
        }),
        hearing('show', { reaction_added: async ({ delivery }) => void heard.push(delivery) }),
      ],
    });
    expect((await door.event(eventOf(reaction))).status).toBe(500);
    expect(heard).toEqual(['evt.Ev1']);
    expect(door.counted).toEqual(['reaction_added failed']);
    expect(door.lines).toMatchObject([
      { level: 'warn', fields: { name: 'note', type: 'reaction_added' } },
      { level: 'error', message: 'a delivery failed' },
    ]);
  });

  it('delivered again, in a row or at once, asks once for what it asks for later', async () => {
    const done: string[] = [];
    door = await openDoor({
      listeners: [
        hearing('note', {
          reaction_added: async ({ delivery, later }) => later(async () => void done.push(delivery)),
        }),
      ],
    });
    const copies = [1, 2, 3].map(() => door.event(eventOf(reaction)));
    for (const { status } of await Promise.all(copies)) expect(status).toBe(200);
    await door.event(eventOf(reaction));
    await door.event(eventOf(reaction, 'Ev2'));
    await door.slack.idle();
    expect(done).toEqual(['evt.Ev1', 'evt.Ev2']);
  });

  it('tells who somebody is; bots, the deactivated, strangers and who is nobody are nobody', async () => {
    const actors: unknown[] = [];
    door = await openDoor({
      listeners: [
        hearing('note', {
          reaction_added: async ({ actor, event }) => void actors.push(await actor(`${event['user']}`)),
        }),
      ],
      person: async (id) =>
        id === 'UNOBODY' ? null : { id, name: id, email: 'u1@apgms.example', guest: false, outsider: id === 'UROBOT' },
    });
    for (const user of ['U1', 'UROBOT', 'UNOBODY']) await door.event(eventOf({ ...reaction, user }));
    const groups = ['responder', 'deploy-approver'];
    expect(actors).toEqual([{ kind: 'person', person: 'U1', groups, via: 'slack:reaction_added' }, null, null]);
  });

  it.each([
    ['a reaction', reaction, false],
    ['a message', { type: 'message', channel: 'C1', ts: '1.1', text: 'the card', bot_id: 'B1' }, false],
    ['a coming', { type: 'member_joined_channel', channel: 'C1' }, true],
    ['a leaving', { type: 'member_left_channel', channel: 'C1' }, true],
  ])('of our own doing: %s', async (_, event, heard) => {
    const handled: unknown[] = [];
    const hear = async ({ event: { user }, deps }: Happening) => {
      const { botUserId } = await deps.chat.identity();
      handled.push(user === botUserId ? 'ourselves' : user);
    };
    const listeners = [hearing('note', { [event.type]: hear })];
    door = await openDoor({ listeners, identity });
    expect((await door.event(eventOf({ ...event, user: 'UBOT' }))).status).toBe(200);
    expect((await door.event(eventOf({ ...event, user: 'U1', bot_id: undefined }, 'Ev2'))).status).toBe(200);
    expect(handled).toEqual(heard ? ['ourselves', 'U1'] : ['U1']);
  });

  it('of our own doing is heard while nobody has told us who we are, and comes from nobody', async () => {
    const actors: unknown[] = [];
    door = await openDoor({
      listeners: [hearing('note', { reaction_added: async ({ actor }) => void actors.push(await actor('UBOT')) })],
      person: async (id) => ({ id, name: id, email: null, guest: false, outsider: true }),
    });
    await door.event(eventOf({ ...reaction, user: 'UBOT' }));
    expect(actors).toEqual([null]);
  });

  it('is logged by its ids alone', async () => {
    door = await openDoor({
      listeners: [
        hearing('note', { message: async ({ deps }) => deps.log.info({ code: 'kept' }, 'a message was kept') }),
      ],
    });
    await door.event(eventOf({ type: 'message', user: 'U1', channel: 'C1', ts: '1.1', text: 'the secret plan' }));
    expect(door.lines).toMatchObject([{ fields: { type: 'message', code: 'kept' }, message: 'a message was kept' }]);
    expect(JSON.stringify(door.lines)).not.toMatch(/secret|Ev1/);
  });

  it('that is a mention cannot be claimed: the door answers it', async () => {
    const listeners = [hearing('note', { app_mention: async () => undefined })];
    await expect(openDoor({ listeners })).rejects.toThrow('note: a mention is a command, not an event');
    door = await openDoor({});
  });
});
