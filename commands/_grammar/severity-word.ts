import { type Severity, severities } from '#src/domain/severity.ts';

export interface SeverityAt {
  readonly severity: Severity;
  /** How many words it took. */
  readonly taken: 1 | 2;
}

/** The severity that `words` begin with: `SEV1`, `sev-1`, `sev 1`, `severity: 1`, `s1`, `1`. A number that counts something (`1 of 3`) is none. */
export function severityWord(words: readonly string[]): SeverityAt | null {
  const [first = '', second = ''] = words;
  const alone = severity(/^\[?(?:(?:s|sev(?:erity)?)[-=:]?)?([1-4])\]?[:,;]?$/i, first);
  if (alone !== null && !(/^\d/.test(first) && /^(?:of|out|x|\/)$/i.test(second))) return { severity: alone, taken: 1 };
  const split = /^(?:s|sev(?:erity)?)[-=:]?$/i.test(first) ? severity(/^([1-4])[:,;]?$/, second) : null;
  return split === null ? null : { severity: split, taken: 2 };
}

function severity(shape: RegExp, word: string): Severity | null {
  const digit = shape.exec(word)?.[1];
  return severities.find((one) => one === `sev${digit}`) ?? null;
}
