/** How a number of spans of time are spread (ms). */
export interface Spread {
  /** Half of them took no longer. */
  readonly median: number;
  /** Nine of ten took no longer: the span itself, not one between two. */
  readonly p90: number;
}

/** `null`: there are none. */
export function spreadOf(spans: readonly number[]): Spread | null {
  const sorted = spans.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? 0;
  const { length } = sorted;
  if (length === 0) return null;
  const median = (at(Math.floor((length - 1) / 2)) + at(Math.floor(length / 2))) / 2;
  return { median, p90: at(Math.ceil(length * 0.9) - 1) };
}
