import { teamsOf } from '#src/domain/duty.ts';
import type { Asked } from '#src/domain/paging/events.ts';
import type { Policy } from '#src/domain/policy.ts';
import { incidentNumber } from './incident-number.ts';
import { keyword } from './keyword.ts';
import { leadingNumber } from './leading-number.ts';
import { nearest } from './nearest.ts';
import { type Named, personNamed, personNear } from './person-named.ts';
import { personWord } from './person-word.ts';
import { reasonIn } from './reason.ts';
import { rungWord } from './rung-word.ts';
import { serviceWord } from './service-word.ts';
import { spoken } from './spoken.ts';
import { remainder, tokens } from './tokens.ts';

/** Who is asked to join; a person also as people name them without a mention. */
export type Whom = Asked | ({ readonly kind: 'named' } & Named);

export interface PageWords {
  readonly number: number | null;
  /** `null`: nobody was named. */
  readonly whom: Whom | null;
  readonly why: string | null;
  /** What names nobody. */
  readonly unread: string | null;
  /** Who may be meant by that. */
  readonly near: Whom | null;
  /** The team that was named: nobody is asked for one, but for a service. */
  readonly team: string | null;
}

/**
 * Reads `INC-7 @dora because we need a decision`, `dora`, `secondary`, `payments`: a person, a rung or a service, and why. `me`: who is typing. The
 * incident may follow whoever is asked. What names nobody ends at `because`, a name with an @ where its word does: the reason is kept. Total: never throws.
 */
export function parsePage(text: string, { me, policy }: { readonly me: string; readonly policy: Policy }): PageWords {
  const { number, rest } = leadingNumber(text);
  const all = tokens(rest);
  const lead = /^(?:to|the|for)$/i.test(all[0]?.text ?? '') ? 1 : 0;
  const because = all.findIndex(({ text: word }) => /^because[:,]?$/i.test(word));
  const end = because < 0 ? all.length : because;
  const said = all.slice(lead, Math.max(lead, end)).map((token) => token.text);
  const nobody = { number, whom: null, why: null, unread: null, near: null, team: null };
  const found = whomIn(said, me, policy);
  if (found) return { ...nobody, ...restOf(remainder(rest, all, lead + found.taken), number), whom: found.whom };
  const team = teamIn(said, policy);
  if (team) {
    const { name, taken, near } = team;
    return { ...nobody, ...restOf(remainder(rest, all, lead + taken), number), team: name, near };
  }
  const near = nearTo(said, policy);
  const [first = ''] = said;
  if (because < 0 && /^(?:@|<[@!])./.test(first)) {
    const unread = first.replace(/[.,:;]+$/, '');
    return { ...nobody, ...restOf(remainder(rest, all, lead + 1), number), unread, near };
  }
  const why = because < 0 ? null : reasonIn(remainder(rest, all, because));
  return { ...nobody, why, unread: said.length > 0 ? said.join(' ') : null, near };
}

/** What follows whoever is asked: why, and the incident where none was named before. What `INC-7 looks alike` begins with is part of what it says. */
function restOf(text: string, before: number | null): Pick<PageWords, 'number' | 'why'> {
  const all = tokens(text);
  const lead = /^(?:for|to|in|into|on)$/i.test(all[0]?.text ?? '') ? 1 : 0;
  const words = all.slice(lead).map((token) => token.text);
  const named = before === null && /^(?:inc|<?#)/i.test(words[0] ?? '') ? incidentNumber(words) : null;
  if (named === null) return { number: before, why: reasonIn(text) };
  const [last = '', next = 'because'] = words.slice(named.taken - 1);
  const setOff = /[.,:;]$/.test(last) || /^(?:because|reason|why|as|since|[-–—:,;]+)(?![\p{L}\p{N}])/iu.test(next);
  if (!setOff) return { number: before, why: reasonIn(text) };
  return { number: named.number, why: reasonIn(remainder(text, all, lead + named.taken)) };
}

/** The team that `words` begin with, and its service where it has only one. */
function teamIn(words: readonly string[], policy: Policy): { name: string; taken: number; near: Whom | null } | null {
  const typed = words.map((word) => keyword(spoken(word)).replace(/^@/, ''));
  for (const name of teamsOf(policy)) {
    const { length: taken } = name.split(' ');
    if (typed.slice(0, taken).join(' ') !== name.toLowerCase()) continue;
    const [service, ...others] = policy.services.filter(({ owner }) => owner === name);
    const only = service && others.length === 0;
    return { name, taken, near: only ? { kind: 'service', service: service.id, name: service.name } : null };
  }
  return null;
}

function whomIn(words: readonly string[], me: string, policy: Policy): { whom: Whom; taken: number } | null {
  const person = personWord(words[0] ?? '', me)?.person;
  if (person) return { whom: { kind: 'person', person }, taken: 1 };
  const rung = rungWord(words, policy);
  if (rung) return { whom: { kind: 'rung', rung: rung.rung, name: rung.name }, taken: rung.taken };
  const services = serviceWord(words, policy);
  const [service] = services?.services ?? [];
  if (services && service && services.services.length === 1) {
    return { whom: { kind: 'service', service: service.id, name: service.name }, taken: services.taken };
  }
  const named = personNamed(words, policy);
  return named && { whom: { kind: 'named', ...named.named }, taken: named.taken };
}

/** Whom a slip may mean: the likeliest is chosen in the form, and nobody is called before somebody looked. */
function nearTo(words: readonly string[], policy: Policy): Whom | null {
  const typed = keyword(words[0]);
  if (typed === '') return null;
  const rungs = policy.escalation.rungs.flatMap(({ name }) => name.split(/[\s/]+/));
  const services = policy.services.flatMap(({ id, name }) => [id, name]);
  const word = nearest(typed, [...rungs.filter((one) => one.length > 3), ...services]);
  const near = word === null ? null : whomIn([word], '', policy);
  if (near) return near.whom;
  const person = personNear(words.join(' '), policy) ?? personNear(typed, policy);
  return person && { kind: 'named', ...person };
}
