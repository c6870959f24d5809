import type { AffectedKind, AffectedPart } from '#src/domain/incident/events/life.ts';
import { oneLine } from '#src/domain/text.ts';
import { keyword } from './keyword.ts';
import { leadingNumber } from './leading-number.ts';
import { ownWords } from './reason.ts';
import { type Token, tokens } from './tokens.ts';

export interface AffectedWords {
  readonly number: number | null;
  /** They turned out not to be affected. */
  readonly remove: boolean;
  /** One for each kind that was named, with at least one value. */
  readonly parts: readonly AffectedPart<string>[];
  /** The last kind named with nothing behind it. */
  readonly kind: AffectedKind | null;
  readonly unread: string | null;
}

const kindWords: Readonly<Record<string, AffectedKind>> = {
  org: 'organisation',
  orgs: 'organisation',
  organisation: 'organisation',
  organisations: 'organisation',
  organization: 'organisation',
  organizations: 'organisation',
  customer: 'organisation',
  endpoint: 'endpoint',
  endpoints: 'endpoint',
  path: 'endpoint',
  paths: 'endpoint',
  route: 'endpoint',
  request: 'request',
  requests: 'request',
};

/** Reads `INC-7 org 4711, 4712 endpoint /bank-lines`, `remove org 4711`. A word that begins with `/` is an endpoint by itself. Total: never throws. */
export function parseAffected(text: string): AffectedWords {
  const { number, rest } = leadingNumber(text);
  const all = tokens(rest);
  const remove = /^(?:remove[ds]?|not|without|delete)$/i.test(all[0]?.text ?? '');
  const words = all.slice(remove ? 1 : 0);
  const [first] = words;
  const start = first && kindOf(first) === null && first.text.startsWith('/') ? 'endpoint' : null;
  const said = new Map<AffectedKind, readonly string[]>();
  let kind: AffectedKind | null = start;
  let from = 0;
  const unread: string[] = [];
  const take = (to: number) => {
    const part = words.slice(from, to);
    const values = valuesIn(rest, part);
    if (kind === null) unread.push(...part.map((word) => word.text));
    else if (values.length > 0) said.set(kind, [...(said.get(kind) ?? []), ...values]);
  };
  for (const [at, word] of words.entries()) {
    const next = kindOf(word);
    if (next === null) continue;
    take(at);
    kind = next;
    // `request id 7f3a`, `org ids: 4711`: the word between says nothing.
    from = at + (/^ids?:?$/i.test(words[at + 1]?.text ?? '') ? 2 : 1);
  }
  take(words.length);
  const parts = [...said].map(([is, values]) => ({ kind: is, values }));
  return { number, remove, parts, kind, unread: unread.length > 0 ? unread.join(' ') : null };
}

function kindOf(word: Token): AffectedKind | null {
  const typed = keyword(word.text);
  return !word.quoted && Object.hasOwn(kindWords, typed) ? (kindWords[typed] ?? null) : null;
}

/** Values apart by commas; without a comma each word is one if all look like ids or paths, else they are one name: `Acme Pty Ltd`. */
function valuesIn(text: string, words: readonly Token[]): readonly string[] {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return [];
  return separated(text.slice(first.start, last.end));
}

/** The values a person listed, each once. */
export function separated(text: string): readonly string[] {
  const all = tokens(text);
  const ids = all.length > 1 && all.every((word) => !word.quoted && /[\d/]/.test(word.text));
  const listed = /[,;\n]/.test(text) || !ids ? text.split(/[,;\n]/) : all.map((word) => word.text);
  const apart = listed.flatMap((part) => pairOf(part) ?? [part]);
  const values = apart.flatMap((part) => ownWords(part.trim().replace(/^and\s+/i, '')) ?? []).map(oneLine);
  return [...new Set(values)];
}

/** The last two of `4711, 4712 and 4713`; `null`: there is one, such as `Salt and Pepper Ltd`. */
function pairOf(part: string): readonly string[] | null {
  const both = part.trim().split(/\sand\s/i);
  return both.length === 2 && both.every((one) => /^\S+$/.test(one) && /\d/.test(one)) ? both : null;
}
