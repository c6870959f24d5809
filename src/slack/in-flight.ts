/** Knows what is under way, so that a process on its way out can wait for it. */
export interface InFlight {
  /** Takes note of `work`, whether it ends well or not. */
  track(work: Promise<unknown>): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export function createInFlight(): InFlight {
  const running = new Set<Promise<unknown>>();
  return {
    track(work) {
      running.add(work);
      const forget = () => running.delete(work);
      work.then(forget, forget);
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
