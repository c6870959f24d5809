import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KillBench, openKillBench } from '#test/support/kill-bench.ts';

let bench: KillBench;

beforeAll(async () => {
  bench = await openKillBench();
});
afterAll(() => bench.close());

const calls = [
  { what: 'opening the channel', method: 'conversations.create' },
  { what: 'bringing the reporter in', method: 'conversations.invite' },
  { what: 'setting the topic', method: 'conversations.setTopic' },
  { what: 'the announcement', method: 'chat.postMessage', channel: 'incidents' },
  { what: 'the headline', method: 'chat.postMessage', channel: 'incident-room' },
  { what: 'the card', method: 'chat.postMessage', match: '.card' },
  { what: 'pinning the card', method: 'pins.add' },
  { what: 'renewing a message', method: 'chat.update' },
] as const;
const moments = ['kill_before', 'kill_after_applying', 'kill_after_answering'] as const;
const table = calls.flatMap((call) => moments.map((fault) => ({ ...call, fault })));

describe('the bot is killed at a call of a declaration', () => {
  it.each(table)('$what: $fault', async ({ what: _, ...fault }) => {
    bench.loseQueue(fault.fault === 'kill_after_applying');
    await bench.slack.fault({ vendor: 'slack', ...fault });
    const before = bench.playground.bot.deaths();
    const title = await bench.declare();
    await bench.calmDown();
    expect(bench.playground.bot.deaths(), 'deaths').toBe(before + 1);
    await bench.expectOnce(title);
  });
});

describe('the bot is killed at the post of an anchor', () => {
  it.each(moments)('%s', async (fault) => {
    bench.loseQueue(fault === 'kill_after_applying');
    await bench.declare();
    await bench.calmDown();
    await bench.slack.fault({ vendor: 'slack', method: 'chat.postMessage', channel: 'apgms-ops', fault });
    const before = bench.playground.bot.deaths();
    await bench.slack.advance('1h');
    await bench.calmDown();
    expect(bench.playground.bot.deaths(), 'deaths').toBe(before + 1);
    await bench.expectAnchorsOnce();
  });
});
