import { findService, type Policy } from '#src/domain/policy.ts';
import type { Severity } from '#src/domain/severity.ts';
import { oneLine } from '#src/domain/text.ts';
import { visible } from '#views/text.ts';
import { alertNamed } from './alert-number.ts';
import { behindTitle, type Marked } from './behind-title.ts';
import { keyword } from './keyword.ts';
import { pastAt } from './moment.ts';
import { quotedService, type Slip, serviceWord } from './service-word.ts';
import { noSuchSeverity, severityWord, shortSeverity } from './severity-word.ts';
import { spoken } from './spoken.ts';
import { type Token, tokens } from './tokens.ts';

/** What somebody said in one line. `null`: not said. An empty title: too little was said. */
export interface DeclareWords {
  readonly title: string;
  readonly severity: Severity | null;
  /** Ids, each once, in the order they were said. */
  readonly services: readonly string[];
  readonly restricted: boolean;
  readonly customerFacing: boolean | null;
  readonly drill: boolean;
  /** The channel it was typed in is to be the incident's. */
  readonly here: boolean;
  /** Even if an open incident sounds like it. */
  readonly anyway: boolean;
  /** When it began, was noticed and was over (ms), where that was said. */
  readonly beganAt: number | null;
  readonly detectedAt: number | null;
  readonly resolvedAt: number | null;
  /** Services that were read from a slip. */
  readonly slips: readonly Slip[];
  /** A severity there is none of, as it was typed: `sev9`. */
  readonly noSeverity: string | null;
  /** The alert it is about. */
  readonly alert: number | null;
  /** What the last words may mean that `title` ends with; `null`: nothing but what they say. */
  readonly marked: Marked | null;
}

const nothing: DeclareWords = {
  title: '',
  severity: null,
  services: [],
  restricted: false,
  customerFacing: null,
  drill: false,
  here: false,
  anyway: false,
  beganAt: null,
  detectedAt: null,
  resolvedAt: null,
  slips: [],
  noSeverity: null,
  alert: null,
  marked: null,
};

/**
 * Reads `sev2 api-gateway began 2h ago bank-lines returns 500`. Severity, services, times, flags and an alert count, in any order, while they lead; the first other word begins
 * the title, and the name of an alert alone is none. What is quoted is the title, and then the rest may follow it; behind other titles only a severity may, and words
 * that may as well be the end of it. Total: never throws.
 */
export function parseDeclare(text: string, policy: Policy, now: number): DeclareWords {
  const known = { policy, now };
  const all = tokens(text);
  const lead = readLead(all, nothing, known);
  const words = all.slice(lead.next);
  const [first, ...others] = words;
  if (first?.quoted) {
    const rest = readLead(others, lead.said, known);
    if (rest.next === others.length) return notOnlyAlert({ ...rest.said, title: titled(first.text) });
  }
  const subject = isSubject(all[lead.next - 1], first, policy) ? 1 : 0;
  const from = all[lead.next - subject]?.start ?? text.length;
  const behind = behindTitle(text, words, { severity: lead.said.severity === null && lead.said.noSeverity === null });
  const said = readSeverity(behind.severity, lead.said)?.said ?? lead.said;
  const severity = said.severity ?? severityWithin(words, said);
  const marked = isSaid(behind.marked, said) ? null : behind.marked;
  return notOnlyAlert({ ...said, severity, marked, title: titled(behind.titleFrom(from)) });
}

/** Whether the words in front have said already what the last ones may mean. */
function isSaid(marked: Marked | null, { restricted, drill }: DeclareWords): boolean {
  const said = { private: restricted, drill };
  return marked?.marks.every((mark) => said[mark]) ?? true;
}

/** Whoever names nothing but an alert says which one, and leaves what is wrong to it. */
function notOnlyAlert(said: DeclareWords): DeclareWords {
  const words = said.title.split(' ');
  const named = said.alert === null ? alertNamed(words) : null;
  return named?.taken === words.length ? { ...said, alert: named.number, title: '' } : said;
}

/** What something is said of: `registries` in `registries are down`, `ALT-7` in `ALT-7 is back`. Without it the title would have no beginning. */
function isSubject(before: Token | undefined, next: Token | undefined, policy: Policy): boolean {
  if (before === undefined || next === undefined) return false;
  const says = /^(?:is|are|was|were|isn't|aren't|has|have|cannot|can't|does|doesn't|keeps?|went|seems?)$/i;
  if (alertNamed([before.text]) !== null) return says.test(next.text) || /^(?:and|or|fires?)$/i.test(next.text);
  return !before.text.includes('-') && findService(policy, before.text) !== null && says.test(next.text);
}

/** A severity somewhere in the title, where none was said around it: it stays a word of it, too. */
function severityWithin(words: readonly Token[], { noSeverity }: DeclareWords): Severity | null {
  if (noSeverity !== null) return null;
  const said = words.find(({ quoted, text }) => !quoted && /^\(?sev-?[1-4]\)?[.,;:]?$/i.test(text));
  return said ? (severityWord([said.text])?.severity ?? null) : null;
}

/** What words are read by. */
interface Known {
  readonly policy: Policy;
  readonly now: number;
}

interface Lead {
  readonly said: DeclareWords;
  /** Index of the first word that is none of the leading ones. */
  readonly next: number;
}

function readLead(all: readonly Token[], before: DeclareWords, known: Known): Lead {
  const stop = all.findIndex((token) => token.quoted);
  const words = (stop < 0 ? all : all.slice(0, stop)).map((token) => token.text.replace(/^--/, ''));
  let said = before;
  let next = 0;
  while (next < words.length) {
    const read = readOne(words.slice(next, next + 8), said, known);
    if (read === null) break;
    said = read.said;
    next += read.taken;
  }
  const service = next === stop ? readQuoted(all[stop], said, known) : null;
  if (service === null) return { said, next };
  const rest = readLead(all.slice(stop + 1), service, known);
  // With nothing behind it what is quoted is the title.
  return stop + 1 + rest.next < all.length ? { said: rest.said, next: stop + 1 + rest.next } : { said, next };
}

/** A service between quotes that was not said yet. */
function readQuoted(token: Token | undefined, said: DeclareWords, { policy }: Known): DeclareWords | null {
  const named = quotedService(token?.text ?? '', policy);
  if (named === null || said.services.includes(named.service.id)) return null;
  const slips = named.slip ? [...said.slips, named.slip] : said.slips;
  return { ...said, services: [...said.services, named.service.id], slips };
}

interface Read {
  readonly said: DeclareWords;
  /** How many words it took. */
  readonly taken: number;
}

function readOne(words: readonly string[], said: DeclareWords, known: Known): Read | null {
  return readSeverity(words, said) ?? readShortSeverity(words, said, known) ?? readOther(words, said, known);
}

function readSeverity(words: readonly string[], said: DeclareWords): Read | null {
  if (said.severity !== null || said.noSeverity !== null) return null;
  const known = severityWord(words);
  if (known) return { said: { ...said, severity: known.severity }, taken: known.taken };
  const unknown = noSuchSeverity(words);
  return unknown && { said: { ...said, noSeverity: unknown.named }, taken: unknown.taken };
}

/** `1 api-gateway down`, but not `2 customers cannot log in`: a bare number is a severity only before what cannot be counted by it. */
function readShortSeverity([word = '', ...rest]: readonly string[], said: DeclareWords, known: Known): Read | null {
  const severity = said.severity === null ? shortSeverity(word) : null;
  if (severity === null || (rest.length > 0 && readOther(rest, said, known) === null)) return null;
  return { said: { ...said, severity }, taken: 1 };
}

const flags: Readonly<Record<string, Partial<DeclareWords>>> = {
  private: { restricted: true },
  restricted: { restricted: true },
  'customer-facing': { customerFacing: true },
  'internal-only': { customerFacing: false },
  drill: { drill: true },
  exercise: { drill: true },
  here: { here: true },
  anyway: { anyway: true },
};

/** A flag, a time, an alert, or services not said yet: said again, they belong to the title. */
function readOther(words: readonly string[], said: DeclareWords, { policy, now }: Known): Read | null {
  const word = keyword(words[0]);
  const flag = Object.hasOwn(flags, word) ? flags[word] : undefined;
  // `here is what we see` begins a title.
  const sentence = word === 'here' && /^(?:is|are|we|comes?|goes)$/i.test(words[1] ?? '');
  if (flag !== undefined && !sentence) return { said: { ...said, ...flag }, taken: 1 };
  const time = readTime(word, words.slice(1), said, now);
  if (time !== null) return time;
  const alert = readAlert(words, said);
  if (alert !== null) return alert;
  const named = serviceWord(words.slice(0, 6), policy);
  if (named === null) return null;
  const services = [...new Set([...said.services, ...named.services.map((service) => service.id)])];
  if (services.length === said.services.length) return null;
  return { said: { ...said, services, slips: [...said.slips, ...named.slips] }, taken: named.taken };
}

/** `ALT-7`, `for ALT-7`, but not `alert 500 errors`. */
function readAlert(words: readonly string[], said: DeclareWords): Read | null {
  const before = /^(?:for|from|of|about)$/i.test(words[0] ?? '') ? 1 : 0;
  const named = said.alert === null ? alertNamed(words.slice(before)) : null;
  return named?.taken === 1 ? { said: { ...said, alert: named.number }, taken: before + 1 } : null;
}

type Time = 'beganAt' | 'detectedAt' | 'resolvedAt';

const timeWords: Readonly<Record<string, Time>> = {
  began: 'beganAt',
  started: 'beganAt',
  since: 'beganAt',
  detected: 'detectedAt',
  noticed: 'detectedAt',
  over: 'resolvedAt',
  ended: 'resolvedAt',
  until: 'resolvedAt',
};

/** `began 2h ago`: the word counts only before a time, `over quota` begins a title. */
function readTime(word: string, after: readonly string[], said: DeclareWords, now: number): Read | null {
  const which = Object.hasOwn(timeWords, word) ? timeWords[word] : undefined;
  const read = which === undefined || said[which] !== null ? null : pastAt(after, now);
  return which === undefined || read === null ? null : { said: { ...said, [which]: read.at }, taken: 1 + read.taken };
}

/** One line, without the dash or colon that stood between the lead and it; empty when nothing in it can be seen. */
function titled(text: string): string {
  const title = oneLine(spoken(text)).replace(/^[-–—:,;]+\s+/, '');
  return visible(title) ? title : '';
}
