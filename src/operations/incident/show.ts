import { may } from '#src/domain/access.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import { firingOf } from '#src/operations/attaching.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Work } from '#src/ports/store.ts';

export type Shown =
  /** `firing`: which of its alerts fire. */
  | {
      readonly ok: true;
      readonly incident: Incident;
      readonly work: readonly Work[];
      readonly firing: readonly number[];
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** An incident and how what is done outside for it stands, as far as `actor` may know of it. */
export async function showIncident(
  { store }: Pick<Deps, 'store'>,
  { number }: { readonly number: number },
  { actor }: { readonly actor: PersonActor },
): Promise<Shown> {
  const permission = may(actor, 'incident.show');
  if (!permission.ok) return permission;
  const incident = await store.incident(number, actor);
  if (!incident) return { ok: false, refusal: { code: 'no-such-incident', number } };
  const work = await store.workOf(incident.stream);
  return { ok: true, incident, work, firing: await firingOf({ store }, incident) };
}
