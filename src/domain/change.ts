import { type AlertChange, changeOf as changeOfAlert } from './alert/change.ts';
import type { AlertEvent } from './alert/events.ts';
import type { Alert } from './alert/state.ts';
import { changeOf as changeOfIncident, type IncidentChange } from './incident/change.ts';
import type { IncidentEvent } from './incident/events.ts';
import type { Incident } from './incident/state.ts';
import type { By } from './recording.ts';

/** What can change in one commit. */
export type Change = IncidentChange | AlertChange;

/** Something that has a record, by the first word of its stream, as it stands. */
export type Subject =
  | { readonly of: 'inc'; readonly state: Incident }
  | { readonly of: 'alert'; readonly state: Alert };

/** The same, with what happened to it. */
export type Happened =
  | (Extract<Subject, { of: 'inc' }> & { readonly events: readonly IncidentEvent[] })
  | (Extract<Subject, { of: 'alert' }> & { readonly events: readonly AlertEvent[] });

/** What follows from it, ready for one commit. Throws where nothing happened. */
export function changeBy(happened: Happened, by: By): Change {
  switch (happened.of) {
    case 'inc':
      return changeOfIncident(happened.state, happened.events, by);
    case 'alert':
      return changeOfAlert(happened.state, happened.events, by);
  }
}
