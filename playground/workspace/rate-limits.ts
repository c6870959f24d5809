import type { Tier } from './methods.ts';

const perMinute = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;
const minute = 60_000;

/** One post a second and channel, after a burst of five: "bursts tolerated" is all Slack says. */
const post = { burst: 5, every: 1000 };

export interface RateLimits {
  /** Counts one call. `null`: go on; else the seconds to wait, at least 1. `key`: the method, or the channel of a post. */
  spend(tier: Tier, key: string): number | null;
}

/** Slack's rate tiers. `now`: milliseconds. */
export function createRateLimits(now: () => number): RateLimits {
  const calls = new Map<string, readonly number[]>();
  const full = new Map<string, number>();

  /** At most `count` calls in any minute. */
  function window(key: string, count: number): number | null {
    const recent = (calls.get(key) ?? []).filter((at) => at > now() - minute);
    const [oldest = 0] = recent;
    if (recent.length >= count) return seconds(oldest + minute - now());
    calls.set(key, [...recent, now()]);
    return null;
  }

  /** `full` holds when the channel's bucket will be full again. */
  function bucket(key: string): number | null {
    const spent = Math.max(full.get(key) ?? 0, now()) + post.every;
    const over = spent - now() - post.burst * post.every;
    if (over > 0) return seconds(over);
    full.set(key, spent);
    return null;
  }

  return {
    spend(tier, key) {
      if (tier === 'none') return null;
      return tier === 'post' ? bucket(key) : window(key, perMinute[tier]);
    },
  };
}

function seconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}
