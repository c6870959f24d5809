import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KillBench, openKillBench } from '#test/support/kill-bench.ts';

let bench: KillBench;
beforeAll(async () => {
  bench = await openKillBench();
});
afterAll(() => bench.close());

const moments = ['kill_before', 'kill_after_applying', 'kill_after_answering'] as const;
let incidents = 0;

/** Declares an incident and returns its name and its channel. */
async function declare(words = ''): Promise<{ readonly name: string; readonly channel: string }> {
  incidents += 1;
  const known = new Set((await bench.slack.channels()).map(({ id }) => id));
  await bench.slack.command('ana', 'incidents', `incident declare sev2 anyway ${words} everyday ${incidents}`);
  await bench.slack.settle();
  const channel = (await bench.slack.channels()).find(({ id }) => !known.has(id))?.id ?? '';
  return { name: `INC-${incidents}`, channel };
}

const type = (where: string, text: string) => bench.slack.command('ana', where, `incident ${text}`);

async function saying(where: string, text: string): Promise<number> {
  const standing = (await bench.slack.messages(where)).filter((one) => one.only_visible_to === null);
  return standing.filter((one) => one.text.includes(text)).length;
}

async function isIn(channel: string, who: string): Promise<boolean> {
  return (await bench.slack.channels()).find(({ id }) => id === channel)?.members.includes(who) ?? false;
}

/** What somebody does, the call at which the bot dies, and what must be so afterwards, once. */
const acts = [
  {
    what: 'an update, as it is told to the room',
    fault: { vendor: 'slack', method: 'chat.postMessage', match: '.room' },
    act: ({ channel, name }) => type(channel, `update of ${name} for all`),
    async holds({ channel, name }) {
      expect(await saying('incident-room', `of ${name} for all`), 'in the room').toBe(1);
      expect(await saying(channel, `of ${name} for all`), 'in its channel').toBe(1);
    },
  },
  {
    what: 'an update, as it is told in the channel',
    fault: { vendor: 'slack', method: 'chat.postMessage', match: '.channel' },
    act: ({ channel, name }) => type(channel, `update of ${name} for all`),
    async holds({ channel, name }) {
      expect(await saying('incident-room', `of ${name} for all`), 'in the room').toBe(1);
      expect(await saying(channel, `of ${name} for all`), 'in its channel').toBe(1);
    },
  },
  {
    what: 'a role, as its holder is brought in',
    fault: { vendor: 'slack', method: 'conversations.invite', match: 'UCHEN' },
    act: ({ channel }) => type(channel, 'assign scribe @chen'),
    async holds({ channel }) {
      expect(await isIn(channel, 'chen')).toBe(true);
      expect(await saying(channel, '<@UCHEN> is scribe'), 'told').toBe(1);
    },
  },
  {
    what: 'the security group, as it is brought in',
    words: 'private',
    fault: { vendor: 'slack', method: 'conversations.invite', match: 'USEC' },
    async holds({ channel }) {
      expect(await isIn(channel, 'sec')).toBe(true);
    },
  },
  {
    what: 'somebody let in, as they are told',
    words: 'private',
    fault: { vendor: 'slack', method: 'chat.postMessage', match: '.granted.' },
    async act({ channel, name }) {
      await bench.slack.command('dora', 'general', `incident access ${name}`);
      await bench.slack.settle();
      const ask = (await bench.slack.posts(channel)).find(({ text }) => text.includes('<@UDORA> asks'));
      await bench.slack.press('ana', { channel, ts: ask?.ts ?? '' }, 'incident.grant');
    },
    async holds({ channel, name }) {
      expect(await isIn(channel, 'dora')).toBe(true);
      const direct = (await bench.slack.channels('dora')).filter(({ name: called }) => called.includes('dora'));
      const told = await Promise.all(direct.map(({ id }) => saying(id, `let into ${name}`)));
      expect(
        told.reduce((sum, count) => sum + count, 0),
        'told',
      ).toBe(1);
    },
  },
] satisfies readonly Act[];

interface Incident {
  readonly name: string;
  readonly channel: string;
}

interface Act {
  readonly what: string;
  /** How it is declared. */
  readonly words?: string;
  readonly fault: { readonly vendor: 'slack' | 'mail'; readonly method: string; readonly match: string };
  /** After the declaration; absent: the declaration itself. */
  readonly act?: (incident: Incident) => Promise<unknown>;
  readonly holds: (incident: Incident) => Promise<void>;
}

const rows = acts.flatMap((act: Act) => moments.map((moment) => ({ ...act, moment })));

describe('the bot is killed at a call of everyday work', () => {
  it.each(rows)('$what: $moment', async ({ words, fault, act, holds, moment }) => {
    bench.loseQueue(moment === 'kill_after_applying');
    const before = bench.playground.bot.deaths();
    const deadly = () => bench.slack.fault({ ...fault, fault: moment });
    if (!act) await deadly();
    const incident = await declare(words);
    if (act) {
      await deadly();
      await act(incident);
    }
    await bench.calmDown();
    expect(bench.playground.bot.deaths(), 'deaths').toBe(before + 1);
    await holds(incident);
  });
});

describe('the bot is killed as it tells the security contact by mail', () => {
  it.each(moments)('%s: it is told, and a second copy would be the same mail', async (moment) => {
    const before = bench.playground.bot.deaths();
    await bench.slack.fault({ vendor: 'mail', method: 'send', fault: moment });
    const { name } = await declare('private');
    await bench.calmDown();
    expect(bench.playground.bot.deaths(), 'deaths').toBe(before + 1);
    const about = (await bench.slack.mails()).filter(
      ({ text }) => text.includes(`${name} `) || text.includes(`${name}.`),
    );
    expect(about.length).toBeGreaterThan(0);
    expect(new Set(about.map(({ message_id }) => message_id)).size).toBe(1);
  });
});

describe('the bot is killed as it takes over a channel', () => {
  it.each(moments)('%s: it is the channel of the incident, and no other was opened', async (moment) => {
    const before = bench.playground.bot.deaths();
    const name = `war-room-${moments.indexOf(moment)}`;
    await bench.slack.changeChannel({ op: 'create', user: 'ana', channel: name });
    const count = (await bench.slack.channels()).length;
    await bench.slack.fault({ vendor: 'slack', method: 'conversations.join', fault: moment });
    incidents += 1;
    await bench.slack.command('ana', name, `incident declare sev2 anyway here everyday ${incidents}`);
    await bench.calmDown();
    expect(bench.playground.bot.deaths(), 'deaths').toBe(before + 1);
    expect((await bench.slack.channels()).length).toBe(count);
    expect((await bench.slack.posts(name)).filter(({ pinned }) => pinned)).toHaveLength(1);
  });
});
