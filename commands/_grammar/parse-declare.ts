import type { Policy } from '#src/domain/policy.ts';
import type { Severity } from '#src/domain/severity.ts';
import { oneLine } from '#src/domain/text.ts';
import { visible } from '#views/text.ts';
import { serviceWord } from './service-word.ts';
import { severityWord } from './severity-word.ts';
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
}

const nothing: DeclareWords = { title: '', severity: null, services: [], restricted: false, customerFacing: null };

/**
 * Reads `sev2 api-gateway bank-lines returns 500`. Severity, services and flags count, in any order, while they lead; the first other word begins
 * the title. What is quoted is the title, and then the rest may follow it. Total: never throws.
 */
export function parseDeclare(text: string, policy: Policy): DeclareWords {
  const all = tokens(text);
  const lead = readLead(all, nothing, policy);
  const quoted = all[lead.next];
  if (!quoted?.quoted) return { ...lead.said, title: titled(remainder(text, all, lead.next)) };
  const rest = readLead(all.slice(lead.next + 1), lead.said, policy);
  const left = remainder(text, all, lead.next + 1 + rest.next);
  return left
    ? { ...lead.said, title: titled(remainder(text, all, lead.next)) }
    : { ...rest.said, title: titled(quoted.text) };
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

function readOne(
  words: readonly string[],
  said: DeclareWords,
  policy: Policy,
): { readonly said: DeclareWords; readonly taken: number } | null {
  const severity = said.severity === null ? severityWord(words) : null;
  if (severity) return { said: { ...said, severity: severity.severity }, taken: severity.taken };
  const word = (words[0] ?? '').toLowerCase().replace(/[,:;]+$/, '');
  if (word === 'private' || word === 'restricted') return { said: { ...said, restricted: true }, taken: 1 };
  if (word === 'customer-facing') return { said: { ...said, customerFacing: true }, taken: 1 };
  if (word === 'internal-only') return { said: { ...said, customerFacing: false }, taken: 1 };
  const named = serviceWord(words, policy);
  if (named === null) return null;
  const services = [...new Set([...said.services, ...named.services.map((service) => service.id)])];
  return { said: { ...said, services }, taken: named.taken };
}

/** One line, without the dash or colon that stood between the lead and it; empty when nothing in it can be seen. */
function titled(text: string): string {
  const title = oneLine(spoken(text)).replace(/^[-–—:,;]+\s+/, '');
  return visible(title) ? title : '';
}
