import type { Policy } from '#src/domain/policy.ts';
import type { Severity } from '#src/domain/severity.ts';
import { oneLine } from '#src/domain/text.ts';
import { visible } from '#views/text.ts';
import { type Slip, serviceWord } from './service-word.ts';
import { noSuchSeverity, severityWord, shortSeverity } from './severity-word.ts';
import { spoken } from './spoken.ts';
import { remainder, type Token, tokens } from './tokens.ts';

/** What somebody said in one line. `null`: not said. An empty title: too little was said. */
export interface DeclareWords {
  readonly title: string;
  readonly severity: Severity | null;
  /** Ids, each once, in the order they were said. */
  readonly services: readonly string[];
  readonly restricted: boolean;
  readonly customerFacing: boolean | null;
  /** Services that were read from a slip. */
  readonly slips: readonly Slip[];
  /** A severity there is none of, as it was typed: `sev9`. */
  readonly noSeverity: string | null;
}

const nothing: DeclareWords = {
  title: '',
  severity: null,
  services: [],
  restricted: false,
  customerFacing: null,
  slips: [],
  noSeverity: null,
};

/**
 * Reads `sev2 api-gateway bank-lines returns 500`. Severity, services and flags count, in any order, while they lead; the first other word begins
 * the title. What is quoted is the title, and then the rest may follow it; behind other titles only a severity may, as the last word. Total: never
 * throws.
 */
export function parseDeclare(text: string, policy: Policy): DeclareWords {
  const all = tokens(text);
  const lead = readLead(all, nothing, policy);
  const words = all.slice(lead.next);
  const [first, ...others] = words;
  if (first?.quoted) {
    const rest = readLead(others, lead.said, policy);
    if (rest.next === others.length) return { ...rest.said, title: titled(first.text) };
  }
  const end = readEnd(words, lead.said);
  const upToIt = text.slice(0, words[end.next - 1]?.end);
  const title = remainder(end.next < words.length ? upToIt.replace(/[\s\-–—:,;]+$/u, '') : upToIt, all, lead.next);
  return { ...end.said, title: titled(title) };
}

/** A severity behind the title, where none was said before it; `next` is then the index of its first word. */
function readEnd(words: readonly Token[], said: DeclareWords): Lead {
  for (const taken of [2, 1]) {
    const next = words.length - taken;
    const last = words.slice(next);
    if (next < 1 || last.some((token) => token.quoted)) continue;
    const read = readSeverity(
      last.map((token) => token.text),
      said,
    );
    if (read?.taken === taken) return { said: read.said, next };
  }
  return { said, next: words.length };
}

interface Lead {
  readonly said: DeclareWords;
  /** Index of the first word that is none of the leading ones. */
  readonly next: number;
}

function readLead(all: readonly Token[], before: DeclareWords, policy: Policy): Lead {
  const stop = all.findIndex((token) => token.quoted);
  const words = (stop < 0 ? all : all.slice(0, stop)).map((token) => token.text.replace(/^--/, ''));
  let said = before;
  let next = 0;
  while (next < words.length) {
    const read = readOne(words.slice(next, next + 6), said, policy);
    if (read === null) break;
    said = read.said;
    next += read.taken;
  }
  return { said, next };
}

interface Read {
  readonly said: DeclareWords;
  /** How many words it took. */
  readonly taken: number;
}

function readOne(words: readonly string[], said: DeclareWords, policy: Policy): Read | null {
  return readSeverity(words, said) ?? readShortSeverity(words, said, policy) ?? readOther(words, said, policy);
}

function readSeverity(words: readonly string[], said: DeclareWords): Read | null {
  if (said.severity !== null || said.noSeverity !== null) return null;
  const known = severityWord(words);
  if (known) return { said: { ...said, severity: known.severity }, taken: known.taken };
  const unknown = noSuchSeverity(words);
  return unknown && { said: { ...said, noSeverity: unknown.named }, taken: unknown.taken };
}

/** `1 api-gateway down`, but not `2 customers cannot log in`: a bare number is a severity only before what cannot be counted by it. */
function readShortSeverity([word = '', ...rest]: readonly string[], said: DeclareWords, policy: Policy): Read | null {
  const severity = said.severity === null ? shortSeverity(word) : null;
  if (severity === null || (rest.length > 0 && readOther(rest, said, policy) === null)) return null;
  return { said: { ...said, severity }, taken: 1 };
}

/** A flag, or services not said yet: said again, they belong to the title. */
function readOther(words: readonly string[], said: DeclareWords, policy: Policy): Read | null {
  const word = (words[0] ?? '').toLowerCase().replace(/[,:;]+$/, '');
  if (word === 'private' || word === 'restricted') return { said: { ...said, restricted: true }, taken: 1 };
  if (word === 'customer-facing') return { said: { ...said, customerFacing: true }, taken: 1 };
  if (word === 'internal-only') return { said: { ...said, customerFacing: false }, taken: 1 };
  const named = serviceWord(words, policy);
  if (named === null) return null;
  const services = [...new Set([...said.services, ...named.services.map((service) => service.id)])];
  if (services.length === said.services.length) return null;
  return { said: { ...said, services, slips: [...said.slips, ...named.slips] }, taken: named.taken };
}

/** One line, without the dash or colon that stood between the lead and it; empty when nothing in it can be seen. */
function titled(text: string): string {
  const title = oneLine(spoken(text)).replace(/^[-–—:,;]+\s+/, '');
  return visible(title) ? title : '';
}
