/** What has a record of its own, by the first word of its streams: `inc-42`, `alert-7`. */
export const streamWords = ['inc', 'alert'] as const;
export type StreamWord = (typeof streamWords)[number];

/** What a stream is the record of, and its number; `null`: it names something that has no record. */
export function partsOf(stream: string): { readonly word: StreamWord; readonly number: number } | null {
  const [first, number] = stream.split('-');
  const word = streamWords.find((one) => one === first);
  return word === undefined ? null : { word, number: Number(number) };
}
