import type { Asked } from '#src/domain/paging/events.ts';
import type { Policy } from '#src/domain/policy.ts';
import { leadingNumber } from './leading-number.ts';
import { personWord } from './person-word.ts';
import { reasonIn } from './reason.ts';
import { rungWord } from './rung-word.ts';
import { serviceWord } from './service-word.ts';
import { remainder, tokens } from './tokens.ts';

export interface PageWords {
  readonly number: number | null;
  /** `null`: nobody was named. */
  readonly asked: Asked | null;
  readonly why: string | null;
  /** What names nobody. */
  readonly unread: string | null;
}

/** Reads `INC-7 @dora because we need a decision`, `secondary`, `payments`: a person, a rung or a service, and why. `me`: who is typing. Total: never throws. */
export function parsePage(text: string, { me, policy }: { readonly me: string; readonly policy: Policy }): PageWords {
  const { number, rest } = leadingNumber(text);
  const all = tokens(rest);
  const lead = /^(?:to|the|for)$/i.test(all[0]?.text ?? '') ? 1 : 0;
  const said = all.slice(lead).map((token) => token.text);
  const found = whomIn(said, me, policy);
  if (found === null) return { number, asked: null, why: null, unread: said.length > 0 ? said.join(' ') : null };
  return { number, asked: found.asked, why: reasonIn(remainder(rest, all, lead + found.taken)), unread: null };
}

function whomIn(words: readonly string[], me: string, policy: Policy): { asked: Asked; taken: number } | null {
  const person = personWord(words[0] ?? '', me)?.person;
  if (person) return { asked: { kind: 'person', person }, taken: 1 };
  const rung = rungWord(words, policy);
  if (rung) return { asked: { kind: 'rung', rung: rung.rung, name: rung.name }, taken: rung.taken };
  const services = serviceWord(words, policy);
  const [service] = services?.services ?? [];
  if (!services || !service || services.services.length > 1) return null;
  return { asked: { kind: 'service', service: service.id, name: service.name }, taken: services.taken };
}
