import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Queue } from '#src/ports/queue.ts';
import type { Wake } from '#src/ports/store.ts';
import { type OpenQueue, openPostgresLanes, openRedisLanes, type QueueBench } from '#test/support/queue-bench.ts';
import { hasRedis, sayRedisIsMissing } from '#test/support/redis.ts';

if (!hasRedis) sayRedisIsMissing('the queue on Redis');

const backends = [
  { on: 'PostgreSQL', here: true, openLanes: openPostgresLanes },
  { on: 'Redis', here: hasRedis, openLanes: openRedisLanes },
];

for (const { on, here, openLanes } of backends) {
  describe.skipIf(!here)(`the queue on ${on}`, () => {
    let bench: QueueBench;
    let opened: OpenQueue;
    let queue: Queue;

    beforeAll(async () => {
      bench = await openLanes();
    });
    afterAll(() => bench.close());
    afterEach(() => opened.close());

    async function open(): Promise<void> {
      opened = await bench.open();
      queue = opened.queue;
    }

    it('hands a wake-up to a worker once', async () => {
      await open();
      const { handled, handle } = recorder();
      await queue.work('once', 1, handle);
      await queue.wake([wake('once', 'inc-1.1'), wake('once', 'inc-1.2'), wake('once', 'inc-1.3')]);
      await expect.poll(handled).toEqual(['inc-1.1', 'inc-1.2', 'inc-1.3']);
    });

    it('stores the id and nothing else, and a wake-up that waits already only once', async () => {
      await open();
      await queue.wake([wake('twice', 'inc-2.1'), wake('twice', 'inc-2.1')]);
      await queue.wake([wake('twice', 'inc-2.1')]);
      expect(await bench.jobs()).toEqual([{ work: 'inc-2.1' }]);
      const { handled, handle } = recorder();
      await queue.work('twice', 1, handle);
      await queue.wake([wake('twice', 'inc-2.2')]);
      await expect.poll(handled).toEqual(['inc-2.1', 'inc-2.2']);
    });

    it('wakes the same work again in a later turn, and when the earlier wake-up is gone', async () => {
      await open();
      const { handled, handle } = recorder();
      await queue.wake([wake('again', 'inc-3.1', 1), wake('again', 'inc-3.1', 2)]);
      await queue.work('again', 1, handle);
      await expect.poll(handled).toHaveLength(2);
      await expect.poll(bench.jobs).toEqual([]);
      await queue.wake([wake('again', 'inc-3.1', 1)]);
      await expect.poll(handled).toEqual(['inc-3.1', 'inc-3.1', 'inc-3.1']);
    });

    it('keeps lanes apart', async () => {
      await open();
      const lanes = ['slack', 'checks', 'deploys', 'pagerduty', 'github'];
      const handled = new Map<string, string[]>(lanes.map((lane) => [lane, []]));
      for (const lane of lanes) await queue.work(lane, 2, async (work) => void handled.get(lane)?.push(work));
      await queue.wake(lanes.map((lane) => wake(lane, `inc-4.1.${lane}`)));
      await expect
        .poll(() => Object.fromEntries(handled))
        .toEqual(Object.fromEntries(lanes.map((lane) => [lane, [`inc-4.1.${lane}`]])));
    });

    it('works as many at a time as it was told, and no more', async () => {
      await open();
      let running = 0;
      let peak = 0;
      let done = 0;
      const full = Promise.withResolvers<void>();
      await queue.work('wide', 3, async () => {
        running += 1;
        peak = Math.max(peak, running);
        if (running === 3) full.resolve();
        await full.promise;
        running -= 1;
        done += 1;
      });
      await queue.wake(numbered('wide', 'inc-5', 12));
      await expect.poll(() => done).toBe(12);
      expect(peak).toBe(3);
    });

    it('does not let one slow handler hold up the others', async () => {
      await open();
      const release = Promise.withResolvers<void>();
      const { handled, handle } = recorder();
      await queue.work('slow', 2, async (work) => {
        if (work === 'inc-6.1') await release.promise;
        await handle(work);
      });
      await queue.wake(numbered('slow', 'inc-6', 10));
      await expect.poll(handled).toHaveLength(9);
      expect(handled()).not.toContain('inc-6.1');
      release.resolve();
      await expect.poll(handled).toHaveLength(10);
    });

    it('keeps nothing of what was handled, nor of what failed', async () => {
      await open();
      const { handled, handle } = recorder();
      await queue.work('gone', 1, async (work) => {
        await handle(work);
        if (work === 'inc-7.2') throw new Error('a fault');
      });
      await queue.wake(numbered('gone', 'inc-7', 3));
      await expect.poll(handled).toEqual(['inc-7.1', 'inc-7.2', 'inc-7.3']);
      await expect.poll(bench.jobs).toEqual([]);
    });

    it('closes when what is under way is handled', async () => {
      await open();
      const order: string[] = [];
      const begun = Promise.withResolvers<void>();
      const release = Promise.withResolvers<void>();
      await queue.work('closing', 1, async () => {
        begun.resolve();
        await release.promise;
        order.push('handled');
      });
      await queue.wake([wake('closing', 'inc-8.1')]);
      await begun.promise;
      const closed = opened.close().then(() => order.push('closed'));
      release.resolve();
      await closed;
      expect(order).toEqual(['handled', 'closed']);
    });

    it('loses wake-ups without a word while it is down, and works on by itself when it is back', async () => {
      await open();
      const { handled, handle } = recorder();
      await queue.work('outage', 2, handle);
      await queue.wake([wake('outage', 'inc-9.1')]);
      await expect.poll(handled).toEqual(['inc-9.1']);
      expect(await queue.ready()).toBe(true);

      await bench.goDown();
      await queue.wake([wake('outage', 'inc-9.2')]);
      expect(await queue.ready()).toBe(false);

      await bench.comeBack();
      await expect.poll(queue.ready, patiently).toBe(true);
      await queue.wake([wake('outage', 'inc-9.3')]);
      await expect.poll(handled, patiently).toContain('inc-9.3');
    });

    it('takes wake-ups for a lane that was first asked for while it was down', async () => {
      await open();
      await bench.goDown();
      await queue.wake([wake('newborn', 'inc-10.1')]);
      await bench.comeBack();
      await expect.poll(queue.ready, patiently).toBe(true);
      const { handled, handle } = recorder();
      await queue.work('newborn', 1, handle);
      await queue.wake([wake('newborn', 'inc-10.2')]);
      await expect.poll(handled, patiently).toContain('inc-10.2');
    });

    it('closes while it is down', async () => {
      await open();
      const { handled, handle } = recorder();
      await queue.work('dark', 1, handle);
      await queue.wake([wake('dark', 'inc-11.1')]);
      await expect.poll(handled).toEqual(['inc-11.1']);
      await bench.goDown();
      await opened.close();
      await bench.comeBack();
    });
  });
}

describe.skipIf(!hasRedis)('Redis, beside PostgreSQL, without which nothing starts', () => {
  let bench: Awaited<ReturnType<typeof openRedisLanes>>;

  beforeAll(async () => {
    bench = await openRedisLanes();
  });
  afterAll(() => bench.close());

  it('may be down when the workers start', async () => {
    await bench.goDown();
    const { queue, close } = await bench.open();
    const { handled, handle } = recorder();
    await queue.work('early', 1, handle);
    await bench.comeBack();
    await expect.poll(queue.ready, patiently).toBe(true);
    await queue.wake([wake('early', 'inc-12.1')]);
    await expect.poll(handled, patiently).toEqual(['inc-12.1']);
    await close();
  });

  it('holds up neither a wake-up nor the close when it keeps its connections and says nothing', async () => {
    const { queue, close } = await bench.open();
    await queue.work('frozen', 1, async () => undefined);
    await queue.wake([wake('frozen', 'inc-13.1')]);
    bench.freeze();
    await queue.wake([wake('frozen', 'inc-13.2')]);
    expect(await queue.ready()).toBe(false);
    await close();
    bench.thaw();
  });
});

const patiently = { timeout: 10_000 };

function wake(lane: string, work: string, turn = 1): Wake {
  return { lane, work, turn };
}

function numbered(lane: string, stream: string, count: number): readonly Wake[] {
  return Array.from({ length: count }, (_, index) => wake(lane, `${stream}.${index + 1}`));
}

/** A handler that remembers. */
function recorder() {
  const seen: string[] = [];
  return {
    handled: () => [...seen],
    async handle(work: string) {
      seen.push(work);
    },
  };
}
