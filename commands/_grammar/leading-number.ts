import { incidentNumber } from './incident-number.ts';
import { remainder, tokens } from './tokens.ts';

export interface LeadingNumber {
  /** `null`: the text names no incident. */
  readonly number: number | null;
  /** What follows, as it was written. */
  readonly rest: string;
}

/** The incident that `text` begins with: `INC-42`, `#42`, `42`. */
export function leadingNumber(text: string): LeadingNumber {
  const all = tokens(text);
  const found = all[0]?.quoted ? null : incidentNumber(all.map((token) => token.text));
  return { number: found?.number ?? null, rest: remainder(text, all, found?.taken ?? 0) };
}

/**
 * The same before words of people's own: there `2 nodes are down` counts nodes. A bare number names an incident only where nothing follows it, or
 * one of `before`.
 */
export function leadingReference(text: string, before: RegExp = /^because\b/i): LeadingNumber {
  const found = leadingNumber(text);
  const bare = /^\d/.test(text.trim());
  return bare && found.rest !== '' && !before.test(found.rest) ? { number: null, rest: text.trim() } : found;
}
