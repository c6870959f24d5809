import { distance } from 'fastest-levenshtein';

/** More slips than this are another word, however long it is. */
const mostSlips = 3;

/** The known word most like `typed`, whatever the case; `null` when more than one letter in three differs. */
export function nearest(typed: string, known: readonly string[]): string | null {
  const slips = known.map((word) => ({ word, count: distance(typed.toLowerCase(), word.toLowerCase()) }));
  const near = slips.filter(({ word, count }) => count <= Math.min(mostSlips, Math.ceil(word.length / 3)));
  return near.sort((a, b) => a.count - b.count)[0]?.word ?? null;
}
