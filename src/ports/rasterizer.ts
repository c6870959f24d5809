/** Makes pixels of drawings. */
export interface Rasterizer {
  /** The PNG of a drawing of ours (SVG), at twice its size: screens are fine these days. Its one font is DejaVu Sans, regular and bold. */
  png(svg: string): Promise<Uint8Array<ArrayBuffer>>;
}
