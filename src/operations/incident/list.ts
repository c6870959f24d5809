import { may } from '#src/domain/access.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Count, IncidentFilter, Page } from '#src/ports/store.ts';

export type Listed =
  | ({ readonly ok: true; readonly incidents: readonly Incident[] } & Count)
  | { readonly ok: false; readonly refusal: Refusal };

/** One page of the incidents `actor` may know of, the worst open ones first, and how many there are in all. */
export async function listIncidents(
  { store }: Pick<Deps, 'store'>,
  { filter, page }: { readonly filter: IncidentFilter; readonly page: Page },
  { actor }: { readonly actor: PersonActor },
): Promise<Listed> {
  const permission = may(actor, 'incident.list');
  if (!permission.ok) return permission;
  const [incidents, count] = await Promise.all([
    store.incidents(filter, page, actor),
    store.incidentCount(filter, actor),
  ]);
  return { ok: true, incidents, ...count };
}
