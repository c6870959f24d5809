import type { Policy } from '#src/domain/policy.ts';
import type { Severity } from '#src/domain/severity.ts';
import { sinceAt, spanAt } from './moment.ts';
import { slips } from './nearest.ts';
import { serviceWord } from './service-word.ts';
import { severityWord, shortSeverity } from './severity-word.ts';
import { remainder, tokens } from './tokens.ts';

/** Which incidents somebody asks for. `null`: whatever it is. */
export interface ListWords {
  /** `true`: the open ones. `false`: those that are over. `null`: all. */
  readonly open: boolean | null;
  /** Only those the asker has a part in. */
  readonly mine: boolean;
  readonly severity: Severity | null;
  /** Its id. */
  readonly service: string | null;
  /** Declared at or after (ms), and how that was said. */
  readonly since: { readonly at: number; readonly said: string } | null;
  /** Drills only, or none. */
  readonly drill: boolean | null;
  /** From 1. */
  readonly page: number;
  /** What means nothing here, from its first word on, to be told so. */
  readonly unread: string | null;
}

const nothing: ListWords = {
  open: true,
  mine: false,
  severity: null,
  service: null,
  since: null,
  drill: null,
  page: 1,
  unread: null,
};

interface Read {
  readonly said: Partial<ListWords>;
  /** How many words it took. */
  readonly taken: number;
}

interface Asked {
  readonly policy: Policy;
  readonly now: number;
}

/**
 * Reads `all mine sev1 api-gateway since 7d drills page 2`, in any order, with anything left out: then the open ones. What is said twice counts as it
 * was said last. Total: never throws.
 */
export function parseList(text: string, asked: Asked): ListWords {
  const all = tokens(text);
  const words = all.map((token) => token.text.replace(/^--|[,;]+$/g, ''));
  let said = nothing;
  for (let next = 0; next < words.length; ) {
    const read = readOne(words.slice(next, next + 6), asked);
    if (read === null) return { ...said, unread: remainder(text, all, next) };
    said = { ...said, ...read.said };
    next += read.taken;
  }
  return said;
}

/** What was asked for, in words that ask for it again; its page left out. */
export function listAgain({ open, mine, severity, service, since, drill }: ListWords): string {
  const words = [
    ...(open === true ? [] : [open === false ? 'resolved' : 'all']),
    ...(mine ? ['mine'] : []),
    ...(severity === null ? [] : [severity]),
    ...(service === null ? [] : [service]),
    ...(since === null ? [] : [`since ${since.said}`]),
    ...(drill === null ? [] : [drill ? 'drills' : 'no drills']),
  ];
  return words.join(' ');
}

function readOne(words: readonly string[], asked: Asked): Read | null {
  return (
    readSeverity(words) ??
    readPage(words) ??
    readSince(words, asked.now) ??
    readFlag(words) ??
    readService(words, asked.policy) ??
    readStatus(words[0] ?? '')
  );
}

function readSeverity(words: readonly string[]): Read | null {
  const named = severityWord(words);
  if (named) return { said: { severity: named.severity }, taken: named.taken };
  const severity = shortSeverity(words[0] ?? '');
  // `7 days` begins with a count, and so may others.
  return severity === null || spanAt(words) ? null : { said: { severity }, taken: 1 };
}

function readPage([first = '', second = '']: readonly string[]): Read | null {
  const alone = /^p(?:age)?[-=:]?(\d{1,6})$/i.exec(first)?.[1];
  if (alone !== undefined) return { said: { page: Math.max(1, Number(alone)) }, taken: 1 };
  const split = /^page[-=:]?$/i.test(first) ? /^(\d{1,6})$/.exec(second)?.[1] : undefined;
  return split === undefined ? null : { said: { page: Math.max(1, Number(split)) }, taken: 2 };
}

function readSince(words: readonly string[], now: number): Read | null {
  const found = sinceAt(words, now);
  return found && { said: { since: { at: found.at, said: found.said } }, taken: found.taken };
}

const statusWords: Readonly<Record<string, boolean | null>> = {
  open: true,
  active: true,
  resolved: false,
  closed: false,
  over: false,
  all: null,
};

const filler = /^(?:|incidents?|ones|only|the|with|and|of|for|in|on|service|services)$/i;

function readFlag([first = '', second = '']: readonly string[]): Read | null {
  if (filler.test(first)) return { said: {}, taken: 1 };
  if (/^(?:mine|my|me)$/i.test(first)) return { said: { mine: true }, taken: 1 };
  if (/^drills?$/i.test(first)) return { said: { drill: true }, taken: 1 };
  return /^(?:no|without)$/i.test(first) && /^drills?$/i.test(second) ? { said: { drill: false }, taken: 2 } : null;
}

function readService(words: readonly string[], policy: Policy): Read | null {
  const named = serviceWord(words, policy);
  const [only, ...others] = named?.services ?? [];
  return named && only && others.length === 0 ? { said: { service: only.id }, taken: named.taken } : null;
}

/** With one slip in it at most: `unclosed` is none of them. */
function readStatus(word: string): Read | null {
  const known = Object.keys(statusWords).find((one) => (slips(word, one) ?? 2) < 2);
  return known === undefined ? null : { said: { open: statusWords[known] ?? null }, taken: 1 };
}
