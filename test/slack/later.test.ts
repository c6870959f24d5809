import { afterEach, describe, expect, it } from 'vitest';
import { type Command, defineCommand, type Gesture } from '#src/define.ts';
import { StoreUnavailable } from '#src/errors.ts';
import { eventOf, openDoor } from '#test/slack/open-door.ts';
import { paragraph } from '#views/blocks.ts';

function commandThat(doing: { readonly run: (gesture: Gesture) => void }): Command {
  return defineCommand({
    noun: 'thing',
    verb: 'show',
    summary: 'A thing',
    usage: '',
    examples: ['/apgms thing show'],
    scopes: [],
    async run(_, gesture) {
      doing.run(gesture);
      return { kind: 'tell', message: paragraph('shown') };
    },
  });
}

describe('what is to be done later', () => {
  let door: Awaited<ReturnType<typeof openDoor>>;
  afterEach(() => door.close());

  it('is done when Slack has its answer, in order, and one that fails leaves the others alone', async () => {
    const done: string[] = [];
    const answered = Promise.withResolvers<void>();
    door = await openDoor({
      commands: [
        commandThat({
          run: ({ later }) => {
            later(async () => {
              await answered.promise;
              done.push('first');
            });
            later(async () => {
              throw new Error('a bug');
            });
            later(async () => void done.push('last'));
          },
        }),
      ],
    });
    expect((await door.command('thing show')).json).toMatchObject({ text: 'shown' });
    expect(done).toEqual([]);
    answered.resolve();
    await door.slack.idle();
    expect(done).toEqual(['first', 'last']);
    expect(door.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('is done once, however often the command was tried', async () => {
    let tries = 0;
    const done: string[] = [];
    door = await openDoor({
      commands: [
        commandThat({
          run: ({ later }) => {
            later(async () => void done.push('done'));
            tries += 1;
            if (tries < 3) throw new StoreUnavailable(new Error('refused'));
          },
        }),
      ],
    });
    const answer = door.command('thing show');
    for (let pause = 1; pause < 3; pause += 1) {
      await door.time.waitingFor((ms) => ms < 2_500);
      door.time.pass(1_000);
    }
    expect((await answer).json).toMatchObject({ text: 'shown' });
    await door.slack.idle();
    expect({ tries, done }).toEqual({ tries: 3, done: ['done'] });
  });

  it('follows an event once that was acknowledged', async () => {
    const done: string[] = [];
    const acknowledged = Promise.withResolvers<void>();
    door = await openDoor({
      listeners: [
        {
          name: 'home',
          events: {
            app_home_opened: async ({ later, actor }) => {
              later(async () => {
                await acknowledged.promise;
                throw new Error('a bug');
              });
              later(async () => void done.push((await actor('U1'))?.person ?? 'nobody'));
            },
          },
        },
      ],
    });
    const event = { type: 'app_home_opened', user: 'U1', tab: 'home', channel: 'D1' };
    expect((await door.event(eventOf(event))).status).toBe(200);
    expect(done).toEqual([]);
    acknowledged.resolve();
    await door.slack.idle();
    expect(done).toEqual(['U1']);
    expect(door.lines).toMatchObject([{ level: 'warn', message: 'what an event asked for later was not done' }]);
  });

  it('is not done for an event that was not taken in: it is delivered again', async () => {
    const done: string[] = [];
    door = await openDoor({
      listeners: [
        {
          name: 'home',
          events: {
            app_home_opened: async ({ later }) => {
              later(async () => void done.push('done'));
              throw new Error('a bug');
            },
          },
        },
      ],
    });
    expect((await door.event(eventOf({ type: 'app_home_opened', user: 'U1' }))).status).toBe(500);
    await door.slack.idle();
    expect(done).toEqual([]);
  });
});
