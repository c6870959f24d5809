import { IntegrationError } from '#src/errors.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Timer } from '#src/ports/store.ts';

/** A due timer that was not dealt with is due again after this, so a lost wake-up costs seconds. */
const againMs = 10_000;
const batch = 100;
/** How long the loop sleeps at most: what a lost notification costs. */
const longestSleepMs = 1_000;

export interface ClockLoop {
  /** Look now: something was written, or the clock was moved. */
  poke(): void;
  /** Resolves when nothing that came due is in hand here, with how often it has looked: as long as that is the same, it has taken nothing since. */
  quiet(): Promise<number>;
  looks(): number;
  stop(): Promise<void>;
}

/**
 * Works off everything that is due: wake-ups go to the queue, every other timer to the handler of its kind, which sets or drops it. Any number of
 * processes may run one; each takes what the others did not.
 */
export function startClock(
  { store, queue, clock, log }: Pick<Deps, 'store' | 'queue' | 'clock' | 'log'>,
  handlers: ReadonlyMap<string, (timer: Timer) => Promise<void>>,
): ClockLoop {
  let running = true;
  let wake = Promise.withResolvers<void>();

  const underWay = new Map<string, Promise<void>>();
  let looks = 0;
  let looking: Promise<unknown> | null = null;

  async function handle(timer: Timer): Promise<void> {
    const handler = handlers.get(timer.kind);
    if (!handler) return log.error({ timer: timer.key, kind: timer.kind }, 'timer of an unknown kind');
    try {
      await handler(timer);
    } catch (error) {
      if (error instanceof IntegrationError)
        log.warn({ timer: timer.key, code: error.code }, 'a vendor keeps a timer waiting');
      else log.error({ timer: timer.key, error }, 'timer not dealt with, it will be due again');
    }
  }

  /**
   * Beside the loop: what one timer takes, another does not wait for. One that is still being handled here is left alone; another process may take it
   * after ten seconds, so handlers must bear being run twice.
   */
  function begin(timer: Timer): void {
    if (underWay.has(timer.key)) return;
    const handling = handle(timer).finally(() => underWay.delete(timer.key));
    underWay.set(timer.key, handling);
  }

  /** Returns how long nothing will be due, in milliseconds. */
  async function look(): Promise<number> {
    looks += 1;
    const worked = workOff();
    looking = worked.catch(() => null);
    try {
      return await worked;
    } finally {
      looking = null;
    }
  }

  async function workOff(): Promise<number> {
    const next = await store.nextTimer();
    if (next === null) return longestSleepMs;
    if (next > clock.now()) return next - clock.now();
    const due = await store.dueTimers(clock.now(), againMs, batch);
    await queue.wake(due.wakes);
    for (const timer of due.others) begin(timer);
    return 0;
  }

  async function loop(): Promise<void> {
    while (running) {
      wake = Promise.withResolvers<void>();
      let quietMs = longestSleepMs;
      try {
        quietMs = await look();
      } catch (error) {
        log.warn({ error }, 'timers not readable, looking again');
      }
      const timer = setTimeout(wake.resolve, Math.max(0, Math.min(quietMs, longestSleepMs)));
      await wake.promise;
      clearTimeout(timer);
    }
  }

  const ended = loop();
  return {
    poke: () => wake.resolve(),
    looks: () => looks,
    async quiet() {
      while (looking || underWay.size > 0) await Promise.all([looking, ...underWay.values()]);
      return looks;
    },
    async stop() {
      running = false;
      wake.resolve();
      await ended;
      await Promise.all(underWay.values());
    },
  };
}
