import { may } from '#src/domain/access.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { peopleIn, timelineOf } from '#src/domain/incident/timeline.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import type { Deps } from '#src/ports/deps.ts';

export type Recalled =
  | {
      readonly ok: true;
      readonly incident: Incident;
      readonly events: readonly RecordedIncidentEvent[];
      /** Names by id, of those who are named in it and whom we know. */
      readonly people: ReadonlyMap<string, string>;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** Everything that happened to an incident, oldest first, as far as `actor` may know of it. */
export async function recallTimeline(
  { store }: Pick<Deps, 'store'>,
  { number }: { readonly number: number },
  { actor }: { readonly actor: PersonActor },
): Promise<Recalled> {
  const permission = may(actor, 'incident.timeline');
  if (!permission.ok) return permission;
  const incident = await store.incident(number, actor);
  if (!incident) return { ok: false, refusal: { code: 'no-such-incident', number } };
  const events = await store.events(incident.stream);
  const people = await store.people(peopleIn(timelineOf(events)));
  return { ok: true, incident, events, people: new Map(people.map(({ id, name }) => [id, name])) };
}
