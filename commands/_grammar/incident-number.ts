import { highestNumber } from '#src/domain/numbers.ts';

export interface NumberAt {
  readonly number: number;
  /** How many words it took. */
  readonly taken: 1 | 2;
}

/** What may stand between the letters and the number: whatever hyphen a keyboard or a page one copies from makes. */
export const joint = '[-‐‑‒–—−_#:]?';

const alone = new RegExp(`^(?:#|inc(?:ident)?${joint})?(\\d+)[.,:;!?]*$`, 'i');
const letters = new RegExp(`^inc(?:ident)?${joint}$`, 'i');

/** The incident that `words` begin with: `INC-42`, `inc 42`, `inc42`, `#42`, `42`, or the channel it has: `#inc-42-bank-lines`. What is too large for any is the highest there can be. */
export function incidentNumber(words: readonly string[]): NumberAt | null {
  const [first = '', second = ''] = words;
  const found = read(alone, first);
  const channel = read(/^(?:<#\w+\|)?#?inc-(\d+)-[a-z0-9-]*>?$/i, first);
  if (channel !== null) return { number: channel, taken: 1 };
  if (found !== null) return { number: found, taken: 1 };
  const split = letters.test(first) ? read(/^#?(\d+)[.,:;!?]*$/, second) : null;
  return split === null ? null : { number: split, taken: 2 };
}

/** What was named, to be copied: by its name, or as it was typed where the number is of nothing there can be. */
export function referenceWords(name: 'INC' | 'ALT', words: readonly string[], { number, taken }: NumberAt): string {
  return number < highestNumber ? `${name}-${number}` : words.slice(0, taken).join(' ');
}

function read(shape: RegExp, word: string): number | null {
  const digits = shape.exec(word)?.[1];
  return digits === undefined ? null : Math.min(Number(digits), highestNumber);
}
