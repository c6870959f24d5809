import { emailsOnCall } from '#src/domain/on-call.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Owed } from '#src/ports/store.ts';

/** More than anybody looks at, and few enough to be read at once. */
const most = 1_000;

/** What `actor` owes, soonest first, as far as they may know of it: by name, and what whoever is on call owes while it is their turn. */
export async function owedBy(
  { store, policy, clock }: Pick<Deps, 'store' | 'policy' | 'clock'>,
  actor: PersonActor,
): Promise<readonly Owed[]> {
  const [known, named, onCall, duty] = await Promise.all([
    store.person(actor.person),
    store.owedBy({ person: actor.person }, most, actor),
    store.owedBy({ onCall: true }, most, actor),
    store.onCall(),
  ]);
  const email = known?.email?.toLowerCase();
  const now = clock.now();
  const turn = ({ incident: { services } }: Owed) =>
    emailsOnCall(policy, duty, services, 'primary', now).some((one) => one.toLowerCase() === email);
  const mine = email === undefined ? named : [...named, ...onCall.filter(turn)];
  return mine.toSorted((a, b) => a.entry.dueAt - b.entry.dueAt);
}
