import type { Wake } from './store.ts';

/** Carries wake-ups to workers, fast and without promises: whatever it loses, Postgres finds again. */
export interface Queue {
  /** Never throws: a queue that is down costs seconds, not work. */
  wake(wakes: readonly Wake[]): Promise<void>;
  /** Begins to work a lane. `handle` must not throw. */
  work(lane: string, concurrency: number, handle: (work: string) => Promise<void>): Promise<void>;
  ready(): Promise<boolean>;
  /** Takes no more wake-ups and waits for those being handled. */
  close(): Promise<void>;
}
