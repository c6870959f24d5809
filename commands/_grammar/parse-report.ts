import { sinceAt } from './moment.ts';
import { remainder, tokens } from './tokens.ts';

/** Of which time somebody wants a report. */
export interface ReportWords {
  /** Incidents declared at or after (ms). */
  readonly since: number;
  /** What means nothing here, from its first word on, to be told so. */
  readonly unread: string | null;
}

const usualMs = 30 * 24 * 3_600_000;
const filler = /^(?:show|the|of|for|incidents?)$/i;

/** Reads `30d`, `last 7 days`, `since 2026-11-01`, or nothing at all: then the last 30 days. Total: never throws. */
export function parseReport(text: string, now: number): ReportWords {
  const all = tokens(text);
  const words = all.map((token) => token.text);
  let since = Math.max(0, now - usualMs);
  for (let next = 0; next < words.length; ) {
    const found = sinceAt(words.slice(next), now);
    // Of what is still to come there is nothing to report.
    const means = found === null ? filler.test(words[next] ?? '') : found.at <= now;
    if (!means) return { since, unread: remainder(text, all, next) };
    since = found?.at ?? since;
    next += found?.taken ?? 1;
  }
  return { since, unread: null };
}
