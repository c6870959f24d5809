import { may } from '#src/domain/access.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import type { Deps } from '#src/ports/deps.ts';

export type Listed =
  | { readonly ok: true; readonly incidents: readonly Incident[]; readonly total: number }
  | { readonly ok: false; readonly refusal: Refusal };

/** The newest incidents `actor` may know of, at most `limit`, and how many there are. `open`: `null` for all. */
export async function listIncidents(
  { store }: Pick<Deps, 'store'>,
  { open, limit }: { readonly open: boolean | null; readonly limit: number },
  { actor }: { readonly actor: PersonActor },
): Promise<Listed> {
  const permission = may(actor, 'incident.list');
  if (!permission.ok) return permission;
  const filter = open === null ? {} : { open };
  const [incidents, total] = await Promise.all([
    store.incidents({ ...filter, limit }, actor),
    store.incidentCount(filter, actor),
  ]);
  return { ok: true, incidents, total };
}
