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

/** The same, or `null` where there is nothing that can be seen. */
export function visibleText(raw: string, limit: number): string | null {
  const clean = cleanText(raw, limit);
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(clean) ? clean : null;
}

/** `text` in at most `limit` characters (code points), ending in an ellipsis where something was cut. However long it is, only its beginning is looked at. */
export function truncate(text: string, limit: number): string {
  if (text.length <= limit || unitsOf(text, limit) === text.length) return text;
  return `${text.slice(0, unitsOf(text, limit - 1)).trimEnd()}…`;
}

/** How many UTF-16 units the first `count` characters (code points) of `text` take. */
function unitsOf(text: string, count: number): number {
  let units = 0;
  for (let characters = 0; characters < count && units < text.length; characters += 1) {
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  }
  return units;
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
