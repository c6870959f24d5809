import { type Actor, engineActor } from '#src/domain/people.ts';
import { type By, type ChangeOf, createRecording } from '#src/domain/recording.ts';
import { effectsOf } from './effects.ts';
import type { IncidentEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { touchedBy } from './messages.ts';
import { type Entry, entriesAfter } from './promises/ledger.ts';
import { nextMoment, overdue } from './promises/overdue.ts';
import { movedBySeverity, toAdopt } from './promises/rules.ts';
import { type Incident, incidentStream } from './state.ts';

/** Events of an incident with everything that follows from them, ready for one commit. */
export interface IncidentChange extends ChangeOf<'inc', IncidentEvent, Incident> {
  /** What is owed otherwise now, each promise once. */
  readonly ledger: readonly Entry[];
  /** When the clock next has something to say of its promises (ms). */
  readonly nextMoment: number | null;
}

/**
 * Folds `events` onto `before` and gathers what they demand. First of all the incident is brought up to date: what the clock made of its
 * promises until now is recorded, by the engine, and it adopts the policy in force. Throws where nothing at all happened: there is nothing to commit.
 */
export function changeOf(before: Incident | null, events: readonly IncidentEvent[], by: By): IncidentChange {
  const change = gather(before, events, by);
  if (change === null) throw new Error(`${before?.stream}: a change needs at least one event`);
  return change;
}

/** As `changeOf` where nobody did anything: only what the clock made of it; `null`: nothing. */
export function broughtUpToDate(
  before: Incident,
  events: readonly IncidentEvent[],
  by: Omit<By, 'actor'>,
): IncidentChange | null {
  return gather(before, events, { ...by, actor: engineActor });
}

const rules = { evolve, effectsOf, touchedBy };

function gather(before: Incident | null, events: readonly IncidentEvent[], by: By): IncidentChange | null {
  const { actor, at, policy } = by;
  const stream = before?.stream ?? newStream(events);
  const recording = createRecording({ of: 'inc', stream, before }, rules, by);
  const ledger = new Map<string, Entry>();

  function record(event: IncidentEvent, who: Actor): Incident {
    const { one, previous, next } = recording.record(event, who);
    for (const entry of entriesAfter(previous, next, one)) ledger.set(entry.key, entry);
    return next;
  }
  function adopt(incident: Incident): Incident {
    const adopted = toAdopt(incident, policy, at);
    return adopted ? record(adopted, engineActor) : incident;
  }

  function catchUp(incident: Incident): void {
    for (const event of overdue(incident, policy, at)) record(event, engineActor);
  }

  if (before) {
    // What other rules change was due by the old ones until now.
    catchUp(before);
    const adopted = toAdopt(recording.state() ?? before, policy, at);
    if (adopted) catchUp(record(adopted, engineActor));
  }
  for (const event of events) {
    const previous = recording.state();
    const next = adopt(record(event, actor));
    const moved = previous && movedBySeverity(previous, next, at);
    if (moved) record(moved, engineActor);
  }
  // What people did may owe something at once.
  const state = recording.state();
  if (state !== null && events.length > 0) catchUp(state);
  const change = recording.change();
  return change && { ...change, ledger: [...ledger.values()], nextMoment: nextMoment(change.after) };
}

function newStream(events: readonly IncidentEvent[]): string {
  const first = events[0];
  if (first?.type !== 'declared') throw new Error('a new incident begins with its declaration');
  return incidentStream(first.data.number);
}
