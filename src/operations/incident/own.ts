import type { Incident } from '#src/domain/incident/state.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Deps } from '#src/ports/deps.ts';

/**
 * The incident `actor` declared, else `null`. No group is asked for: who may declare while Slack does not say who they are must hear of what they
 * declared, and of nothing else.
 */
export async function ownIncident(
  { store }: Pick<Deps, 'store'>,
  { number }: { readonly number: number },
  { actor }: { readonly actor: PersonActor },
): Promise<Incident | null> {
  const incident = await store.incident(number, actor);
  return incident?.reporter === actor.person ? incident : null;
}
