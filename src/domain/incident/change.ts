import type { BotEffect } from '#src/domain/bot-effects.ts';
import { type Actor, engineActor } from '#src/domain/people.ts';
import type { LoadedPolicy } from '#src/domain/policy.ts';
import { type Effect, effectsOf } from './effects.ts';
import type { IncidentEvent, RecordedIncidentEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { type KeptMessage, touchedBy } from './messages.ts';
import { type Entry, entriesAfter } from './promises/ledger.ts';
import { nextMoment, overdue } from './promises/overdue.ts';
import { movedBySeverity, toAdopt } from './promises/rules.ts';
import { type Incident, incidentStream } from './state.ts';

/** Events with everything that follows from them, ready for one commit. */
export interface Change {
  readonly stream: string;
  /** `seq` of the stream before the change; 0 for a new one. */
  readonly from: number;
  readonly recorded: readonly RecordedIncidentEvent[];
  readonly after: Incident;
  readonly effects: readonly (Effect | BotEffect)[];
  /** Those that may look different now, each once. */
  readonly messages: readonly KeptMessage[];
  /** What is owed otherwise now, each promise once. */
  readonly ledger: readonly Entry[];
  /** When the clock next has something to say of its promises (ms). */
  readonly nextMoment: number | null;
}

export interface By {
  readonly actor: Actor;
  readonly at: number;
  readonly policy: LoadedPolicy;
}

/**
 * Folds `events` onto `before` and gathers what they demand. First of all the incident is brought up to date: what the clock made of its
 * promises until now is recorded, by the engine, and it adopts the policy in force. Throws where nothing at all happened: there is nothing to commit.
 */
export function changeOf(before: Incident | null, events: readonly IncidentEvent[], by: By): Change {
  const change = gather(before, events, by);
  if (change === null) throw new Error(`${before?.stream}: a change needs at least one event`);
  return change;
}

/** As `changeOf` where nobody did anything: only what the clock made of it; `null`: nothing. */
export function broughtUpToDate(
  before: Incident,
  events: readonly IncidentEvent[],
  by: Omit<By, 'actor'>,
): Change | null {
  return gather(before, events, { ...by, actor: engineActor });
}

function gather(before: Incident | null, events: readonly IncidentEvent[], { actor, at, policy }: By): Change | null {
  const stream = before?.stream ?? newStream(events);
  const from = before?.seq ?? 0;
  const recorded: RecordedIncidentEvent[] = [];
  const effects: (Effect | BotEffect)[] = [];
  const messages = new Map<string, KeptMessage>();
  const ledger = new Map<string, Entry>();
  let state = before;

  function record(event: IncidentEvent, who: Actor): Incident {
    const one = { stream, seq: from + recorded.length + 1, event, actor: who, at, policyHash: policy.hash };
    const previous = state;
    const next = evolve(previous, one);
    state = next;
    recorded.push(one);
    effects.push(...effectsOf(one, next));
    for (const message of touchedBy(one, next, previous)) messages.set(message.key, message);
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
    const adopted = toAdopt(state ?? before, policy, at);
    if (adopted) catchUp(record(adopted, engineActor));
  }
  for (const event of events) {
    const previous = state;
    const next = adopt(record(event, actor));
    const moved = previous && movedBySeverity(previous, next, at);
    if (moved) record(moved, engineActor);
  }
  // What people did may owe something at once.
  if (state !== null && events.length > 0) catchUp(state);
  if (state === null || recorded.length === 0) return null;
  return {
    ...{ stream, from, recorded, after: state, effects, messages: [...messages.values()] },
    ...{ ledger: [...ledger.values()], nextMoment: nextMoment(state) },
  };
}

function newStream(events: readonly IncidentEvent[]): string {
  const first = events[0];
  if (first?.type !== 'declared') throw new Error('a new incident begins with its declaration');
  return incidentStream(first.data.number);
}
