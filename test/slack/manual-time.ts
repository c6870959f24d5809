import type { Delay } from '#src/slack/delay.ts';

interface Waiting {
  readonly ms: number;
  readonly at: number;
  readonly resolve: () => void;
}

/** Time that stands still until a test moves it. */
export function manualTime(start: number) {
  let now = start;
  let waiting: readonly Waiting[] = [];
  let watchers: readonly (() => void)[] = [];

  const delay: Delay = (ms, signal) => {
    if (signal?.aborted) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const one = { ms, at: now + ms, resolve };
    waiting = [...waiting, one];
    signal?.addEventListener('abort', () => {
      waiting = waiting.filter((other) => other !== one);
      resolve();
    });
    for (const watch of watchers) watch();
    return promise;
  };

  return {
    wall: { now: () => now },
    delay,
    pass(ms: number): void {
      now += ms;
      const due = waiting.filter((one) => one.at <= now);
      waiting = waiting.filter((one) => one.at > now);
      for (const one of due) one.resolve();
    },
    /** Resolves as soon as somebody waits for so many milliseconds: a number, or a test of it. */
    waitingFor(ms: (ms: number) => boolean): Promise<void> {
      return new Promise((resolve) => {
        const look = () => {
          if (!waiting.some((one) => ms(one.ms))) return;
          watchers = watchers.filter((other) => other !== look);
          resolve();
        };
        watchers = [...watchers, look];
        look();
      });
    },
  };
}
