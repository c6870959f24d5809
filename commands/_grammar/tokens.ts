/** One word, or what stood between quotes. `start` and `end` are where it stands in the text, quotes included. */
export interface Token {
  readonly text: string;
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
}

/** Which mark closes what an opening one began, whatever the keyboard or Slack made of it. */
const closing: Readonly<Record<string, string>> = {
  '"': '"”“',
  '“': '”"“',
  '”': '”"',
  '„': '“”"',
  '«': '»',
  "'": "'’",
  '‘': "’'",
};

/** The words of `text`. A quote counts where a word begins, if it is closed where one ends; any other is a letter like `can't` has. */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  // What is not closed from here on is not closed from further on either.
  const unclosed = new Set<string>();
  let at = nextWord(text, 0);
  while (at < text.length) {
    const mark = text[at] ?? '';
    const quote = unclosed.has(mark) ? null : quotedAt(text, at);
    if (quote === null) unclosed.add(mark);
    const token = quote ?? wordAt(text, at);
    found.push(token);
    at = nextWord(text, token.end);
  }
  return found;
}

/** What stands in `text` from the `index`th of its words on, as it was written. */
export function remainder(text: string, words: readonly Token[], index: number): string {
  const first = words[index];
  return first === undefined ? '' : text.slice(first.start).trim();
}

/** `text` without the quotes around the whole of it. */
export function unquoted(text: string): string {
  const [first, second] = tokens(text);
  return first?.quoted && second === undefined ? first.text : text.trim();
}

function nextWord(text: string, from: number): number {
  const space = /\s*/uy;
  space.lastIndex = from;
  return from + (space.exec(text)?.[0].length ?? 0);
}

function quotedAt(text: string, start: number): Token | null {
  const closers = closing[text[start] ?? ''];
  if (closers === undefined) return null;
  for (let at = start + 1; at < text.length; at += 1) {
    if (closers.includes(text[at] ?? '') && /^[\s,;]?$/u.test(text[at + 1] ?? '')) {
      return { text: text.slice(start + 1, at).trim(), quoted: true, start, end: at + 1 };
    }
  }
  return null;
}

function wordAt(text: string, start: number): Token {
  const word = /\S+/uy;
  word.lastIndex = start;
  const end = start + (word.exec(text)?.[0].length ?? 1);
  return { text: text.slice(start, end), quoted: false, start, end };
}
