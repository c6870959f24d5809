import { type By, type ChangeOf, createRecording } from '#src/domain/recording.ts';
import { effectsOf } from './effects.ts';
import type { AlertEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { touchedBy } from './messages.ts';
import { type Alert, alertStream } from './state.ts';

/** Events of an alert with everything that follows from them, ready for one commit. */
export type AlertChange = ChangeOf<'alert', AlertEvent, Alert>;

const rules = { evolve, effectsOf, touchedBy };

/** Folds `events` onto `before` and gathers what they demand. Throws where there are none: there is nothing to commit. */
export function changeOf(before: Alert | null, events: readonly AlertEvent[], by: By): AlertChange {
  const stream = before?.stream ?? newStream(events);
  const recording = createRecording({ of: 'alert', stream, before }, rules, by);
  for (const event of events) recording.record(event, by.actor);
  const change = recording.change();
  if (change === null) throw new Error(`${stream}: a change needs at least one event`);
  return change;
}

function newStream(events: readonly AlertEvent[]): string {
  const first = events[0];
  if (first?.type !== 'alert-fired') throw new Error('a new alert begins with that it fired');
  return alertStream(first.data.number);
}
