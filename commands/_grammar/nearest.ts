import { distance } from 'fastest-levenshtein';

/** Longer than any word we know. */
const longestWord = 64;

/**
 * How many slips of the finger lie between what was typed and the word that may be meant, whatever the case; `null` when it is more than one in
 * `letters`: then it is another word.
 */
export function slips(typed: string, meant: string, letters = 3): number | null {
  const [a, b] = [typed.slice(0, longestWord).toLowerCase(), meant.toLowerCase()];
  const count = swapped(a, b) ? 1 : distance(a, b);
  return count <= Math.floor(Math.max(a.length, b.length) / letters) ? count : null;
}

/** Whether two neighbouring letters of `a` have changed places: one slip, though two edits. */
function swapped(a: string, b: string): boolean {
  const at = [...a].findIndex((_, index) => a[index] !== b[index]);
  return at >= 0 && b === `${a.slice(0, at)}${a[at + 1] ?? ''}${a[at]}${a.slice(at + 2)}`;
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
