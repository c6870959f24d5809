import { type Severity, severities } from '#src/domain/severity.ts';

export interface SeverityAt {
  readonly severity: Severity;
  /** How many words it took. */
  readonly taken: 1 | 2;
}

/** The severity that `words` begin with: `SEV1`, `sev-1`, `sev 1`, `severity: 1`, `[sev1]`. */
export function severityWord(words: readonly string[]): SeverityAt | null {
  const [first = '', second = ''] = words;
  const alone = severity(/^[[(]?sev(?:erity)?[-=:]?([1-4])[\])]?[.:,;]?$/i, first);
  if (alone !== null) return { severity: alone, taken: 1 };
  const split = /^sev(?:erity)?[-=:]?$/i.test(first) ? severity(/^([1-4])[.:,;]?$/, second) : null;
  return split === null ? null : { severity: split, taken: 2 };
}

/** The severity that one word is short for: `1`, `s1`. It may as well count something, or be the name of something: what follows has to tell. */
export function shortSeverity(word: string): Severity | null {
  return severity(/^\[?s?([1-4])\]?[:,;]?$/i, word);
}

/** The severity that `words` begin with and there is none of, as it was typed: `sev9`, `severity 0`. */
export function noSuchSeverity(words: readonly string[]): { readonly named: string; readonly taken: 1 | 2 } | null {
  const alone = /^[[(]?(sev(?:erity)?[-=:]?\d+)[\])]?[.:,;]?$/i.exec(words[0] ?? '')?.[1];
  const split = /^(sev(?:erity)?[-=:]? \d+)[.:,;]?$/i.exec(words.slice(0, 2).join(' '))?.[1];
  if (severityWord(words) !== null) return null;
  if (alone !== undefined) return { named: alone, taken: 1 };
  return split === undefined ? null : { named: split, taken: 2 };
}

function severity(shape: RegExp, word: string): Severity | null {
  const digit = shape.exec(word)?.[1];
  return severities.find((one) => one === `sev${digit}`) ?? null;
}
