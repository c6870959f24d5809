import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IntegrationError } from '#src/errors.ts';
import type { Store, Timer } from '#src/ports/store.ts';
import { createStore } from '#src/store/store.ts';
import { silentLog } from '#test/support/log.ts';
import { clockBench, notes, noting } from './clock-bench.ts';

const againMs = 10_000;
const hourMs = 3_600_000;

let bench: Awaited<ReturnType<typeof clockBench>>;
beforeEach(async () => {
  bench = await clockBench();
});
afterEach(async () => {
  vi.useRealTimers();
  await bench.close();
});

describe('the clock', () => {
  it('tells the queue of rows that are due', async () => {
    await bench.declare(1, { restricted: true });
    bench.time.clock += againMs;
    const { woken } = bench.start({});
    expect(await woken.are(1)).toEqual([{ work: 'inc-1.1.slack.open-channel', lane: 'slack', turn: 2 }]);
  });

  it('hands every other timer to the handler of its kind, as it was set', async () => {
    const [reports, polls] = [notes<Timer>(), notes<Timer>()];
    const set = [
      bench.timer('a', 'report', bench.time.clock - 2),
      bench.timer('b', 'poll', bench.time.clock - 1),
      bench.timer('c', 'report'),
    ];
    await bench.store.setTimers(set);
    bench.start({ report: async (one) => reports.note(one), poll: async (one) => polls.note(one) });
    expect(await reports.are(2)).toEqual([set[0], set[2]]);
    expect(await polls.are(1)).toEqual([set[1]]);
  });

  it('says loudly that nobody handles a kind, and goes on', async () => {
    const errors = notes<object>();
    const marks = noting();
    const lonely = bench.timer('lonely', 'unheard-of', bench.time.clock - 1);
    await bench.store.setTimers([lonely, bench.timer('mark', 'mark')]);
    bench.start({ mark: marks.handler }, { log: { ...silentLog, error: errors.note } });
    expect(await marks.are(1)).toEqual(['mark']);
    expect(errors.noted).toEqual([{ timer: 'lonely', kind: 'unheard-of' }]);
  });

  it('looks by itself, and nobody has to poke it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const reports = noting();
    const marks = noting();
    await bench.store.setTimers([bench.timer('a', 'report', bench.time.clock + hourMs)]);
    const { loop } = bench.start({ report: reports.handler, mark: marks.handler });
    await bench.everythingTaken(loop, marks);
    bench.time.clock += hourMs;
    while (reports.noted.length === 0) await vi.advanceTimersByTimeAsync(1_000);
    expect(reports.noted).toEqual(['a']);
  });

  it('works off many without a pause between the batches', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const reports = noting();
    await bench.store.setTimers(Array.from({ length: 250 }, (_, index) => bench.timer(`t${index}`, 'report')));
    bench.start({ report: reports.handler });
    for (const count of [100, 200, 250]) {
      expect(await reports.are(count)).toHaveLength(count);
      // Rings the alarms that are set for now.
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(new Set(reports.noted).size).toBe(250);
  });
});

describe('quiet', () => {
  it('is when everything that came due was dealt with, and not while it is in hand', async () => {
    const begun = notes<string>();
    const held = Promise.withResolvers<void>();
    await bench.store.setTimers([bench.timer('a', 'report')]);
    const { loop } = bench.start({
      async report({ key }) {
        begun.note(key);
        await held.promise;
      },
    });
    await begun.are(1);
    let quiet = false;
    const waiting = loop.quiet().then((looks) => {
      quiet = true;
      return looks;
    });
    // The store knows of nothing that is due: the timer was taken, and comes back where nobody drops it.
    const nextAlarm = bench.time.clock + 10_000;
    expect(await bench.store.activity(bench.time.clock)).toEqual({ busy: false, nextTurn: null, nextAlarm });
    expect(quiet).toBe(false);
    held.resolve();
    expect(await waiting).toBe(loop.looks());
  });
});

describe('a poke', () => {
  // Only a poke can wake the loop: its own alarm does not ring.
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));

  it('makes it look again after the clock was moved', async () => {
    const reports = noting();
    const marks = noting();
    await bench.store.setTimers([bench.timer('a', 'report', bench.time.clock + hourMs)]);
    const { loop } = bench.start({ report: reports.handler, mark: marks.handler });
    await bench.everythingTaken(loop, marks);
    expect(reports.noted).toEqual([]);
    bench.time.clock += hourMs;
    loop.poke();
    expect(await reports.are(1)).toEqual(['a']);
  });

  it('is what a write of anybody is, for those who listen', async () => {
    const reports = noting();
    const marks = noting();
    const { loop } = bench.start({ report: reports.handler, mark: marks.handler });
    await bench.everythingTaken(loop, marks);
    await bench.store.onChange(loop.poke);
    await bench.store.setTimers([bench.timer('a', 'report')]);
    expect(await reports.are(1)).toEqual(['a']);
  });
});

describe('a handler that takes its time', () => {
  /** A handler that has begun, and ends when it is told to. */
  function slowly() {
    const over = Promise.withResolvers<void>();
    const [begun, ended] = [noting(), noting()];
    async function slow(timer: Timer): Promise<void> {
      await begun.handler(timer);
      await over.promise;
      await ended.handler(timer);
    }
    return { slow, begun, ended, finish: over.resolve };
  }

  it('holds up neither other timers nor wake-ups', async () => {
    const { slow, begun, finish } = slowly();
    const marks = noting();
    await bench.store.setTimers([bench.timer('a', 'slow')]);
    const { loop, woken } = bench.start({ slow, mark: marks.handler });
    await begun.are(1);
    await bench.everythingTaken(loop, marks);
    await bench.declare(1, { restricted: true });
    bench.time.clock += againMs;
    loop.poke();
    expect(await woken.are(1)).toMatchObject([{ work: 'inc-1.1.slack.open-channel' }]);
    finish();
  });

  it('is not begun again while it is under way, but after that', async () => {
    const { slow, begun, ended, finish } = slowly();
    const marks = noting();
    await bench.store.setTimers([bench.timer('a', 'slow')]);
    const { loop } = bench.start({ slow, mark: marks.handler });
    await begun.are(1);
    bench.time.clock += againMs;
    await bench.everythingTaken(loop, marks);
    expect(begun.noted).toEqual(['a']);

    finish();
    await ended.are(1);
    bench.time.clock += againMs;
    loop.poke();
    expect(await begun.are(2)).toEqual(['a', 'a']);
  });

  it('is waited for by a stop', async () => {
    const { slow, begun, ended, finish } = slowly();
    await bench.store.setTimers([bench.timer('a', 'slow')]);
    const { loop } = bench.start({ slow: (timer) => slow(timer).then(() => bench.store.setTimers([timer])) });
    await begun.are(1);
    const stopped = loop.stop().then(() => [...ended.noted]);
    finish();
    expect(await stopped).toEqual(['a']);
    // What it wrote last is there too.
    expect((await bench.store.dueTimers(bench.time.clock, againMs, 9)).others).toEqual([bench.timer('a', 'slow')]);
  });
});

describe('a handler that throws', () => {
  it.each([
    ['a bug', new Error('no such field'), 'error'],
    [
      'a vendor that is away',
      new IntegrationError({ vendor: 'slack', code: 'reset', retryable: true, ambiguous: false }),
      'warn',
    ],
  ] as const)('for %s finds its timer due again, and nobody else is disturbed', async (_, fault, level) => {
    const tries = noting();
    const marks = noting();
    const said = notes<object>();
    const fail = async (one: Timer) => {
      await tries.handler(one);
      if (tries.noted.length === 1) throw fault;
    };
    await bench.store.setTimers([bench.timer('a', 'failing', bench.time.clock - 1)]);
    const { loop } = bench.start({ failing: fail, mark: marks.handler }, { log: { ...silentLog, [level]: said.note } });
    await tries.are(1);
    expect(await said.are(1)).toMatchObject([{ timer: 'a' }]);
    bench.time.clock += againMs - 1;
    await bench.everythingTaken(loop, marks);
    expect(tries.noted).toEqual(['a']);
    bench.time.clock += 1;
    loop.poke();
    expect(await tries.are(2)).toEqual(['a', 'a']);
  });
});

describe('two clocks', () => {
  it('share what is due, and neither handles what the other did', async () => {
    const pool = new pg.Pool({ connectionString: bench.url });
    const store = createStore({ pool, clock: { now: () => bench.time.clock }, log: silentLog });
    const keys = Array.from({ length: 450 }, (_, index) => `t${index}`);
    await bench.store.setTimers(keys.map((key) => bench.timer(key, 'report')));
    const reports = noting();
    const both = [bench.start({ report: reports.handler }), bench.start({ report: reports.handler }, { store })];
    await reports.are(keys.length);
    await Promise.all(both.map(({ loop }) => loop.stop()));
    expect(reports.noted.toSorted()).toEqual(keys.toSorted());
    await store.close();
    await pool.end();
  });
});

describe('a database that is away for a while', () => {
  it('is looked for until it is back, and then nothing was missed', async () => {
    const reports = noting();
    const marks = noting();
    const warnings = notes<string>();
    const warn = (_: object, message: string) => warnings.note(message);
    await bench.store.setTimers([bench.timer('a', 'report', bench.time.clock + 1)]);
    const { loop } = bench.start({ report: reports.handler, mark: marks.handler }, { log: { ...silentLog, warn } });
    await bench.everythingTaken(loop, marks);

    const admit = await bench.goDown();
    loop.poke();
    expect(await warnings.are(1)).toContain('timers not readable, looking again');
    bench.time.clock += 1;
    await admit();
    expect(await reports.are(1)).toEqual(['a']);
  });
});

describe('a stop', () => {
  it('ends it: it looks no more, poked or not, and what comes due is left to others', async () => {
    let looks = 0;
    const dueTimers: Store['dueTimers'] = (...asked) => {
      looks += 1;
      return bench.store.dueTimers(...asked);
    };
    const marks = noting();
    const { loop } = bench.start({ mark: marks.handler }, { store: { ...bench.store, dueTimers } });
    await bench.everythingTaken(loop, marks);
    const before = looks;
    await loop.stop();
    await bench.store.setTimers([bench.timer('a', 'report')]);
    loop.poke();
    const others = noting();
    bench.start({ report: others.handler });
    expect(await others.are(1)).toEqual(['a']);
    expect(looks).toBe(before);
  });

  it('may come at once, and twice', async () => {
    const { loop } = bench.start({});
    await Promise.all([loop.stop(), loop.stop()]);
  });
});
