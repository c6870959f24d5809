import { incidentNumber } from './incident-number.ts';
import { remainder, tokens } from './tokens.ts';

export interface MergeWords {
  /** The one that turned out to be another; `null`: the one of this channel. */
  readonly number: number | null;
  /** The one that goes on. */
  readonly into: number | null;
  /** It was another one after all. */
  readonly undo: boolean;
  readonly unread: string | null;
}

const undoing = /^(?:undo|unmerge|revert|split)[.,:]?$/i;
const joining = /^(?:into|in|to|with|and|is|->|→|=)$/i;

/** Reads `INC-8 into INC-7`, `INC-8 INC-7`, `into INC-7`, `undo INC-8`. Total: never throws. */
export function parseMerge(text: string): MergeWords {
  const all = tokens(text);
  const words = all.map((token) => token.text);
  const numbers: number[] = [];
  let undo = false;
  let joined = false;
  for (let at = 0; at < words.length; ) {
    const found = incidentNumber(words.slice(at));
    if (found !== null && numbers.length < 2) numbers.push(found.number);
    else if (undoing.test(words[at] ?? '')) undo = true;
    else if (joining.test(words[at] ?? '')) joined ||= numbers.length === 0;
    else return { number: numbers[0] ?? null, into: numbers[1] ?? null, undo, unread: remainder(text, all, at) };
    at += found?.taken ?? 1;
  }
  const [first = null, second = null] = numbers;
  const known = { undo, unread: null };
  return joined && second === null
    ? { ...known, number: null, into: first }
    : { ...known, number: first, into: second };
}
