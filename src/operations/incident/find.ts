import { may } from '#src/domain/access.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PersonActor } from '#src/domain/people.ts';
import { words } from '#src/domain/prose.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Listed } from './list.ts';

/** How many are looked through: the worst open ones, and the newest of those that are over. */
const looked = { open: 300, over: 100 };

type Found = Exclude<Listed, { readonly ok: true }> | { readonly ok: true; readonly incidents: readonly Incident[] };

/**
 * Incidents somebody may mean who has typed so much of a number, a title or a service, as far as `actor` may know of them: that of the number first,
 * then open ones, the worst first, then those that are over, the newest first. With nothing typed, all of these.
 */
export async function findIncidents(
  { store }: Pick<Deps, 'store'>,
  { typed }: { readonly typed: string },
  { actor }: { readonly actor: PersonActor },
): Promise<Found> {
  const permission = may(actor, 'incident.list');
  if (!permission.ok) return permission;
  const number = /^(?:inc(?:ident)?)?[\s\-_#]*(\d{1,9})$/i.exec(typed)?.[1];
  const [named, open, over] = await Promise.all([
    number === undefined ? null : store.incident(Number(number), actor),
    store.incidents({ open: true }, { limit: looked.open, offset: 0 }, actor),
    store.incidents({ open: false }, { limit: looked.over, offset: 0 }, actor),
  ]);
  const likely = [...open, ...over].filter((one) => one.number !== named?.number && matches(one, typed, number));
  return { ok: true, incidents: [...(named ? [named] : []), ...likely] };
}

/** By the beginning of its number, or by all words of what was typed, each anywhere in its title or its services. */
function matches(incident: Incident, typed: string, number: string | undefined): boolean {
  if (number !== undefined && String(incident.number).startsWith(number)) return true;
  const text =
    `inc-${incident.number} ${incident.severity} ${words(incident.title)} ${incident.services.join(' ')}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
