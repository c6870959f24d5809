import { cardOf } from '#src/domain/alert/messages.ts';
import type { IncidentEvent, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { KeptMessage } from '#src/domain/kept-message.ts';

/** What the cards of its alerts show of an incident: where it is worked on, and whether it is over. */
const shownThere: ReadonlySet<IncidentEvent['type']> = new Set([
  'channel-opened',
  'channel-adopted',
  'resolved',
  'reopened',
  'closed',
  'cancelled',
  'merged',
  'unmerged',
]);

/** The cards of the alerts that are attached to it, as far as they may look different. */
export function alertCardsTouched({ event }: RecordedIncidentEvent, { alerts }: Incident): readonly KeptMessage[] {
  return shownThere.has(event.type) ? alerts.map(cardOf) : [];
}
