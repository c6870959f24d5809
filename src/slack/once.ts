/** How many deliveries are remembered: far more than Slack has under way at any moment. */
const memory = 1_000;

/** Runs `work` for the first of equal deliveries. Those that follow get `null` when it is done. */
export type Once = <Result>(delivery: string, work: () => Promise<Result>) => Promise<Result | null>;

/** Remembers in this process only: best effort, where the store would be too much. Work that failed is forgotten, so that it can be done again. */
export function createOnce(): Once {
  const known = new Map<string, Promise<unknown>>();
  return async (delivery, work) => {
    const before = known.get(delivery);
    if (before !== undefined) {
      await before;
      return null;
    }
    const done = work();
    known.set(delivery, done);
    for (const oldest of known.keys()) {
      if (known.size <= memory) break;
      known.delete(oldest);
    }
    try {
      return await done;
    } catch (error) {
      known.delete(delivery);
      throw error;
    }
  };
}
