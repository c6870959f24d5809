export interface SpanAt {
  readonly ms: number;
  /** As it can be said again: `7d`. */
  readonly said: string;
  /** How many words it took. */
  readonly taken: 1 | 2;
}

const minute = 60_000;
const units: Readonly<Record<string, number>> = {
  m: minute,
  h: 60 * minute,
  d: 24 * 60 * minute,
  w: 7 * 24 * 60 * minute,
};

const names: readonly (readonly [shape: RegExp, unit: string])[] = [
  [/^m(?:in(?:ute)?s?)?$/i, 'm'],
  [/^h(?:(?:ou)?rs?)?$/i, 'h'],
  [/^d(?:ays?)?$/i, 'd'],
  [/^w(?:(?:ee)?ks?)?$/i, 'w'],
];

/** The span of time that `words` begin with: `7d`, `7 days`, `90 min`, `24h`, `week`. */
export function spanWord([first = '', second = '']: readonly string[]): SpanAt | null {
  const [, digits = '', letters = ''] = /^(\d{0,4})-?([a-z]+)?[.,;]?$/i.exec(first) ?? [];
  // A letter alone is no span: `d`.
  if (letters !== '' && (digits !== '' || letters.length > 2)) return span(digits || '1', letters, 1);
  return digits === '' ? null : span(digits, second.replace(/[.,;]+$/, ''), 2);
}

function span(count: string, name: string, taken: 1 | 2): SpanAt | null {
  const unit = names.find(([shape]) => shape.test(name))?.[1];
  const ms = units[unit ?? ''];
  return unit === undefined || ms === undefined
    ? null
    : { ms: Number(count) * ms, said: `${Number(count)}${unit}`, taken };
}
