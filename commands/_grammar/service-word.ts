import { findService, type Policy, type Service } from '#src/domain/policy.ts';
import { nearest } from './nearest.ts';

/** What was typed, and the id of the service it was taken for. */
export interface Slip {
  readonly typed: string;
  readonly service: string;
}

export interface ServicesAt {
  readonly services: readonly Service[];
  /** Those of them that were read from a slip. */
  readonly slips: readonly Slip[];
  /** How many words it took. */
  readonly taken: number;
}

/** Names of services have at most this many words. */
const longestName = 5;
/** More than all services together take. */
const longestList = 1_000;

/**
 * The service, or the list with commas, that `words` begin with: by id, by name (the longest first), or by an id with a slip in it. Only a word
 * with a hyphen is tried for slips: `workers` is a word of its own.
 */
export function serviceWord(words: readonly string[], policy: Policy): ServicesAt | null {
  if ((words[0] ?? '').length > longestList) return null;
  for (let taken = Math.min(longestName, words.length); taken > 0; taken -= 1) {
    const name = words.slice(0, taken).join(' ').slice(0, longestList);
    const named = findService(policy, name.replace(/[,:;]+$/, ''));
    if (named) return { services: [named], slips: [], taken };
  }
  const parts = (words[0] ?? '').split(',').map((part) => part.replace(/[:;]+$/, ''));
  const read = parts
    .filter(Boolean)
    .map((typed) => ({ typed, service: findService(policy, typed) ?? meant(typed, policy) }));
  const known = read.flatMap(({ typed, service }) => (service ? [{ typed, service }] : []));
  if (known.length === 0 || known.length < read.length) return null;
  const slips = known.flatMap(({ typed, service }) =>
    findService(policy, typed) ? [] : [{ typed, service: service.id }],
  );
  return { services: known.map(({ service }) => service), slips, taken: 1 };
}

function meant(word: string, policy: Policy): Service | null {
  if (!word.includes('-')) return null;
  const id = nearest(
    word,
    policy.services.map((service) => service.id),
  );
  return id === null ? null : findService(policy, id);
}
