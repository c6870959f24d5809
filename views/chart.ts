import { cleanText, escaped, oneLine } from '#src/domain/text.ts';
import { clip } from './text.ts';

/** One bar. `value` up to the panel's `full`; `text` says what it stands for, so that no length has to be read. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  /** A lighter bar behind it that goes further. */
  readonly reach?: number;
}

export interface Panel {
  readonly title: string;
  readonly bars: readonly Bar[];
  /** What a full bar stands for; absent: the longest there is. */
  readonly full?: number;
}

const width = 960;
const margin = 32;
const column = (width - 3 * margin) / 2;
const barStart = 192;
const barLength = 112;
const rowHeight = 26;
const head = 76;
const panelHead = 34;

/** Dark on a light ground of its own, so that it reads the same in light and dark Slack. */
const colours = {
  ground: '#ffffff',
  edge: '#d0d7de',
  text: '#1f2328',
  quiet: '#57606a',
  bar: '#1f6feb',
  reach: '#b6d4fe',
};

/** Panels of horizontal bars, two side by side, as SVG. Every bar has its label and its value in words: colour carries nothing alone. */
export function barCharts({
  title,
  subtitle,
  panels,
}: {
  readonly title: string;
  readonly subtitle: string;
  readonly panels: readonly Panel[];
}): string {
  const rows = Array.from({ length: Math.ceil(panels.length / 2) }, (_, row) => panels.slice(row * 2, row * 2 + 2));
  const drawn: string[] = [];
  let top = head;
  for (const row of rows) {
    drawn.push(...row.map((panel, index) => panelAt(panel, margin + index * (column + margin), top)));
    top += panelHead + Math.max(...row.map(({ bars }) => bars.length)) * rowHeight + margin / 2;
  }
  const height = top + margin / 2;
  const { ground, edge, text, quiet } = colours;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans" font-size="13">`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${ground}" stroke="${edge}"/>`,
    words(title, { x: margin, y: 38, limit: 60, more: `font-size="20" font-weight="bold" fill="${text}"` }),
    words(subtitle, { x: margin, y: 60, limit: 120, more: `fill="${quiet}"` }),
    ...drawn,
    '</svg>',
  ].join('\n');
}

function panelAt({ title, bars, full }: Panel, x: number, y: number): string {
  const longest = full ?? Math.max(...bars.map(({ value, reach }) => Math.max(value, reach ?? 0)));
  const lengthOf = (value: number) => (longest > 0 ? Math.round((Math.min(value, longest) / longest) * barLength) : 0);
  const lines = bars.map(({ label, value, text, reach }, index) => {
    const baseline = y + panelHead + index * rowHeight + 14;
    const bar = (length: number, fill: string) =>
      `<rect x="${x + barStart}" y="${baseline - 12}" width="${length}" height="16" rx="2" fill="${fill}"/>`;
    const after = x + barStart + lengthOf(Math.max(value, reach ?? 0)) + 8;
    return [
      words(label, { x: x + barStart - 10, y: baseline, limit: 26, more: `text-anchor="end" fill="${colours.text}"` }),
      ...(reach === undefined ? [] : [bar(lengthOf(reach), colours.reach)]),
      bar(lengthOf(value), colours.bar),
      words(text, { x: after, y: baseline, limit: 24, more: `fill="${colours.text}"` }),
    ].join('\n');
  });
  const heading = words(title, { x, y: y + 18, limit: 55, more: `font-weight="bold" fill="${colours.text}"` });
  return [heading, ...lines].join('\n');
}

/** What an XML text must not hold at all, escaped or not. */
const forbidden = /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function words(
  said: string,
  { x, y, limit, more }: { readonly x: number; readonly y: number; readonly limit: number; readonly more: string },
): string {
  const shown = clip(oneLine(cleanText(said, limit * 2)), limit).replace(forbidden, '');
  return `<text x="${x}" y="${y}" ${more}>${escaped(shown)}</text>`;
}
