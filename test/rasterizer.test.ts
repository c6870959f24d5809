import { describe, expect, it } from 'vitest';
import { rasterizer } from '#src/rasterizer.ts';
import { nasty } from '#test/views/props.ts';
import { barCharts } from '#views/chart.ts';

const drawing = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40">${body}</svg>`;
const word = (font: string) => drawing(`<text x="4" y="24" font-family="${font}">incident</text>`);

describe('the rasterizer', () => {
  it('makes a PNG of twice the size', async () => {
    const png = Buffer.from(await rasterizer.png(drawing('')));
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([240, 80]);
  });

  it('writes words with the font it brings along, whatever the machine has', async () => {
    const [none, ours, other] = await Promise.all(
      [drawing(''), word('DejaVu Sans'), word('No Such Font')].map((svg) => rasterizer.png(svg)),
    );
    expect(ours?.length).toBeGreaterThan(none?.length ?? 0);
    expect(other).toEqual(ours);
  });

  it.each(nasty)('draws a chart that names %j', async (text) => {
    const bars = [{ label: text, value: 1, text, reach: 2 }];
    const svg = barCharts({ title: text, subtitle: text, panels: [{ title: text, bars }] });
    expect(Buffer.from(await rasterizer.png(svg)).readUInt32BE(16)).toBe(1920);
  });
});
