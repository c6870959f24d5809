import { distance } from 'fastest-levenshtein';

/** Longer than any word we know. */
const longestWord = 64;

/**
 * How many slips of the finger lie between what was typed and the word that may be meant, whatever the case; `null` when it is more than one in
 * three letters: then it is another word.
 */
export function slips(typed: string, meant: string): number | null {
  const [a, b] = [typed.slice(0, longestWord).toLowerCase(), meant.toLowerCase()];
  const count = distance(a, b);
  return count <= Math.floor(Math.max(a.length, b.length) / 3) ? count : null;
}

/** The candidate that `word` most likely means; `null` when none is near. Of equals the first. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  let best: { readonly candidate: string; readonly count: number } | null = null;
  for (const candidate of candidates) {
    const count = slips(word, candidate);
    if (count !== null && (best === null || count < best.count)) best = { candidate, count };
  }
  return best?.candidate ?? null;
}
