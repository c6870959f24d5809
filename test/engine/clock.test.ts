import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { type ClockLoop, startClock } from '#src/engine/clock.ts';
import { IntegrationError } from '#src/errors.ts';
import type { Log } from '#src/ports/log.ts';
import type { Store, Timer, Wake } from '#src/ports/store.ts';
import { createStore } from '#src/store/store.ts';
import { openStore } from '#test/store/open-store.ts';
import { execute } from '#test/support/cluster.ts';
import { silentLog } from '#test/support/log.ts';

const againMs = 10_000;
const hourMs = 3_600_000;

let at: Awaited<ReturnType<typeof openStore>>;
let loops: ClockLoop[];
beforeEach(async () => {
  at = await openStore();
  loops = [];
});
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(loops.map((loop) => loop.stop()));
  await at.close();
});

type Handlers = Readonly<Record<string, (timer: Timer) => Promise<void>>>;

/** A loop on the store that is stopped with the test, and what it told the queue. */
function start(handlers: Handlers, { store = at.store, log = silentLog }: { store?: Store; log?: Log } = {}) {
  const woken = notes<Wake>();
  const queue = {
    wake: async (wakes: readonly Wake[]) => wakes.forEach(woken.note),
    work: async () => undefined,
    ready: async () => true,
    close: async () => undefined,
  };
  const clock = { now: () => at.time.clock };
  const loop = startClock({ store, queue, clock, log }, new Map(Object.entries(handlers)));
  loops.push(loop);
  return { loop, woken };
}

/** What was noted so far, and a promise for when there are `count`. */
function notes<T>() {
  const noted: T[] = [];
  let changed = Promise.withResolvers<void>();
  return {
    noted,
    note(one: T): void {
      noted.push(one);
      changed.resolve();
      changed = Promise.withResolvers();
    },
    async are(count: number): Promise<readonly T[]> {
      while (noted.length < count) await changed.promise;
      return noted;
    },
  };
}

/** A handler that notes the keys of what it is given. */
function noting() {
  const { note, ...rest } = notes<string>();
  return { ...rest, handler: async ({ key }: Timer) => note(key) };
}

function timer(key: string, kind: string, dueAt = at.time.clock): Timer {
  return { key, dueAt, kind, ref: `${key}'s` };
}

/** Whatever is due by now has been taken once this is over: a mark comes due last, and is handled. */
async function everythingTaken(loop: ClockLoop, marks: ReturnType<typeof noting>): Promise<void> {
  const before = marks.noted.length;
  await at.store.setTimers([timer('mark', 'mark')]);
  loop.poke();
  await marks.are(before + 1);
}

describe('the clock', () => {
  it('tells the queue of rows that are due', async () => {
    await at.declare(1, { restricted: true });
    at.time.clock += againMs;
    const { woken } = start({});
    expect(await woken.are(1)).toEqual([{ work: 'inc-1.1.slack.open-channel', lane: 'slack', turn: 2 }]);
  });

  it('hands every other timer to the handler of its kind, as it was set', async () => {
    const [reports, polls] = [notes<Timer>(), notes<Timer>()];
    const set = [timer('a', 'report', at.time.clock - 2), timer('b', 'poll', at.time.clock - 1), timer('c', 'report')];
    await at.store.setTimers(set);
    start({ report: async (one) => reports.note(one), poll: async (one) => polls.note(one) });
    expect(await reports.are(2)).toEqual([set[0], set[2]]);
    expect(await polls.are(1)).toEqual([set[1]]);
  });

  it('says loudly that nobody handles a kind, and goes on', async () => {
    const errors = notes<object>();
    const marks = noting();
    await at.store.setTimers([timer('lonely', 'unheard-of', at.time.clock - 1), timer('mark', 'mark')]);
    start({ mark: marks.handler }, { log: { ...silentLog, error: errors.note } });
    expect(await marks.are(1)).toEqual(['mark']);
    expect(errors.noted).toEqual([{ timer: 'lonely', kind: 'unheard-of' }]);
  });

  it('looks by itself, and nobody has to poke it', async () => {
    const reports = noting();
    await at.store.setTimers([timer('a', 'report', at.time.clock + hourMs)]);
    start({ report: reports.handler });
    at.time.clock += hourMs;
    expect(await reports.are(1)).toEqual(['a']);
  });
});

describe('many due at once', () => {
  it('are worked off without a pause between the batches', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const reports = noting();
    await at.store.setTimers(Array.from({ length: 250 }, (_, index) => timer(`t${index}`, 'report')));
    start({ report: reports.handler });
    for (const count of [100, 200, 250]) {
      expect(await reports.are(count)).toHaveLength(count);
      // Rings the alarms that are set for now.
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(new Set(reports.noted).size).toBe(250);
  });
});

describe('a poke', () => {
  // Only a poke can wake the loop: its own alarm does not ring.
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));

  it('makes it look again after the clock was moved', async () => {
    const reports = noting();
    const marks = noting();
    await at.store.setTimers([timer('a', 'report', at.time.clock + hourMs)]);
    const { loop } = start({ report: reports.handler, mark: marks.handler });
    await everythingTaken(loop, marks);
    expect(reports.noted).toEqual([]);
    at.time.clock += hourMs;
    loop.poke();
    expect(await reports.are(1)).toEqual(['a']);
  });

  it('is what a write of anybody is, for those who listen', async () => {
    const reports = noting();
    const marks = noting();
    const { loop } = start({ report: reports.handler, mark: marks.handler });
    await everythingTaken(loop, marks);
    await at.store.onChange(loop.poke);
    await at.store.setTimers([timer('a', 'report')]);
    expect(await reports.are(1)).toEqual(['a']);
  });
});

describe('a handler that takes its time', () => {
  it('holds up neither other timers nor wake-ups', async () => {
    const over = Promise.withResolvers<void>();
    const begun = noting();
    const marks = noting();
    const slow = async (one: Timer) => {
      await begun.handler(one);
      await over.promise;
    };
    await at.store.setTimers([timer('a', 'slow')]);
    const { loop, woken } = start({ slow, mark: marks.handler });
    await begun.are(1);
    await everythingTaken(loop, marks);
    await at.declare(1, { restricted: true });
    at.time.clock += againMs;
    loop.poke();
    expect(await woken.are(1)).toMatchObject([{ work: 'inc-1.1.slack.open-channel' }]);
    over.resolve();
  });

  it('is not begun again while it is under way, but after that', async () => {
    const over = Promise.withResolvers<void>();
    const begun = noting();
    const ended = noting();
    const marks = noting();
    const slow = async (one: Timer) => {
      await begun.handler(one);
      await over.promise;
      await ended.handler(one);
    };
    await at.store.setTimers([timer('a', 'slow')]);
    const { loop } = start({ slow, mark: marks.handler });
    await begun.are(1);
    at.time.clock += againMs;
    await everythingTaken(loop, marks);
    expect(begun.noted).toEqual(['a']);

    over.resolve();
    await ended.are(1);
    at.time.clock += againMs;
    loop.poke();
    expect(await begun.are(2)).toEqual(['a', 'a']);
  });

  it('is waited for by a stop', async () => {
    const over = Promise.withResolvers<void>();
    const order: string[] = [];
    const begun = noting();
    const slow = async (one: Timer) => {
      await begun.handler(one);
      await over.promise;
      await at.store.setTimers([{ ...one, dueAt: at.time.clock + hourMs }]);
      order.push('handled');
    };
    await at.store.setTimers([timer('a', 'slow')]);
    const { loop } = start({ slow });
    await begun.are(1);
    const stopped = loop.stop().then(() => order.push('stopped'));
    over.resolve();
    await stopped;
    expect(order).toEqual(['handled', 'stopped']);
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
    await at.store.setTimers([timer('a', 'failing', at.time.clock - 1)]);
    const { loop } = start({ failing: fail, mark: marks.handler }, { log: { ...silentLog, [level]: said.note } });
    await tries.are(1);
    expect(await said.are(1)).toMatchObject([{ timer: 'a' }]);
    at.time.clock += againMs - 1;
    await everythingTaken(loop, marks);
    expect(tries.noted).toEqual(['a']);
    at.time.clock += 1;
    loop.poke();
    expect(await tries.are(2)).toEqual(['a', 'a']);
  });
});

describe('two clocks', () => {
  it('share what is due, and neither handles what the other did', async () => {
    const pool = new pg.Pool({ connectionString: at.url });
    const store = createStore({ pool, clock: { now: () => at.time.clock }, log: silentLog });
    const keys = Array.from({ length: 450 }, (_, index) => `t${index}`);
    await at.store.setTimers(keys.map((key) => timer(key, 'report')));
    const reports = noting();
    const both = [start({ report: reports.handler }), start({ report: reports.handler }, { store })];
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
    await at.store.setTimers([timer('a', 'report', at.time.clock + 1)]);
    const { loop } = start({ report: reports.handler, mark: marks.handler }, { log: { ...silentLog, warn } });
    await everythingTaken(loop, marks);

    const admit = await goDown();
    loop.poke();
    expect(await warnings.are(1)).toContain('timers not readable, looking again');
    at.time.clock += 1;
    await admit();
    expect(await reports.are(1)).toEqual(['a']);
  });

  /** Nobody gets in, and whoever is in is thrown out. Returns how to end that. */
  async function goDown(): Promise<() => Promise<void>> {
    const admin = inject('adminUrl');
    const name = new URL(at.url).pathname.slice(1);
    const admit = (admitted: boolean) =>
      execute(admin, `alter database ${pg.escapeIdentifier(name)} with allow_connections ${admitted}`);
    await admit(false);
    await execute(
      admin,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = ${pg.escapeLiteral(name)}`,
    );
    return () => admit(true);
  }
});

describe('a stop', () => {
  it('ends it: what comes due after that is left to others, poked or not', async () => {
    const reports = noting();
    const { loop } = start({ report: reports.handler });
    await loop.stop();
    await at.store.setTimers([timer('a', 'report')]);
    loop.poke();
    const due = await at.store.dueTimers(at.time.clock, againMs, 9);
    expect(due.others).toEqual([timer('a', 'report')]);
    expect(reports.noted).toEqual([]);
  });

  it('may come at once, and twice', async () => {
    const { loop } = start({});
    await Promise.all([loop.stop(), loop.stop()]);
  });
});
