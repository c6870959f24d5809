/** How long something takes (ms), and how many words said so. */
export interface SpanAt {
  readonly ms: number;
  readonly taken: number;
}

/** A moment (ms since the epoch), and how many words said so. */
export interface MomentAt {
  readonly at: number;
  readonly taken: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const units: Readonly<Record<string, number>> = { m: minute, h: 60 * minute, d: day };
const unit = 'm|mins?|minutes?|h|hrs?|hours?|d|days?';

/** The span that `words` begin with: `15m`, `1h30m`, `2 hours`, `1 h 30 min`. */
export function spanAt(words: readonly string[]): SpanAt | null {
  let ms = 0;
  let taken = 0;
  while (taken < words.length) {
    const one = compactSpan(words[taken] ?? '');
    const two = one === null ? compactSpan(`${words[taken]}${words[taken + 1] ?? ''}`) : null;
    const found = one ?? two;
    if (found === null) break;
    ms += found;
    taken += one === null ? 2 : 1;
  }
  return taken > 0 ? { ms, taken } : null;
}

function compactSpan(word: string): number | null {
  if (!new RegExp(`^(?:\\d{1,4}(?:${unit}))+[.,;]?$`, 'i').test(word)) return null;
  const parts = word.matchAll(/(\d+)([a-z])[a-z]*/gi);
  return [...parts].reduce(
    (sum, [, count, letter = '']) => sum + Number(count) * (units[letter.toLowerCase()] ?? 0),
    0,
  );
}

/** When something was, as `words` begin to say: `30m ago`, `at 14:05`, `14:05`, `2026-03-02 14:05`, `yesterday 14:05`. Times of day are UTC, the last there was. */
export function pastAt(words: readonly string[], now: number): MomentAt | null {
  const span = spanAt(words);
  if (span !== null && /^ago[.,:;]?$/i.test(words[span.taken] ?? '')) {
    return { at: now - span.ms, taken: span.taken + 1 };
  }
  const lead = /^at$/i.test(words[0] ?? '') ? 1 : 0;
  const clock = clockAt(words.slice(lead));
  if (clock === null) return null;
  return { at: clock.of(now, 'past'), taken: lead + clock.taken };
}

/** When something will be: `in 15m`, `by 16:30`, `at 16:30`. Times of day are UTC, the next there is. */
export function aheadAt(words: readonly string[], now: number): MomentAt | null {
  const [first = '', ...rest] = words;
  if (/^in$/i.test(first)) {
    const span = spanAt(rest);
    return span && { at: now + span.ms, taken: span.taken + 1 };
  }
  const clock = /^(?:by|at)$/i.test(first) ? clockAt(rest) : null;
  return clock && { at: clock.of(now, 'ahead'), taken: clock.taken + 1 };
}

interface Clock {
  readonly taken: number;
  of(now: number, where: 'past' | 'ahead'): number;
}

function clockAt(words: readonly string[]): Clock | null {
  const dated = /^(\d{4}-\d\d-\d\d)(?:t(.+))?$/i.exec(words[0] ?? '');
  const yesterday = /^yesterday$/i.test(words[0] ?? '');
  const lead = yesterday || (dated !== null && dated[2] === undefined) ? 1 : 0;
  const time = /^([01]?\d|2[0-3]):([0-5]\d)(?:z|utc)?[.,;]?$/i.exec(dated?.[2] ?? words[lead] ?? '');
  if (time === null) return null;
  const within = Number(time[1]) * 60 * minute + Number(time[2]) * minute;
  const zone = /^(?:utc|z)[.,;]?$/i.test(words[lead + 1] ?? '') ? 1 : 0;
  const midnight = dated === null ? null : Date.parse(`${dated[1]}T00:00:00Z`);
  // The 31st of February is no day, though it can be counted.
  if (midnight !== null && (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== dated?.[1]))
    return null;
  return {
    taken: lead + 1 + zone,
    of(now, where) {
      if (midnight !== null) return midnight + within;
      const today = Math.floor(now / day) * day + within;
      if (yesterday) return today - day;
      if (where === 'past') return today > now ? today - day : today;
      return today <= now ? today + day : today;
    },
  };
}
