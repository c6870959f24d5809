import pg from 'pg';
import { inject } from 'vitest';
import { type ClockLoop, startClock } from '#src/engine/clock.ts';
import type { Log } from '#src/ports/log.ts';
import type { Store, Timer, Wake } from '#src/ports/store.ts';
import { openStore } from '#test/store/open-store.ts';
import { execute } from '#test/support/cluster.ts';
import { silentLog } from '#test/support/log.ts';

type Handlers = Readonly<Record<string, (timer: Timer) => Promise<void>>>;

/** Clocks on a real store of their own; time stands still until it is moved. Whatever was started is stopped with the bench. */
export async function clockBench() {
  const { store, time, declare, url, close } = await openStore();
  const loops: ClockLoop[] = [];

  /** A timer that is due now, or when it is said. */
  function timer(key: string, kind: string, dueAt = time.clock): Timer {
    return { key, dueAt, kind, ref: `${key}'s` };
  }

  return {
    store,
    time,
    declare,
    url,
    timer,
    /** A loop, and what it told the queue. */
    start(handlers: Handlers, other: { readonly store?: Store; readonly log?: Log } = {}) {
      const woken = notes<Wake>();
      const queue = {
        wake: async (wakes: readonly Wake[]) => wakes.forEach(woken.note),
        work: async () => undefined,
        ready: async () => true,
        close: async () => undefined,
      };
      const deps = { store, queue, clock: { now: () => time.clock }, log: silentLog, ...other };
      const loop = startClock(deps, new Map(Object.entries(handlers)));
      loops.push(loop);
      return { loop, woken };
    },
    /** Whatever is due by now has been taken once this is over: a mark comes due last, and is handled. */
    async everythingTaken(loop: ClockLoop, marks: ReturnType<typeof noting>): Promise<void> {
      const before = marks.noted.length;
      await store.setTimers([timer('mark', 'mark')]);
      loop.poke();
      await marks.are(before + 1);
    },
    /** Nobody gets into the database, and whoever is in is thrown out. Returns how to end that. */
    async goDown(): Promise<() => Promise<void>> {
      const admin = inject('adminUrl');
      const name = new URL(url).pathname.slice(1);
      const admit = (admitted: boolean) =>
        execute(admin, `alter database ${pg.escapeIdentifier(name)} with allow_connections ${admitted}`);
      const throwOut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = ${pg.escapeLiteral(name)}`;
      await admit(false);
      await execute(admin, throwOut);
      return () => admit(true);
    },
    async close(): Promise<void> {
      await Promise.all(loops.map((loop) => loop.stop()));
      await close();
    },
  };
}

/** What was noted so far, and a promise for when there are `count`. */
export function notes<T>() {
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

/** A handler that notes the keys of the timers it is given. */
export function noting() {
  const { note, ...rest } = notes<string>();
  return { ...rest, handler: async ({ key }: Timer) => note(key) };
}
