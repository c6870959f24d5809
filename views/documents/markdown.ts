import { cleanText, oneLine } from '#src/domain/text.ts';

/** As much of one text as a file takes; Slack cuts messages there. */
const longest = 40_000;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Words a person wrote, on one line, with nothing in them that Markdown or HTML would take for markup. */
export function asText(text: string, limit = longest): string {
  return escapedLine(oneLine(cleanText(text, limit)));
}

/** The same over as many lines as it took, as a quotation that belongs to the list item before it. */
export function asQuotation(text: string): string {
  return cleanText(text, longest)
    .split('\n')
    .map((line) => `  > ${escapedLine(line.trim())}`.trimEnd())
    .join('\n');
}

/** `2026-11-18 16:04 UTC`. */
export function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `2026-11-18`. */
export function utcDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Marks inside a line, then those that count at its beginning: lists, headings and rules. */
function escapedLine(line: string): string {
  return line
    .replace(/[\\`*_[\]~|!#$]/g, (mark) => `\\${mark}`)
    .replace(/[&<>]/g, (mark) => entities[mark] ?? mark)
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');
}
