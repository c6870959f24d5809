import { incidentNumber, joint, type NumberAt } from './incident-number.ts';

const letters = new RegExp(`^al(?:er)?t${joint}(?=\\d|$)`, 'i');

/** The alert that `words` begin with: `ALT-7`, `alt 7`, `alert-7`, `#7`, `7`. */
export function alertNumber(words: readonly string[]): NumberAt | null {
  const [first = '', ...others] = words;
  const named = letters.exec(first)?.[0];
  // The rest of it is written as the number of an incident is.
  if (named === undefined)
    return /^inc/i.test(first) || /^<?#?inc-/i.test(first) ? null : incidentNumber(words.slice(0, 1));
  const rest = first.slice(named.length);
  const found = incidentNumber([rest === '' ? (others[0] ?? '') : rest]);
  return found && { number: found.number, taken: rest === '' ? 2 : 1 };
}

/** The alert that `words` begin with by its own name: a figure alone may count something, or name an incident. */
export function alertNamed(words: readonly string[]): NumberAt | null {
  return letters.test(words[0] ?? '') ? alertNumber(words) : null;
}
