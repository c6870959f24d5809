import type { Incident } from './state.ts';

/** At most this many are worth reading before declaring. */
const most = 3;
/** Share of what two titles have in common from which on they say the same. */
const alikeFrom = 0.5;
/** A service in common makes less likeness enough. */
const alikeWithService = 0.25;

/**
 * The incidents among `open` that may be what somebody is about to declare, the likest first, three at most. Titles are compared by pairs of letters,
 * so that it works in languages without spaces and with slips in it.
 */
export function lookAlikes(
  { title, services }: { readonly title: string; readonly services: readonly string[] },
  open: readonly Incident[],
): readonly Incident[] {
  return open
    .map((incident) => {
      const shared = incident.services.some((service) => services.includes(service));
      const likeness = likenessOf(title, incident.title.body ?? '');
      return { incident, likeness, alike: likeness >= (shared ? alikeWithService : alikeFrom) };
    })
    .filter(({ alike }) => alike)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, most)
    .map(({ incident }) => incident);
}

/** How much two texts have in common, from 0 to 1 (Dice's coefficient over pairs of letters and figures). */
export function likenessOf(one: string, other: string): number {
  const [a, b] = [pairsOf(one), pairsOf(other)];
  if (a.size === 0 || b.size === 0) return 0;
  const common = [...a].filter((pair) => b.has(pair)).length;
  return (2 * common) / (a.size + b.size);
}

function pairsOf(text: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const word of text
    .normalize('NFKD')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []) {
    const letters = [...word];
    if (letters.length === 1) pairs.add(word);
    for (let at = 1; at < letters.length; at += 1) pairs.add(`${letters[at - 1]}${letters[at]}`);
  }
  return pairs;
}
