/** Longer than any word we know. */
const longestWord = 64;

/** A word as one of ours is compared with it: in small letters, without the marks behind it, cut where it cannot be one of ours any more. */
export function keyword(word = ''): string {
  return word
    .slice(0, longestWord)
    .toLowerCase()
    .replace(/[.,:;=!]+$/, '');
}
