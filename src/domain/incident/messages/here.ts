import type { IncidentEvent, MessageKind, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { failureToldHere, pagedTooToldHere, pageToldHere } from './paging.ts';
import { promiseToldHere } from './promises.ts';
import { askedOf } from './requests.ts';
import type { Untold } from './telling.ts';

/** What people in the incident's channel hear of an event. That it is resolved stands in the outcome there. */
const toldHere: Readonly<Partial<Record<IncidentEvent['type'], MessageKind>>> = {
  updated: 'update',
  'severity-changed': 'notice',
  'status-changed': 'notice',
  acknowledged: 'notice',
  'role-assigned': 'notice',
  'mitigation-applied': 'notice',
  'mitigation-removed': 'notice',
  reopened: 'notice',
  cancelled: 'notice',
  closed: 'notice',
  merged: 'notice',
  unmerged: 'notice',
  'merge-received': 'notice',
  'merge-undone': 'notice',
  'channel-not-adopted': 'notice',
  noted: 'notice',
  'obligation-snoozed': 'notice',
  'review-scheduled': 'notice',
  'review-held': 'notice',
  'follow-up-added': 'notice',
  'follow-up-changed': 'notice',
  'follow-up-done': 'notice',
  'follow-up-dropped': 'notice',
  'access-requested': 'access',
  'page-unanswerable': 'notice',
  'page-noted': 'notice',
  'responders-asked': 'notice',
  'acknowledgement-lapsed': 'notice',
  'alert-joined': 'notice',
  'alert-left': 'notice',
  'alert-fired-again': 'notice',
  'alert-resolved': 'notice',
};

/** What the incident's channel must be told of an event, also if it is opened only later. What concerns a request for access is told where it is asked. */
export function tellsHere({ event, seq }: RecordedIncidentEvent, before: Incident | null): Untold | null {
  const kind = kindHere(event, before);
  return askedOf(event, before) ?? (kind ? { kind, of: seq } : null);
}

function kindHere(event: IncidentEvent, before: Incident | null): MessageKind | null {
  switch (event.type) {
    case 'obligation-told':
      return promiseToldHere(event.data);
    case 'page-changed':
      return pageToldHere(event.data, before);
    case 'responders-paged':
      return pagedTooToldHere(event.data);
    case 'effect-failed':
      return failureToldHere(event.data);
    default:
      return toldHere[event.type] ?? null;
  }
}
