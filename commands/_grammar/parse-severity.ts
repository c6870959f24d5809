import type { Severity } from '#src/domain/severity.ts';
import { leadingNumber } from './leading-number.ts';
import { reasonIn } from './reason.ts';
import { noSuchSeverity, severityWord, shortSeverity } from './severity-word.ts';
import { remainder, tokens } from './tokens.ts';

export interface SeverityWords {
  readonly number: number | null;
  readonly severity: Severity | null;
  /** A severity there is none of, as it was typed: `sev9`. */
  readonly noSeverity: string | null;
  readonly why: string | null;
  readonly unread: string | null;
}

/** Reads `INC-7 sev2 because customers notice`, `sev2 INC-7`, `7 2`; `2` alone is a severity, since inside its channel the incident need not be named. Total: never throws. */
export function parseSeverity(text: string): SeverityWords {
  const named = leadingNumber(text);
  const bare = /^\d/.test(text.trim());
  const first = bare && read(named.rest) === null ? { number: null, rest: text.trim() } : named;
  const lead = first.rest.replace(/^(?:to|is|now|=)\s+/i, '');
  const found = read(lead);
  const unclear = { number: first.number, severity: null, noSeverity: null, why: null, unread: null };
  if (found === null) {
    // Only a number far from any severity: the incident.
    if (bare && named.rest === '') return { ...unclear, number: named.number };
    const none = noSuchSeverity(tokens(lead).map((token) => token.text));
    if (none !== null) return { ...unclear, noSeverity: none.named };
    return /^(?:because\b|$)/i.test(lead) ? { ...unclear, why: reasonIn(lead) } : { ...unclear, unread: lead };
  }
  const after = first.number === null && !/^\d/.test(found.rest) ? leadingNumber(found.rest) : null;
  const rest = after?.number == null ? found.rest : after.rest;
  return { ...unclear, number: first.number ?? after?.number ?? null, severity: found.severity, why: reasonIn(rest) };
}

function read(text: string): { readonly severity: Severity; readonly rest: string } | null {
  const all = tokens(text);
  const words = all.map((token) => token.text);
  const long = severityWord(words);
  if (long) return { severity: long.severity, rest: remainder(text, all, long.taken) };
  const short = shortSeverity(words[0] ?? '');
  return short && { severity: short, rest: remainder(text, all, 1) };
}
