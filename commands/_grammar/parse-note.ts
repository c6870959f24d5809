import { leadingReference } from './leading-number.ts';
import { pastAt } from './moment.ts';
import { ownWords } from './reason.ts';
import { remainder, tokens } from './tokens.ts';

/** A note in one line. */
export interface NoteWords {
  /** `null`: the incident of this channel. */
  readonly number: number | null;
  /** `null`: nothing can be read in it. */
  readonly text: string | null;
  /** When it happened (ms); `null`: now. */
  readonly at: number | null;
}

/** A span before `ago`: behind a bare number it makes that number an incident's, as in `7 10m ago the pool ran dry`. */
const spanAgo = /^(?:\d+\s*[a-z]+\s*)+\sago\b/i;

/** Reads `INC-7 10m ago the pool ran dry`. Only a time that ends in `ago` is taken out of the words: `14:05 the pool …` stays whole. Total: never throws. */
export function parseNote(text: string, now: number): NoteWords {
  const { number, rest } = leadingReference(text, spanAgo);
  const words = tokens(rest);
  const read = words[0]?.quoted
    ? null
    : pastAt(
        words.map((word) => word.text),
        now,
      );
  const ago = read !== null && /^ago\b/i.test(words[read.taken - 1]?.text ?? '');
  if (!ago) return { number, text: ownWords(rest), at: null };
  const said = remainder(rest, words, read.taken).replace(/^[:,;–—-]+\s+/u, '');
  return { number, text: ownWords(said), at: read.at };
}
