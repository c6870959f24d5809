/** How long something takes (ms), how it can be said again (`1h30m`), and how many words said so. */
export interface SpanAt {
  readonly ms: number;
  readonly said: string;
  readonly taken: number;
}

/** A moment (ms since the epoch), and how many words said so. */
export interface MomentAt {
  readonly at: number;
  readonly taken: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const units: Readonly<Record<string, number>> = { m: minute, h: 60 * minute, d: day, w: 7 * day };
const compact = /^(?:\d{1,4}-?(?:m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?|w(?:(?:ee)?ks?)?))+[.,;]?$/i;

/** The span that `words` begin with: `15m`, `1h30m`, `2 hours`, `1 h 30 min`, `7-days`. */
export function spanAt(words: readonly string[]): SpanAt | null {
  let text = '';
  let taken = 0;
  while (taken < words.length) {
    // `2 h`, but not `2 10m`: only a unit belongs to the figure before it.
    const lengths = /^[a-z]/i.test(words[taken + 1] ?? '') ? [1, 2] : [1];
    const count = lengths.find((length) => compact.test(words.slice(taken, taken + length).join('')));
    if (count === undefined) break;
    text += words.slice(taken, taken + count).join('');
    taken += count;
  }
  const parts = [...text.matchAll(/(\d+)-?([a-z])/gi)].map(([, count, letter = '']) => {
    const unit = letter.toLowerCase();
    return { ms: Number(count) * (units[unit] ?? 0), said: `${Number(count)}${unit}` };
  });
  if (parts.length === 0) return null;
  return { ms: parts.reduce((sum, { ms }) => sum + ms, 0), said: parts.map(({ said }) => said).join(''), taken };
}

/** When the day begins (00:00 UTC) that a word names: `today`, `yesterday`, `tomorrow`, `2026-03-02`. */
function dayAt(word: string, now: number): number | null {
  if (/^today$/i.test(word)) return now - (now % day);
  if (/^yesterday$/i.test(word)) return now - (now % day) - day;
  if (/^tomorrow$/i.test(word)) return now - (now % day) + day;
  const at = /^\d{4}-\d\d-\d\d$/.test(word) ? Date.parse(`${word}T00:00:00Z`) : Number.NaN;
  // The 31st of February is no day, though it can be counted.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== word ? null : at;
}

/** Since when, as `words` begin to say, and how that can be said again: `since 7d`, `last 24 hours`, `since 2026-11-01`, `since yesterday`, `today`, `7d`. Days begin at 00:00 UTC. */
export function sinceAt(words: readonly string[], now: number): (MomentAt & { readonly said: string }) | null {
  const before = /^(?:since|last|past|from)$/i.test(words[0] ?? '') ? 1 : 0;
  const rest = words.slice(before);
  // `last week`: one of them. A letter alone is no span.
  const span = spanAt(rest) ?? (/^[a-z]{3}/i.test(rest[0] ?? '') ? spanAt([`1${rest[0]}`]) : null);
  if (span) return { at: Math.max(0, now - span.ms), said: span.said, taken: before + span.taken };
  const said = (rest[0] ?? '').toLowerCase();
  const at = dayAt(said, now);
  return at === null ? null : { at, said, taken: before + 1 };
}

/** When something was, as `words` begin to say: `30m ago`, `at 14:05`, `14:05`, `2026-03-02 14:05`, `yesterday 14:05`. Times of day are UTC, the last there was. */
export function pastAt(words: readonly string[], now: number): MomentAt | null {
  const span = spanAt(words);
  if (span !== null && /^ago[.,:;]?$/i.test(words[span.taken] ?? '')) {
    return { at: now - span.ms, taken: span.taken + 1 };
  }
  const lead = /^at$/i.test(words[0] ?? '') ? 1 : 0;
  const clock = clockAt(words.slice(lead), now, 'past');
  return clock && { at: clock.at, taken: lead + clock.taken };
}

/** When something will be: `in 15m`, `by 16:30`, `at 16:30`. Times of day are UTC, the next there is. */
export function aheadAt(words: readonly string[], now: number): MomentAt | null {
  const [first = '', ...rest] = words;
  if (/^in$/i.test(first)) {
    const span = spanAt(rest);
    return span && { at: now + span.ms, taken: span.taken + 1 };
  }
  const clock = /^(?:by|at)$/i.test(first) ? clockAt(rest, now, 'ahead') : null;
  return clock && { at: clock.at, taken: clock.taken + 1 };
}

function clockAt(words: readonly string[], now: number, where: 'past' | 'ahead'): MomentAt | null {
  const [first = ''] = words;
  const [, date = first, joined] = /^(\d{4}-\d\d-\d\d)t(.+)$/i.exec(first) ?? [];
  const midnight = dayAt(date, now);
  const lead = midnight !== null && joined === undefined ? 1 : 0;
  const time = /^([01]?\d|2[0-3]):([0-5]\d)(?:z|utc)?[.,;]?$/i.exec(joined ?? words[lead] ?? '');
  if (time === null || (joined !== undefined && midnight === null)) return null;
  const within = (Number(time[1]) * 60 + Number(time[2])) * minute;
  const zone = /^(?:utc|z)[.,;]?$/i.test(words[lead + 1] ?? '') ? 1 : 0;
  const taken = lead + 1 + zone;
  if (midnight !== null) return { at: midnight + within, taken };
  const today = now - (now % day) + within;
  if (where === 'past') return { at: today > now ? today - day : today, taken };
  return { at: today <= now ? today + day : today, taken };
}
