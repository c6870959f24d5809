import { engineActor } from '#src/domain/people.ts';
import { type By, type ChangeOf, createRecording } from '#src/domain/recording.ts';
import { nextMoment, overdue } from './acknowledgement.ts';
import { effectsOf } from './effects.ts';
import type { AlertEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { touchedBy } from './messages.ts';
import { type Alert, alertStream } from './state.ts';

/** Events of an alert with everything that follows from them, ready for one commit. */
export interface AlertChange extends ChangeOf<'alert', AlertEvent, Alert> {
  /** When the clock next has something to say of its promise (ms). */
  readonly nextMoment: number | null;
}

const rules = { evolve, effectsOf, touchedBy };

/**
 * Folds `events` onto `before` and gathers what they demand. First of all what the clock made of its promise until now is recorded, by the engine. Throws
 * where nothing at all happened: there is nothing to commit.
 */
export function changeOf(before: Alert | null, events: readonly AlertEvent[], by: By): AlertChange {
  const change = gather(before, events, by);
  if (change === null) throw new Error(`${before?.stream}: a change needs at least one event`);
  return change;
}

/** As `changeOf` where nobody did anything: only what the clock made of it; `null`: nothing. */
export function broughtUpToDate(before: Alert, by: Omit<By, 'actor'>): AlertChange | null {
  return gather(before, [], { ...by, actor: engineActor });
}

function gather(before: Alert | null, events: readonly AlertEvent[], by: By): AlertChange | null {
  const stream = before?.stream ?? newStream(events);
  const recording = createRecording({ of: 'alert', stream, before }, rules, by);

  function catchUp(alert: Alert | null): void {
    const owed = alert ? overdue(alert, by.policy, by.at) : [];
    for (const event of owed) recording.record(event, engineActor);
  }

  catchUp(before);
  for (const event of events) recording.record(event, by.actor);
  // Whoever is on call is asked at once.
  catchUp(recording.state());
  const change = recording.change();
  return change && { ...change, nextMoment: nextMoment(change.after, by.policy) };
}

function newStream(events: readonly AlertEvent[]): string {
  const first = events[0];
  if (first?.type !== 'alert-fired') throw new Error('a new alert begins with that it fired');
  return alertStream(first.data.number);
}
