import { afterAll, beforeAll, expect, it } from 'vitest';
import { type KillBench, openKillBench } from '#test/support/kill-bench.ts';

let bench: KillBench;

beforeAll(async () => {
  bench = await openKillBench();
});
afterAll(() => bench.close());

it('killed after any one of the commits of a declaration, the bot leaves everything standing once', async () => {
  const { bot } = bench.playground;
  bench.loseQueue(true);
  let commits = 0;
  for (let died = true; died; ) {
    commits += 1;
    const before = bot.deaths();
    bot.tell({ type: 'die-after-commits', commits });
    const title = await bench.declare();
    await bench.calmDown();
    died = bot.deaths() > before;
    await bench.expectOnce(title);
    bot.tell({ type: 'die-after-commits', commits: 0 });
  }
  // A declaration and what came of its effects: the channel, the invitation, the topic, three posts, the pin.
  expect(commits).toBeGreaterThan(8);
}, 110_000);
