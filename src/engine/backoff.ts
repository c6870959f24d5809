const firstMs = 1_000;
const longestMs = 60_000;

/** How long to wait after the `attempt`-th failure (from 1), in milliseconds: doubling from 1 s to 60 s, so a vendor that is back is used within a minute. */
export function backoffMs(attempt: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 16));
}
