import type { EffectKindDefinition, Schedule } from '#src/define.ts';
import type { Deps } from '#src/ports/deps.ts';
import { startClock } from './clock.ts';
import { createRunner } from './runner.ts';

export interface Engine {
  /** The clock was moved: look what is due. */
  poke(): void;
  /**
   * Resolves when nothing can go now: no row ready or held, no timer due. `turns`: waits also for what only waits for its turn with a vendor. Returns
   * when the next of those goes (clock), if any does.
   */
  idle(wait: { readonly turns: boolean }): Promise<number | null>;
  /** Takes on nothing new and waits for what is under way. The queue is closed by then. */
  stop(): Promise<void>;
}

/** How many attempts run side by side in one process: a hung call must not be felt by the next incident. */
const laneConcurrency = 16;

/**
 * Starts the lanes and the clock of this process. `sole`: no other process works on this database, so claims found at the start belong to the dead and
 * end at once instead of with their lease.
 */
export async function startEngine(
  deps: Deps,
  {
    effects,
    schedules,
    sole,
  }: {
    readonly effects: readonly EffectKindDefinition[];
    readonly schedules: readonly Schedule[];
    readonly sole: boolean;
  },
): Promise<Engine> {
  const { store, queue, clock, log } = deps;
  if (sole) log.info({ claims: await store.releaseClaims() }, 'claims of an earlier process ended');
  const run = createRunner(deps, new Map(effects.map((effect) => [effect.kind, effect])));
  const lanes = new Set(effects.map((effect) => effect.vendor));
  await Promise.all([...lanes].map((lane) => queue.work(lane, laneConcurrency, run)));

  const byName = new Map(schedules.map((schedule) => [schedule.name, schedule]));
  await store.setTimers(
    schedules.map(({ name }) => ({ key: `schedule.${name}`, dueAt: clock.now(), kind: 'schedule', ref: name })),
  );
  const loop = startClock(
    deps,
    new Map([
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
    async idle({ turns }) {
      // A timer in hand is not due in the store, and what comes of it is not written yet.
      for (;;) {
        const looks = await loop.quiet();
        const now = clock.now();
        const { busy, nextTurn } = await store.activity(now);
        const waits = nextTurn !== null && (turns || nextTurn <= now);
        if (!busy && !waits && loop.looks() === looks) return nextTurn;
        await change(store);
      }
    },
    async stop() {
      await unsubscribe();
      await loop.stop();
      await queue.close();
    },
  };
}

/** The next write of any process, or a moment: a write can slip in before we listen. */
async function change(store: Deps['store']): Promise<void> {
  const changed = Promise.withResolvers<void>();
  const unsubscribe = await store.onChange(changed.resolve);
  const timer = setTimeout(changed.resolve, 10);
  await changed.promise;
  clearTimeout(timer);
  await unsubscribe();
}
