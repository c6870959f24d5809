/** Control characters except tab and line feed, and the marks that reorder text around them (bidirectional overrides). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000d-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * Text from outside made safe to keep: well-formed Unicode (a lone surrogate becomes U+FFFD), NFC, without control
 * characters and bidirectional overrides, `\r\n` as `\n`, trimmed, at most `limit` characters (code points).
 */
export function cleanText(raw: string, limit: number): string {
  const text = raw.toWellFormed().replace(/\r\n?/g, '\n').normalize('NFC').replace(UNWANTED, '').trim();
  return truncate(text, limit);
}

/** `text` in at most `limit` characters (code points), ending in an ellipsis where something was cut. */
export function truncate(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const characters = [...text];
  return characters.length <= limit
    ? text
    : `${characters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`;
}

/** `text` on one line, runs of white space as one space. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** `&`, `<` and `>` as entities, so that nothing in `text` is markup. Formatting marks stay. */
export function escaped(text: string): string {
  return text.replace(/[&<>]/g, (character) => entities[character] ?? character);
}

/** What was typed, from text in which `&`, `<` and `>` are written as entities. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
