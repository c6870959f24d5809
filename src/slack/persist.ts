import { StoreUnavailable } from '#src/errors.ts';
import type { Wall } from '#src/ports/time.ts';
import type { Delay } from './delay.ts';

/** How long people are left waiting before they hear that nothing was stored. */
const patienceMs = 5 * 60_000;
const firstPauseMs = 250;
const longestPauseMs = 5_000;

/**
 * Does `work` again while the database is not available, for 5 minutes or until `signal` says to stop; then throws the last `StoreUnavailable`.
 * Safe because the store answers the same delivery only once.
 */
export async function persist<T>(
  work: () => Promise<T>,
  { wall, wait, signal }: { readonly wall: Wall; readonly wait: Delay; readonly signal: AbortSignal },
): Promise<T> {
  const until = wall.now() + patienceMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || signal.aborted || wall.now() + pause > until) throw error;
      // Half of the pause is chance, so that many waiting doors do not knock at the same moment.
      await wait(pause * (0.5 + Math.random() / 2), signal);
    }
  }
}
