import type { Service } from '#src/domain/policy.ts';
import { type Severity, severities } from '#src/domain/severity.ts';
import type { Incident } from './state.ts';

/** At most this many are worth reading before declaring. */
const most = 3;
/** Share of what two titles have in common from which on they say the same. */
const alikeFrom = 0.5;
/** A service in common makes less likeness enough. */
const alikeWithService = 0.25;

interface Sounding {
  readonly title: string;
  /** Ids. */
  readonly services: readonly string[];
}

/**
 * The incidents among `open` that may be what somebody is about to declare, the likest first, three at most. Those that name other services than it does,
 * by id or in the title, are not. Titles are compared by pairs of letters, so that it works in languages without spaces and with slips in it; words that
 * any incident may have do not count.
 */
export function lookAlikes(
  said: Sounding,
  open: readonly Incident[],
  services: readonly Service[],
): readonly Incident[] {
  const names = namesOf(services);
  const one = subjectOf(said, names);
  return open
    .map((incident) => ({ incident, likeness: alike(one, subjectOf(heard(incident), names)) }))
    .filter(({ likeness }) => likeness > 0)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, most)
    .map(({ incident }) => incident);
}

/**
 * Whether a declaration waits until its reporter has seen what it sounds like. SEV1 never does, nor what is worse than all of it: a second click then costs
 * more than a second incident, which can be merged.
 */
export function waitsFor(severity: Severity, alike: readonly Pick<Incident, 'severity'>[]): boolean {
  return severity !== 'sev1' && alike.some((one) => severities.indexOf(one.severity) <= severities.indexOf(severity));
}

function heard({ title, services }: Incident): Sounding {
  return { title: title.body ?? '', services };
}

/** What an incident is about. */
interface Subject {
  /** Ids of services, said as such or in the title. */
  readonly services: ReadonlySet<string>;
  /** What else the title says of it; empty: only that something is wrong. */
  readonly rest: string;
}

function subjectOf({ title, services }: Sounding, names: ReadonlyMap<string, string>): Subject {
  const words = wordsOf(title).filter((word) => !filler.test(word));
  const named = words.flatMap((word) => names.get(singular(word)) ?? []);
  const rest = words.filter((word) => !names.has(singular(word))).join(' ');
  return { services: new Set([...services, ...named]), rest };
}

/** How like they are, from 0 to 1; 0 too where it is not enough to ask. */
function alike(one: Subject, other: Subject): number {
  const shared = [...one.services].some((service) => other.services.has(service));
  if (!shared && one.services.size > 0 && other.services.size > 0) return 0;
  if (shared && one.rest === '' && other.rest === '') return 1;
  const likeness = likenessOf(one.rest, other.rest);
  return likeness >= (shared ? alikeWithService : alikeFrom) ? likeness : 0;
}

/** Which service is meant by a word that stands in the id or the name of only that one: `redis`, `database`. */
function namesOf(services: readonly Service[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const { id, name } of services) {
    for (const word of wordsOf(`${id} ${name}`).map(singular)) {
      if ((names.get(word) ?? id) !== id || filler.test(word)) ambiguous.add(word);
      names.set(word, id);
    }
  }
  for (const word of ambiguous) names.delete(word);
  return names;
}

/** Words that say of anything that it does not work. */
const filler =
  /^(?:an?|the|is|are|was|were|be|been|has|have|had|it|its|this|that|and|or|of|for|to|in|on|at|by|with|from|again|still|now|very|all|some|not|no|down|up|out|slow|slowly|slower|slowness|late|delayed|delays?|high|degraded|broken|bad|wrong|dead|unavailable|unreachable|errors?|erroring|fail|fails|failing|failed|failures?|issues?|problems?|incident|outage|crash|crashes|crashed|crashing|returns?|returning|returned|http|timing|times?|timeouts?|services?|[45](?:\d\d|xx))$/;

function singular(word: string): string {
  return word.replace(/s$/, '');
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
  for (const word of wordsOf(text)) {
    const letters = [...word];
    if (letters.length === 1) pairs.add(word);
    for (let at = 1; at < letters.length; at += 1) pairs.add(`${letters[at - 1]}${letters[at]}`);
  }
  return pairs;
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
