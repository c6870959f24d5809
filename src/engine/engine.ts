import type { Alarm, EffectKindDefinition, Schedule } from '#src/define.ts';
import type { Vendor } from '#src/errors.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Activity, Timer } from '#src/ports/store.ts';
import { startClock } from './clock.ts';
import { createRunner } from './runner.ts';

/** When something goes next by itself (clock). */
export type Next = Omit<Activity, 'busy'>;

export interface Engine {
  /** The clock was moved: look what is due. */
  poke(): void;
  /**
   * Resolves when nothing can go now: no row ready or held, no timer due. What waits for its turn with a vendor is not waited for. Returns when
   * something goes next.
   */
  idle(): Promise<Next>;
  /** Takes on nothing new and waits for what is under way. The queue is closed by then. */
  stop(): Promise<void>;
}

/** How many attempts run side by side in one process: a hung call must not be felt by the next incident. PagerDuty asks to be called by few at once. */
const laneConcurrency: Readonly<Record<Vendor, number>> = { slack: 16, checks: 16, mail: 16, pagerduty: 4 };

/**
 * Starts the lanes and the clock of this process. `sole`: no other process works on this database, so claims found at the start belong to the dead and
 * end at once instead of with their lease.
 */
export async function startEngine(
  deps: Deps,
  {
    effects,
    schedules,
    alarms,
    sole,
  }: {
    readonly effects: readonly EffectKindDefinition[];
    readonly schedules: readonly Schedule[];
    readonly alarms: readonly Alarm[];
    readonly sole: boolean;
  },
): Promise<Engine> {
  const { store, queue, clock, log } = deps;
  if (sole) log.info({ claims: await store.releaseClaims() }, 'claims of an earlier process ended');
  const run = createRunner(deps, new Map(effects.map((effect) => [effect.kind, effect])));
  const lanes = new Set(effects.map((effect) => effect.vendor));
  await Promise.all([...lanes].map((lane) => queue.work(lane, laneConcurrency[lane], run)));

  const byName = new Map(schedules.map((schedule) => [schedule.name, schedule]));
  const atOnce = ({ name }: Schedule) => ({ key: `schedule.${name}`, dueAt: clock.now(), kind: 'schedule', ref: name });
  await store.setTimers(schedules.filter(({ keepsTime }) => !keepsTime).map(atOnce));
  await store.beginTimers(schedules.filter(({ keepsTime }) => keepsTime).map(atOnce));
  const loop = startClock(
    deps,
    new Map<string, (timer: Timer) => Promise<void>>([
      ...alarms.map(({ kind, ring }) => [kind, (timer: Timer) => ring(timer.ref, deps)] as const),
      [
        'schedule',
        async (timer) => {
          const schedule = byName.get(timer.ref);
          if (!schedule) return;
          await schedule.run(deps);
          await store.setTimers([{ ...timer, dueAt: clock.now() + schedule.everyMs }]);
        },
      ],
    ]),
  );
  const unsubscribe = await store.onChange(loop.poke);

  return {
    poke: loop.poke,
    async idle() {
      let changed = Promise.withResolvers<void>();
      const stopListening = await store.onChange(() => changed.resolve());
      try {
        // A timer in hand is not due in the store, and what comes of it is not written yet.
        for (;;) {
          changed = Promise.withResolvers();
          const looks = await loop.quiet();
          const now = clock.now();
          const { busy, ...next } = await store.activity(now);
          const { nextTurn } = next;
          const waits = nextTurn !== null && nextTurn <= now;
          if (!busy && !waits && loop.looks() === looks) return next;
          await withinMs(changed.promise, lookAgainMs);
        }
      } finally {
        await stopListening();
      }
    },
    async stop() {
      await unsubscribe();
      await loop.stop();
      await queue.close();
    },
  };
}

/** Not everything that ends a wait is written: a clock that was moved, a turn that came. */
const lookAgainMs = 50;

async function withinMs(awaited: Promise<void>, ms: number): Promise<void> {
  const waited = Promise.withResolvers<void>();
  const timer = setTimeout(waited.resolve, ms);
  await Promise.race([awaited, waited.promise]);
  clearTimeout(timer);
}
