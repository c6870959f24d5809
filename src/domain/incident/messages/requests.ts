import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Untold } from './telling.ts';

/** The request of somebody who waits: it has its answer now, or another reason. */
export function askedOf(event: IncidentEvent, before: Incident | null): Untold | null {
  if (!concernsRequest(event)) return null;
  const asked = before?.requests.find(({ person }) => person === event.data.person);
  return asked ? { kind: 'access', of: asked.request } : null;
}

function concernsRequest(event: IncidentEvent) {
  return (
    event.type === 'access-requested' ||
    event.type === 'access-granted' ||
    event.type === 'access-refused' ||
    event.type === 'member-added'
  );
}
