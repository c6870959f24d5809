import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Timer } from '#src/ports/store.ts';
import { channelOpened } from '#test/support/builders.ts';
import { leaseMs, openStore, stored } from './open-store.ts';

let at: Awaited<ReturnType<typeof openStore>>;
beforeEach(async () => {
  at = await openStore();
});
afterEach(() => at.close());

const done = { state: 'done' } as const;
const againMs = 10_000;

function report(key: string, dueAt: number): Timer {
  return { key, dueAt, kind: 'report', ref: 'daily' };
}

const due = () => at.store.dueTimers(at.time.clock, againMs, 99);
const wokenWork = async () => (await due()).wakes.map(({ work }) => work);

describe('timers', () => {
  it('come due at their time, with the time they were set to, and come back until somebody sets them anew', async () => {
    const start = at.time.clock;
    await at.store.setTimers([report('b', start + 2), report('a', start + 1)]);
    expect(await at.store.nextTimer()).toBe(start + 1);
    expect(await due()).toEqual({ wakes: [], others: [] });
    at.time.clock = start + 5;
    expect((await due()).others).toEqual([report('a', start + 1), report('b', start + 2)]);
    expect((await due()).others).toEqual([]);
    at.time.clock += againMs;
    expect((await due()).others).toHaveLength(2);
    await at.store.setTimers([report('a', start + 10 * againMs), report('b', start)]);
    expect((await due()).others).toEqual([report('b', start)]);
  });

  it('go to one of many who ask at once, at most as many as asked for', async () => {
    const set = Array.from({ length: 30 }, (_, index) => report(`t${index}`, at.time.clock));
    await at.store.setTimers(set);
    const takes = await Promise.all(Array.from({ length: 6 }, () => at.store.dueTimers(at.time.clock, againMs, 4)));
    const keys = takes.flatMap(({ others }) => others.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
    expect(takes.every(({ others }) => others.length <= 4)).toBe(true);
    expect(keys.length).toBeGreaterThan(0);
  });

  it('set again keep one row for a key', async () => {
    await at.store.setTimers([report('a', 1), report('a', 2)]);
    await at.store.setTimers([report('a', at.time.clock + 1)]);
    expect(await at.store.nextTimer()).toBe(at.time.clock + 1);
  });

  it('begun keep the time they have where they are set already', async () => {
    const start = at.time.clock;
    await at.store.setTimers([report('a', start + 1)]);
    await at.store.beginTimers([report('a', start), report('b', start + 2)]);
    at.time.clock += 5;
    expect((await due()).others).toEqual([report('a', start + 1), report('b', start + 2)]);
  });
});

describe('a wake-up that was lost', () => {
  const id = 'inc-1.1.slack.open-channel';
  beforeEach(() => at.declare(1, { restricted: true }));

  it('comes again after ten seconds, each time under a number of its own', async () => {
    expect(await wokenWork()).toEqual([]);
    at.time.clock += 10_000;
    expect((await due()).wakes).toEqual([{ work: id, lane: 'slack', turn: 2 }]);
    expect((await due()).wakes).toEqual([]);
    at.time.clock += againMs;
    expect((await due()).wakes).toEqual([{ work: id, lane: 'slack', turn: 3 }]);
  });

  it('comes again when its owner vanishes', async () => {
    await at.claim(id);
    at.time.clock += leaseMs - 1;
    expect(await wokenWork()).toEqual([]);
    at.time.clock += 1;
    expect(await wokenWork()).toEqual([id]);
  });

  it('comes at the time of the next attempt', async () => {
    const later = at.time.clock + 60_000;
    await at.attempt(id, { state: 'ready', at: later, last: 'retryable', error: null, countsAsAttempt: true });
    expect(await at.store.nextTimer()).toBe(later);
    at.time.clock = later;
    expect(await wokenWork()).toEqual([id]);
  });

  it('comes no more once the row has ended', async () => {
    await at.attempt(id, done);
    expect(await at.store.nextTimer()).toBeNull();
  });

  it('does not wake what is behind another, until that has ended', async () => {
    const opened = await at.change(await at.incident(1), channelOpened('C1', 'x'));
    const requested = await at.change(opened, { type: 'resolve-requested', v: 1, data: { override: null } });
    await at.change(requested, { type: 'resolved', v: 1, data: { health: [] } });
    at.time.clock += 10_000;
    const work = await wokenWork();
    expect(work).toContain('inc-1.4.slack.set-topic');
    expect(work).not.toContain('inc-1.6.slack.set-topic');
  });
});

describe('idle', () => {
  it('is a store where nothing can go now, and only that', async () => {
    const idle = async () => !(await at.store.activity(at.time.clock)).busy;
    expect(await idle()).toBe(true);
    await at.declare(1, { restricted: true });
    const id = 'inc-1.1.slack.open-channel';
    expect(await idle()).toBe(false);
    await at.claim(id);
    expect(await idle()).toBe(false);
    const later = {
      state: 'ready',
      at: at.time.clock + 1_000,
      last: 'retryable',
      error: null,
      countsAsAttempt: true,
    } as const;
    stored(await at.store.commit({ settle: { work: id, claim: 1, how: later } }));
    expect(await idle()).toBe(true);
    await at.store.setTimers([report('a', at.time.clock + 500)]);
    expect(await idle()).toBe(true);
    at.time.clock += 500;
    expect(await idle()).toBe(false);
    await at.store.setTimers([report('a', at.time.clock + 10 * againMs)]);
    expect(await idle()).toBe(true);
    at.time.clock += 500;
    expect(await idle()).toBe(false);
    await at.attempt(id, { state: 'failed', error: 'no' });
    expect(await idle()).toBe(true);
  });
});

describe('who waits for a turn with a vendor', () => {
  it('is not busy, and it is known when the next one goes', async () => {
    const one = { key: 'turns', call: 'turns', perMinute: 60, burst: 1 };
    for (const number of [81, 82, 83]) await at.declare(number, { restricted: true });
    for (const number of [81, 82, 83]) await at.claim(`inc-${number}.1.slack.open-channel`, one);
    stored(
      await at.store.commit({ settle: { work: 'inc-81.1.slack.open-channel', claim: 1, how: { state: 'done' } } }),
    );
    const activity = await at.store.activity(at.time.clock);
    expect(activity).toEqual({ busy: false, nextTurn: at.time.clock + 1_000, nextAlarm: null });
  });
});

describe('a change', () => {
  /** A listener, and what resolves when it is called. */
  async function listener() {
    const heard = Promise.withResolvers<true>();
    const stop = await at.store.onChange(() => heard.resolve(true));
    return { heard: heard.promise, stop };
  }

  it('is heard by every listener, whoever wrote it', async () => {
    const [one, two] = [await listener(), await listener()];
    await at.pool.query("select pg_notify('apgms', '')");
    expect(await Promise.all([one.heard, two.heard])).toEqual([true, true]);
  });

  it.each([
    ['a commit', () => at.declare(1)],
    ['a timer', () => at.store.setTimers([report('a', 1)])],
    ['released claims', () => at.store.releaseClaims()],
  ])('is made by %s', async (_, write) => {
    const { heard } = await listener();
    await write();
    expect(await heard).toBe(true);
  });

  it('is not told to those who stopped', async () => {
    let calls = 0;
    const stop = await at.store.onChange(() => {
      calls += 1;
    });
    await stop();
    const { heard } = await listener();
    await at.declare(1);
    await heard;
    expect(calls).toBe(0);
  });

  it('is heard again after the line was cut, and what was missed meanwhile counts as one', async () => {
    const { heard } = await listener();
    await at.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen apgms' and datname = current_database()",
    );
    expect(await heard).toBe(true);
    const again = await listener();
    await at.declare(1);
    expect(await again.heard).toBe(true);
  });
});
