import { noSuchSeverity, severityWord } from './severity-word.ts';
import type { Token } from './tokens.ts';

/** What a word says of a whole incident, where it is no word of the title. */
export type Mark = 'private' | 'drill';

/** `… keys in a public repository private`: only who typed it knows whether the incident is to be private, or the repository is. */
export interface Marked {
  /** Each once. */
  readonly marks: readonly Mark[];
  /** The words, as they were typed. */
  readonly typed: string;
  /** All that was said, with the marks in front, where they are read as such. */
  readonly text: string;
}

export interface BehindTitle {
  /** The words of a severity, or of one there is none of; empty: none stands there. */
  readonly severity: readonly string[];
  /** What marks the incident, or ends its title: the title keeps it. */
  readonly marked: Marked | null;
  /** The title, as it was written, from this place of the text on. */
  titleFrom(start: number): string;
}

/** What stands in `text` behind the title that begins `words`, which are the last of it. `severity`: whether one is looked for. A title keeps its first word. */
export function behindTitle(
  text: string,
  words: readonly Token[],
  { severity: wanted }: { readonly severity: boolean },
): BehindTitle {
  let next = words.length;
  let severity: { readonly at: number; readonly end: number } | null = null;
  let marks: readonly { readonly at: number; readonly mark: Mark }[] = [];
  for (;;) {
    const taken: number = wanted && severity === null ? severityAtEnd(words.slice(0, next)) : 0;
    const mark: Mark | null = next > 1 && marks.length < most ? markIn(words[next - 1]) : null;
    if (taken > 0) severity = { at: next - taken, end: next };
    else if (mark !== null) marks = [{ at: next - 1, mark }, ...marks];
    else break;
    next -= Math.max(taken, 1);
  }
  const upTo = (index: number) => text.slice(0, words[index - 1]?.end ?? 0);
  const typed = marks.map(({ at }) => words[at]?.text ?? '').join(' ');
  const named = severity === null ? [] : words.slice(severity.at, severity.end).map((token) => token.text);
  const meant = [...new Set(marks.map(({ mark }) => mark))];
  return {
    severity: named,
    marked:
      meant.length === 0 ? null : { marks: meant, typed, text: [...meant, unended(upTo(next)), ...named].join(' ') },
    titleFrom(start) {
      if (severity === null) return text.slice(start);
      // A severity before them is left out of the title, as one behind it is.
      const within = marks.some(({ at }) => at > (severity?.at ?? 0));
      return within ? `${unended(upTo(next)).slice(start)} ${typed}` : unended(upTo(severity.at)).slice(start);
    },
  };
}

/** Without what stood between it and the words behind it. */
function unended(text: string): string {
  return text.replace(/[\s\-–—:,;]{1,20}$/u, '');
}

/** How many words at the end of `words` name a severity, if anything is left before them. */
function severityAtEnd(words: readonly Token[]): number {
  const taken = [2, 1].find((count) => {
    const last = words.slice(words.length - count);
    if (words.length <= count || last.some((token) => token.quoted)) return false;
    const typed = last.map((token) => token.text);
    return (severityWord(typed) ?? noSuchSeverity(typed))?.taken === count;
  });
  return taken ?? 0;
}

/** More of them than anybody means. */
const most = 8;

const markWords: Readonly<Record<string, Mark>> = {
  private: 'private',
  restricted: 'private',
  drill: 'drill',
  exercise: 'drill',
};

function markIn(token: Token | undefined): Mark | null {
  if (token === undefined || token.quoted) return null;
  const typed = /^[-–—([]{0,2}([a-z]+)[\])]?[.,:;!]{0,3}$/i.exec(token.text.slice(0, 20))?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(markWords, typed) ? (markWords[typed] ?? null) : null;
}
