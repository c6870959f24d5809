import { findService, type Policy, type Service } from '#src/domain/policy.ts';
import { slips as slipsIn } from './nearest.ts';

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
 * The service, or the list with commas, that `words` begin with: by id, by name (the longest first), or by one word that is neither and means only one of
 * them (`payments-service`, `api-gatway`). Only a word with a hyphen is tried for slips: `workers` is a word of its own.
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

/** The service that all of `typed` names, however it is put between quotes: by its id or its name, with a slip in it; `null`: none, or it may be several. */
export function quotedService(
  typed: string,
  policy: Policy,
): { readonly service: Service; readonly slip: Slip | null } | null {
  const named = findService(policy, typed);
  if (named) return { service: named, slip: null };
  const service = meant(typed.slice(0, longestTyped).replace(/\s+/g, '-'), policy);
  return service && { service, slip: { typed, service: service.id } };
}

/** Longer than any name of a service. */
const longestTyped = 100;

function meant(word: string, policy: Policy): Service | null {
  const spelled = policy.services.filter(({ id, name }) => [id, name].some((one) => letters(one) === letters(word)));
  if (spelled.length > 0) return spelled.length === 1 ? (spelled[0] ?? null) : null;
  if (!word.includes('-')) return null;
  const costs = policy.services.flatMap((service) => {
    // Names are long, and made of words that others have, too.
    const cost = slipsIn(word, service.id) ?? slipsIn(word, service.name.replace(/\s+/g, '-'), 8);
    return cost === null ? [] : [{ service, cost }];
  });
  const least = Math.min(...costs.map(({ cost }) => cost));
  const [one, ...others] = costs.filter(({ cost }) => cost === least);
  return one && others.length === 0 ? one.service : null;
}

/** What is the same however its words are set apart. */
function letters(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}
