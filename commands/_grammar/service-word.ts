import { findService, type Policy, type Service } from '#src/domain/policy.ts';
import { nearest } from './nearest.ts';

export interface ServicesAt {
  readonly services: readonly Service[];
  /** How many words it took. */
  readonly taken: number;
}

/** Names of services have at most this many words. */
const longestName = 5;

/**
 * The service, or the list with commas, that `words` begin with: by id, by name (the longest first), or by an id with a slip in it. Only a word
 * with a hyphen is tried for slips: `workers` is a word of its own.
 */
export function serviceWord(words: readonly string[], policy: Policy): ServicesAt | null {
  for (let taken = Math.min(longestName, words.length); taken > 0; taken -= 1) {
    const named = findService(
      policy,
      words
        .slice(0, taken)
        .join(' ')
        .replace(/[,:;]+$/, ''),
    );
    if (named) return { services: [named], taken };
  }
  const parts = (words[0] ?? '').split(',').filter(Boolean);
  const services = parts.map((part) => findService(policy, part) ?? meant(part.replace(/[:;]+$/, ''), policy));
  const known = services.filter((service) => service !== null);
  return known.length > 0 && known.length === services.length ? { services: known, taken: 1 } : null;
}

function meant(word: string, policy: Policy): Service | null {
  if (!word.includes('-')) return null;
  const id = nearest(
    word,
    policy.services.map((service) => service.id),
  );
  return id === null ? null : findService(policy, id);
}
