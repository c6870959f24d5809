import { may } from '#src/domain/access.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import type { Deps } from '#src/ports/deps.ts';

export type Shown =
  | { readonly ok: true; readonly incident: Incident }
  | { readonly ok: false; readonly refusal: Refusal };

/** An incident, as far as `actor` may know of it. */
export async function showIncident(
  { store }: Pick<Deps, 'store'>,
  { number }: { readonly number: number },
  { actor }: { readonly actor: PersonActor },
): Promise<Shown> {
  const permission = may(actor, 'incident.show');
  if (!permission.ok) return permission;
  const incident = await store.incident(number, actor);
  return incident ? { ok: true, incident } : { ok: false, refusal: { code: 'no-such-incident', number } };
}
