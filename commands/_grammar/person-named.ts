import type { Policy, PolicyPerson } from '#src/domain/policy.ts';
import { nearest } from './nearest.ts';
import { spoken } from './spoken.ts';

/** Somebody as the policy, or whoever typed it, names them: who they are in Slack is still to be found. */
export type Named = Pick<PolicyPerson, 'email' | 'name'>;

export interface NamedAt {
  readonly named: Named;
  /** How many words it took. */
  readonly taken: number;
}

/**
 * The one person that `words` begin with, by what people type where they do not mention: an e-mail, `dora`, `@dora`, `Dora Lindqvist`; the longest counts.
 * `null`: nobody of the policy is called so, or several are.
 */
export function personNamed(words: readonly string[], { people }: Policy): NamedAt | null {
  for (let taken = Math.min(longestName, words.length); taken > 0; taken -= 1) {
    const typed = asTyped(words.slice(0, taken).join(' '));
    const [found, ...others] = people.filter((one) => calledBy(one).includes(typed));
    if (found && others.length === 0) return { named: found, taken };
  }
  const first = asTyped(words[0] ?? '');
  return anEmail.test(first) ? { named: { email: first, name: first }, taken: 1 } : null;
}

/** Who of the policy may be meant where there is a slip in it. */
export function personNear(typed: string, { people }: Policy): Named | null {
  const word = nearest(asTyped(typed), people.flatMap(calledBy));
  const [found, ...others] = people.filter((one) => word !== null && calledBy(one).includes(word));
  return found && others.length === 0 ? found : null;
}

/** Names of people have at most this many words. */
const longestName = 4;
const longestTyped = 320;
const anEmail = /^[^\s<>@",;]{1,100}@[^\s<>@",;]{1,150}$/;

function calledBy({ email, name }: PolicyPerson): readonly string[] {
  const whole = name.toLowerCase();
  return [...new Set([email.toLowerCase(), email.toLowerCase().split('@')[0] ?? '', whole, ...whole.split(/\s+/)])];
}

function asTyped(words: string): string {
  return spoken(words.slice(0, longestTyped))
    .toLowerCase()
    .replace(/^@/, '')
    .replace(/[.,:;?!]+$/, '');
}
