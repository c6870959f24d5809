import type { PromiseEvent } from '#src/domain/incident/events/promises.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';

/** What the bot records by itself of rules and deadlines, to whatever people do. */
const byItself: Readonly<Record<Exclude<PromiseEvent['type'], 'obligation-snoozed'>, true>> = {
  'policy-adopted': true,
  'deadlines-moved': true,
  'obligation-reminded': true,
  'obligation-missed': true,
  'obligation-told': true,
  'status-due': true,
};

/** What happened besides: for tests that are about something else. */
export function besidesPromises(events: readonly RecordedIncidentEvent[]): readonly RecordedIncidentEvent[] {
  return events.filter(({ event }) => !(event.type in byItself));
}
