import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KillBench, openKillBench } from '#test/support/kill-bench.ts';
import { hasRedis, sayRedisIsMissing, startRedis, type TestRedis } from '#test/support/redis.ts';

if (!hasRedis) sayRedisIsMissing('the bot killed, with its queue on Redis');

const table = [
  { what: 'opening the channel', fault: 'kill_before', method: 'conversations.create' },
  { what: 'opening the channel', fault: 'kill_after_applying', method: 'conversations.create' },
  { what: 'the announcement', fault: 'kill_after_applying', method: 'chat.postMessage', channel: 'incidents' },
  { what: 'the card', fault: 'kill_before', method: 'chat.postMessage', match: '.card' },
  { what: 'pinning the card', fault: 'kill_after_answering', method: 'pins.add' },
] as const;

describe.skipIf(!hasRedis)('with the queue on Redis', () => {
  let redis: TestRedis;
  let bench: KillBench;

  beforeAll(async () => {
    redis = await startRedis();
    bench = await openKillBench({ queue: { url: redis.url, empty: redis.empty } });
  });
  afterAll(async () => {
    await bench.close();
    await redis.close();
  });

  /** The bot has its queue back, and a lost wake-up's time has come. */
  async function noticed(): Promise<void> {
    const { bot } = bench.playground;
    await expect.poll(async () => (await fetch(`${bot.url()}/readyz`)).status, { timeout: 10_000 }).toBe(200);
    await bench.slack.advance('15s');
  }

  it.each(table)('killed at $what ($fault), and the queue emptied meanwhile', async ({ what: _, ...fault }) => {
    bench.loseQueue(true);
    await bench.slack.fault({ vendor: 'slack', ...fault });
    const before = bench.playground.bot.deaths();
    const title = await bench.declare();
    await bench.calmDown();
    expect(bench.playground.bot.deaths(), 'deaths').toBe(before + 1);
    await bench.expectOnce(title);
  });

  it('what is declared while Redis is down waits for it, and gets everything once it is back', async () => {
    await redis.kill();
    const title = await bench.declare();
    await redis.restart();
    await noticed();
    await bench.calmDown();
    await bench.expectOnce(title);
  });

  it('Redis dies with the work in it, while the bot has some in hand', async () => {
    bench.loseQueue(false);
    await bench.slack.fault({ vendor: 'slack', method: 'conversations.invite', fault: 'delay', ms: 500 });
    const title = await bench.declare();
    await expect
      .poll(async () =>
        (await bench.slack.log()).filter((call) => call.outcome === 'pending').map((call) => call.method),
      )
      .toContain('conversations.invite');
    await redis.kill();
    await redis.restart();
    await noticed();
    await bench.calmDown();
    await bench.expectOnce(title);
  });
});
