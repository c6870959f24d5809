import type { Clock } from '#src/ports/time.ts';

/** The time on the wall plus what the playground moved it by. It runs on by itself and never goes back. */
export interface MovedClock extends Clock {
  offset(): number;
  /** Sets the offset (ms); a smaller one than before is ignored. */
  moveTo(offset: number): void;
}

export function createMovedClock(): MovedClock {
  let moved = 0;
  return {
    now: () => Date.now() + moved,
    offset: () => moved,
    moveTo(offset) {
      moved = Math.max(moved, offset);
    },
  };
}
