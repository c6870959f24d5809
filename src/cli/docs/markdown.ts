/** A table of Markdown; a bar in a cell is part of its text. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Parts with an empty line between them, and a line break at the end. */
export function page(...parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}

/** What a page says of itself. */
export const made = '<!-- Made by `npm run docs`; a test holds it equal to what the code says. -->';
