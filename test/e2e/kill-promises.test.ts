import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type KillBench, openKillBench } from '#test/support/kill-bench.ts';
import { asksFor, missesIn, promiseRecord } from '#test/support/promise-record.ts';

let bench: KillBench;
beforeAll(async () => {
  bench = await openKillBench({ patient: false });
});
afterAll(() => bench.close());

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;
const moments = ['kill_before', 'kill_after_applying', 'kill_after_answering'] as const;

/** Of this service Chen is always the one on call, and Ben the secondary. */
const service = 'worker';
let declared = 0;

/** Declares the next incident and returns its stream. */
async function declare(severity: string): Promise<string> {
  declared += 1;
  const stream = `inc-${declared}`;
  await bench.slack.command('ana', 'incidents', `incident declare ${severity} anyway ${service} owed ${declared}`);
  return stream;
}

const type = (stream: string, verb: string, rest = '') =>
  bench.slack.command('ana', 'general', `incident ${verb} ${stream} ${rest}`);

async function cancelAll(): Promise<void> {
  for (let number = 1; number <= declared; number += 1) await type(`inc-${number}`, 'cancel', 'because it was a test');
  // All that was told of them is renewed, as fast as Slack lets us.
  await bench.slack.advance('2m');
}

/** Moves the time to a moment (clock). */
async function moveTo(moment: number): Promise<void> {
  await bench.playground.advance(moment - (await now()));
}

async function now(): Promise<number> {
  const clock = await fetch(`${bench.playground.url}/_workspace/clock`);
  return z.object({ now: z.number() }).parse(await clock.json()).now;
}

/** The next moment at which the status is posted; one that is about to come is let go by. */
async function nextTick(): Promise<number> {
  return (Math.floor(((await now()) + 10_000) / quarterMs) + 1) * quarterMs;
}

const record = () => promiseRecord(bench.databaseUrl);
const missesOf = async (stream: string) => missesIn(await record(), stream);
const missedOnTime = [{ kind: 'acknowledge', missed: 5, rungs: [[1, 5]] }];

/** Until when it is to be acknowledged. */
async function deadlineOf(stream: string): Promise<number> {
  const declaration = (await record()).find((one) => one.stream === stream);
  return (declaration?.at ?? Number.NaN) + 5 * minuteMs;
}

/** What anybody was told of promises stands exactly once, for exactly what the record says, and each is recorded as told once. */
async function expectEverythingOnce(): Promise<void> {
  const events = await record();
  const told = events.flatMap((one) => (one.type === 'obligation-told' ? [`${one.stream} ${one.data.of}`] : []));
  expect(new Set(told).size, 'told of one thing').toBe(told.length);
  const channels = await bench.slack.channels();
  const messages = await Promise.all(channels.map(({ id }) => bench.slack.messages(id)));
  const keys = messages.flat().flatMap(({ key }) => key ?? []);
  const standing = keys.filter((key) => /^digest-|\.(?:reminder|miss|status)\./.test(key));
  expect(standing.toSorted()).toEqual([...new Set(events.flatMap(asksFor))].toSorted());
}

/** So often people were asked to acknowledge, and told that nobody did. */
async function expectTold(stream: string, ...what: readonly string[]): Promise<void> {
  const told = (await record()).flatMap((one) =>
    one.stream === stream && one.type === 'obligation-told' && one.data.obligation.startsWith('acknowledge.')
      ? [one.data.what]
      : [],
  );
  expect(told).toEqual(what);
}

/** What the record says is posted of the status at a tick. */
async function postedAt(tick: number): Promise<readonly string[]> {
  const posts = (await record()).flatMap((one) =>
    one.type === 'status-due' && one.data.tick === tick ? asksFor(one, 0, []) : [],
  );
  return [...new Set(posts)];
}

interface Deadly {
  readonly method: string;
  readonly channel?: string;
  readonly match?: string;
}

/** The bot dies at each of these calls, and what it was at is finished once it is back. */
async function dying(fault: (typeof moments)[number], calls: readonly Deadly[], act: () => Promise<unknown>) {
  const before = bench.playground.bot.deaths();
  bench.loseQueue(fault === 'kill_after_applying');
  for (const call of calls) await bench.slack.fault({ vendor: 'slack', ...call, fault });
  await act();
  await bench.calmDown();
  expect(bench.playground.bot.deaths(), 'deaths').toBe(before + calls.length);
  await expectEverythingOnce();
}

describe.each(moments)('the bot is killed (%s)', (moment) => {
  let stream = '';
  // It remembers nobody then, and has to look them up.
  beforeAll(async () => {
    await bench.playground.bot.kill();
    await bench.slack.settle();
  });
  afterAll(cancelAll);

  it('as it looks up who is on call, and as it asks them to acknowledge in the channel and directly', async () => {
    const calls = [
      { method: 'users.lookupByEmail', match: 'chen' },
      { method: 'chat.postMessage', match: '.channel' },
      { method: 'chat.postMessage', match: '.UCHEN' },
    ];
    await dying(moment, calls, async () => {
      stream = await declare('sev2');
    });
    await expectTold(stream, 'reminder');
  });

  it('as it tells the room that nobody acknowledged', async () => {
    const call = { method: 'chat.postMessage', channel: 'incident-room', match: '.miss.' };
    await dying(moment, [call], async () => moveTo(await deadlineOf(stream)));
    await expectTold(stream, 'reminder', 'miss');
    expect(await missesOf(stream)).toEqual(missedOnTime);
  });

  it('as it posts the status of a cadence tick', async () => {
    await type(stream, 'ack');
    const call = { method: 'chat.postMessage', channel: 'incident-room', match: '.status.' };
    const tick = await nextTick();
    await dying(moment, [call], () => moveTo(tick));
    expect(await postedAt(tick)).toEqual([expect.stringMatching(`^${stream}\\.status\\.`)]);
  });

  it('as it posts the digest of five incidents', async () => {
    const tick = (await nextTick()) + quarterMs;
    await moveTo(tick - 2 * minuteMs);
    for (let more = 0; more < 4; more += 1) await declare('sev2');
    const call = { method: 'chat.postMessage', channel: 'incident-room', match: 'digest-' };
    await dying(moment, [call], () => moveTo(tick));
    expect(await postedAt(tick)).toEqual([`digest-${tick}`]);
  });
});

describe('a deadline', () => {
  afterAll(cancelAll);

  /** Moves the time to one second before it. */
  async function justBefore(stream: string): Promise<void> {
    await moveTo((await deadlineOf(stream)) - 1_000);
    expect(await missesOf(stream)).toEqual([]);
  }

  it('is kept track of by a bot that is restarted one second before', async () => {
    const stream = await declare('sev4');
    await justBefore(stream);
    await bench.playground.bot.kill();
    await bench.slack.advance('10s');
    expect(await missesOf(stream)).toEqual(missedOnTime);
    await expectTold(stream, 'reminder', 'miss');
    await expectEverythingOnce();
  });

  it('is told of also when the bot dies as it records the miss, and the queue is emptied', async () => {
    const stream = await declare('sev4');
    await justBefore(stream);
    const before = bench.playground.bot.deaths();
    bench.loseQueue(true);
    bench.playground.bot.tell({ type: 'die-after-commits', commits: 1 });
    await bench.slack.advance('2s');
    await bench.calmDown();
    expect(bench.playground.bot.deaths(), 'deaths').toBe(before + 1);
    expect(await missesOf(stream)).toEqual(missedOnTime);
    await expectTold(stream, 'reminder', 'miss');
    await expectEverythingOnce();
  });
});

describe('the bot is down for three hours, over several deadlines', () => {
  let stream = '';
  let downAt = 0;
  let upAt = 0;

  beforeAll(async () => {
    stream = await declare('sev2');
    await bench.slack.advance('1m');
    downAt = await now();
    // Not so that it is up just as the status is due.
    upAt = (await nextTick()) + 185 * minuteMs;
    await bench.playground.downFor(upAt - downAt);
    await bench.slack.advance('1m');
  });
  afterAll(cancelAll);

  it('each miss is recorded with its true time, and those of its rungs', async () => {
    expect(await missesOf(stream)).toEqual([
      { kind: 'acknowledge', missed: 5, rungs: [1, 2, 3].map((rung) => [rung, 5 * rung]) },
      { kind: 'assign-commander', missed: 10, rungs: [0, 1, 2, 3].map((rung) => [rung, 10 + 5 * rung]) },
      { kind: 'internal-update', missed: 15, rungs: [0, 1, 2, 3].map((rung) => [rung, 15 + 5 * rung]) },
    ]);
  });

  it('each person is told of each once', async () => {
    await expectTold(stream, 'reminder', 'miss');
    await expectEverythingOnce();
  });

  it('of the status only the newest is posted', async () => {
    const ticks = (await record()).flatMap((one) =>
      one.stream === stream && one.type === 'status-due' && one.data.tick > downAt ? [one.data.tick] : [],
    );
    expect(ticks).toEqual([upAt - 5 * minuteMs]);
  });
});
