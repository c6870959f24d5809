import type { PersonActor } from '#src/domain/people.ts';
import { groupsOf } from '#src/domain/policy.ts';
import { IntegrationError } from '#src/errors.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { KnownPerson } from '#src/ports/store.ts';
import { type Delay, within } from './delay.ts';

/** Somebody who may do nothing here: a bot, a deactivated account, somebody of another workspace. */
export class Outsider extends Error {
  constructor(person: string) {
    super(`${person} is an outsider`);
    this.name = 'Outsider';
  }
}

/** Guests become members, people change their e-mail: a day late is early enough. */
const freshMs = 24 * 60 * 60_000;
/** What a gesture can spare of its 3 s. */
const askMs = 1_000;

type Asking = Pick<Deps, 'store' | 'chat' | 'clock' | 'policy' | 'log'>;

/** Who did it, with the groups the policy gives them. Throws `Outsider`, and `StoreUnavailable`. */
export async function actorOf(id: string, via: string, deps: Asking, wait: Delay): Promise<PersonActor> {
  const person = await lookUp(id, deps, wait);
  if (person === 'nobody-knows') {
    // Slack's directory does not answer and we never met. They may declare, and nothing else: it could be a guest or somebody of another workspace.
    return { kind: 'person', person: id, groups: ['unverified'], via };
  }
  if (person.outsider) throw new Outsider(id);
  return { kind: 'person', person: id, groups: groupsOf(deps.policy, person), via };
}

/** What is known of somebody. Asks Slack about people not seen for a day, for a second at most, and keeps what it says. */
export async function lookUp(id: string, deps: Asking, wait: Delay): Promise<KnownPerson | 'nobody-knows'> {
  const known = await deps.store.person(id);
  const now = deps.clock.now();
  if (known && now - known.seenAt < freshMs) return known;
  const said = await within(askSlack(id, deps), askMs, wait);
  if (said === null || said === 'no-answer') return known ?? 'nobody-knows';
  const person = { ...said, seenAt: now };
  await deps.store.keepPerson(person);
  return person;
}

async function askSlack(id: string, { chat, log }: Asking) {
  try {
    return (await chat.person(id)) ?? { id, name: id, email: null, guest: false, outsider: true };
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    log.warn({ person: id, code: error.code }, 'slack does not say who somebody is');
    return 'no-answer';
  }
}
