/** The largest number Postgres keeps an incident under: what lies beyond is no incident, but still a reference to one. */
const largest = 2_147_483_647;

export interface NumberAt {
  readonly number: number;
  /** How many words it took. */
  readonly taken: 1 | 2;
}

/** The incident that `words` begin with: `INC-42`, `inc 42`, `inc42`, `#42`, `42`, or the channel it has: `#inc-42-bank-lines`. */
export function incidentNumber(words: readonly string[]): NumberAt | null {
  const [first = '', second = ''] = words;
  const alone = read(/^(?:#|inc(?:ident)?[-_#:]?)?(\d+)[.,:;]?$/i, first);
  const channel = read(/^(?:<#\w+\|)?#?inc-(\d+)-[a-z0-9-]*>?$/i, first);
  if (channel !== null) return { number: channel, taken: 1 };
  if (alone !== null) return { number: alone, taken: 1 };
  const split = /^inc(?:ident)?[-_#:]?$/i.test(first) ? read(/^#?(\d+)[.,:;]?$/, second) : null;
  return split === null ? null : { number: split, taken: 2 };
}

function read(shape: RegExp, word: string): number | null {
  const digits = shape.exec(word)?.[1];
  return digits === undefined ? null : Math.min(Number(digits), largest);
}
