import type { Actor } from '#src/domain/people.ts';
import { type Effect, effectsOf } from './effects.ts';
import type { IncidentEvent, RecordedIncidentEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { type KeptMessage, touchedBy } from './messages.ts';
import { type Incident, incidentStream } from './state.ts';

/** Events with everything that follows from them, ready for one commit. */
export interface Change {
  readonly stream: string;
  /** `seq` of the stream before the change; 0 for a new one. */
  readonly from: number;
  readonly recorded: readonly RecordedIncidentEvent[];
  readonly after: Incident;
  readonly effects: readonly Effect[];
  /** Those that may look different now, each once. */
  readonly messages: readonly KeptMessage[];
}

/** Folds `events` onto `before` and gathers what they demand. Throws on an empty list: nothing happened, there is nothing to commit. */
export function changeOf(
  before: Incident | null,
  events: readonly IncidentEvent[],
  by: { readonly actor: Actor; readonly at: number; readonly policyHash: string },
): Change {
  const stream = before?.stream ?? newStream(events);
  const from = before?.seq ?? 0;
  const recorded: RecordedIncidentEvent[] = [];
  const effects: Effect[] = [];
  const messages = new Map<string, KeptMessage>();
  let after = before;
  for (const event of events) {
    const one = { stream, seq: from + recorded.length + 1, event, ...by };
    const previous = after;
    after = evolve(after, one);
    recorded.push(one);
    effects.push(...effectsOf(one, after));
    for (const message of touchedBy(one, after, previous)) messages.set(message.key, message);
  }
  if (after === null) throw new Error(`${stream}: a change needs at least one event`);
  return { stream, from, recorded, after, effects, messages: [...messages.values()] };
}

function newStream(events: readonly IncidentEvent[]): string {
  const first = events[0];
  if (first?.type !== 'declared') throw new Error('a new incident begins with its declaration');
  return incidentStream(first.data.number);
}
