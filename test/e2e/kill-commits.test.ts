import { afterAll, beforeAll, expect, it } from 'vitest';
import { type KillBench, openKillBench } from '#test/support/kill-bench.ts';

let bench: KillBench;

beforeAll(async () => {
  bench = await openKillBench();
});
afterAll(() => bench.close());

/** Each of the first ones, on which everything else stands; of the many that only settle what was done, every third. */
const next = (commits: number) => (commits < 12 ? commits + 1 : commits + 3);

it('killed after one commit of a declaration or another, the bot leaves everything standing once', async () => {
  const { bot } = bench.playground;
  bench.loseQueue(true);
  let commits = 0;
  for (let died = true; died; ) {
    commits = next(commits);
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
}, 150_000);
