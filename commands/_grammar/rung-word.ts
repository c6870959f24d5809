import type { Policy } from '#src/domain/policy.ts';
import { keyword } from './keyword.ts';

export interface RungAt {
  readonly rung: number;
  readonly name: string;
  /** How many words it took. */
  readonly taken: number;
}

/**
 * The rung of the escalation path that `words` begin with: `secondary`, `engineering manager`, `VP`, `rung 3`. By its whole name, by a part of it between
 * slashes, or by a word that no other rung has; the longest counts.
 */
export function rungWord(words: readonly string[], { escalation: { rungs } }: Policy): RungAt | null {
  const typed = words.map((word) => keyword(word));
  const [first, second] = typed;
  const named = first === 'rung' || first === 'level' ? (rungs[Number(second) - 1] ?? null) : null;
  if (named) return { rung: Number(second) - 1, name: named.name, taken: 2 };
  const found = rungs
    .flatMap(({ name }, rung) => aliasesOf(rung, rungs).map((alias) => ({ rung, name, alias })))
    .filter(({ alias }) => alias.length > 0 && alias.every((word, at) => word === typed[at]))
    .toSorted((a, b) => b.alias.length - a.alias.length)[0];
  return found ? { rung: found.rung, name: found.name, taken: found.alias.length } : null;
}

function aliasesOf(rung: number, rungs: Policy['escalation']['rungs']): readonly (readonly string[])[] {
  const { name = '', who } = rungs[rung] ?? {};
  const parts = [name, ...name.split('/')].map(wordsOf);
  const others = new Set(rungs.filter((_, index) => index !== rung).flatMap((one) => wordsOf(one.name)));
  const own = wordsOf(name).filter((word) => word.length > 1 && !others.has(word));
  const rota =
    who && 'rota' in who ? [[who.rota], ...(who.rota === 'primary' ? [['oncall'], ['on', 'call']] : [])] : [];
  return [...parts, ...own.map((word) => [word]), ...rota];
}

function wordsOf(name: string): readonly string[] {
  return name
    .split(/[\s/]+/)
    .map((word) => keyword(word))
    .filter((word) => word !== '');
}
