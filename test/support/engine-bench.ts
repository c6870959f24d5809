import pg from 'pg';
import { type Done, defineEffect, type EffectClass, type Found, notYet } from '#src/define.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { createRunner } from '#src/engine/runner.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Bucket, Wake, Work } from '#src/ports/store.ts';
import { createStore } from '#src/store/store.ts';
import { aChange, aPolicy, declared, wednesday } from './builders.ts';
import { databaseFromTemplate } from './cluster.ts';
import { silentLog } from './log.ts';

/** A time that stands still until it is moved. */
function standingClock(at = wednesday) {
  let time = at;
  return {
    now: () => time,
    move(ms: number) {
      time += ms;
    },
  };
}

/** A vendor with a memory: what took effect, and what goes wrong next. */
function fakeVendor() {
  const applied: string[] = [];
  const faults: (() => Error | null)[] = [];
  let findFault: Error | null = null;
  return {
    applied,
    /** The next call fails with `error`; `applying` first. */
    failNext(error: Error, { applying = false } = {}) {
      faults.push(() => {
        if (applying) applied.push('ghost');
        return error;
      });
    },
    failFinds(error: Error | null) {
      findFault = error;
    },
    async call(id: string): Promise<Done> {
      const error = faults.shift()?.() ?? null;
      if (error) {
        if (applied.at(-1) === 'ghost') applied[applied.length - 1] = id;
        throw error;
      }
      applied.push(id);
      return {};
    },
    async find(id: string): Promise<Found> {
      if (findFault) throw findFault;
      return applied.includes(id) ? { kind: 'found', done: {} } : { kind: 'absent' };
    },
  };
}

/** The engine's runner on a real database, with one effect of a fake vendor in the place of `slack.open-channel`. */
export async function engineBench(effect: {
  readonly class: EffectClass;
  readonly settleMs?: number;
  readonly buckets?: readonly Bucket[];
  readonly wanted?: () => boolean;
  /** Whether what must come first has come to its end. */
  readonly mayGo?: () => boolean;
}) {
  const database = await databaseFromTemplate();
  const pool = new pg.Pool({ connectionString: database.url });
  const clock = standingClock();
  const wall = standingClock();
  const store = createStore({ pool, clock, log: silentLog });
  const vendor = fakeVendor();
  const woken: Wake[] = [];
  const definition = defineEffect({
    kind: 'slack.open-channel',
    vendor: 'slack',
    class: effect.class,
    settleMs: effect.settleMs ?? 0,
    scopes: [],
    payload: () => ({}),
    buckets: () => effect.buckets ?? [],
    wanted: effect.wanted ?? (() => true),
    find: ({ work }) => vendor.find(work.id),
    perform: async ({ work }) => (effect.mayGo?.() === false ? notYet : vendor.call(work.id)),
  });
  const deps: Deps = {
    store,
    queue: {
      wake: async (wakes) => void woken.push(...wakes),
      work: async () => undefined,
      ready: async () => true,
      close: async () => undefined,
    },
    chat: unusable('chat'),
    checker: unusable('checker'),
    mailer: null,
    pager: null,
    rasterizer: unusable('rasterizer'),
    telemetry: unusable('telemetry'),
    clock,
    wall,
    ids: { next: () => crypto.randomUUID() },
    policy: { ...aPolicy, hash: 'policy' },
    log: silentLog,
  };
  let incidents = 0;

  return {
    deps,
    pool,
    store,
    clock,
    wall,
    vendor,
    woken,
    run: createRunner(deps, new Map([[definition.kind, definition]])),
    /** Declares a restricted incident (no rooms to post to) and returns the id of its one effect. */
    async declare(): Promise<string> {
      incidents += 1;
      const change = aChange(null, [declared({ number: incidents, restricted: true })]);
      await store.commit({ changes: [change] });
      return `inc-${incidents}.1.slack.open-channel`;
    },
    async row(id: string): Promise<Work> {
      const rows = await store.workOf(id.split('.')[0] ?? '');
      const found = rows.find((row) => row.id === id);
      if (!found) throw new Error(`no row ${id}`);
      return found;
    },
    async eventTypes(stream: string): Promise<readonly IncidentEvent['type'][]> {
      return (await store.events(stream)).map((one) => one.event.type);
    },
    async close(): Promise<void> {
      await store.close();
      await pool.end();
      await database.drop();
    },
  };
}

/** A part of the bot that a test has no use for: to touch it is a failure. */
export function unusable<Port extends object>(name: string): Port {
  return new Proxy<Port>(Object.create(null), {
    get() {
      throw new Error(`${name} has no part in this test`);
    },
  });
}
