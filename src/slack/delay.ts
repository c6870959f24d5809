import { setTimeout as timer } from 'node:timers/promises';

/** Resolves after `ms`, or as soon as `signal` is aborted. Never rejects. */
export type Delay = (ms: number, signal?: AbortSignal) => Promise<void>;

export async function delay(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await timer(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}

/** What `work` brings within `ms`, else `null`; the work goes on. */
export async function within<T>(work: Promise<T>, ms: number, wait: Delay): Promise<T | null> {
  const settled = new AbortController();
  try {
    return await Promise.race([work, wait(ms, settled.signal).then(() => null)]);
  } finally {
    settled.abort();
  }
}
