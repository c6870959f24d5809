import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Rasterizer } from '#src/ports/rasterizer.ts';

/** Draws with resvg, compiled to WebAssembly: the same picture on every machine, with the font we bring along. */
export const rasterizer: Rasterizer = {
  async png(svg) {
    fonts ??= load();
    const font = { fontBuffers: await fonts, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' };
    const drawing = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: 2 } });
    const image = drawing.render();
    const png = new Uint8Array(image.asPng());
    // Its memory is not Node's: nobody else gives it back.
    image.free();
    drawing.free();
    return png;
  },
};

let fonts: Promise<Uint8Array[]> | null = null;

async function load(): Promise<Uint8Array[]> {
  const bytes = (url: string) => readFile(fileURLToPath(url));
  await initWasm(await bytes(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm')));
  return Promise.all([
    bytes(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
    bytes(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
  ]);
}
