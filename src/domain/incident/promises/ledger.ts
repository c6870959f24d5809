import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { evolve } from '#src/domain/incident/evolve.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { actorId, isSomebody } from '#src/domain/people.ts';
import type { Obligation, ObligationKind } from '#src/domain/promises/obligation.ts';
import { obligationsOf } from './obligations.ts';

/** One promise, as the ledger keeps it beside the record: what is owed now, and how what was owed ended. */
export interface Entry extends Obligation {
  readonly stream: string;
  /** The highest rung that was told of this deadline, -1 where none was to be; `null`: it is not missed. */
  readonly rung: number | null;
  readonly ended: Ended | null;
}

/** `lapsed`: it is not owed any more, without having been kept. The event says why. */
export interface Ended {
  readonly how: 'met' | 'lapsed';
  readonly seq: number;
  readonly at: number;
  /** As `actorId` names who did it. */
  readonly by: string;
}

/** What keeps a promise. Nothing that the bot does is among them. */
const kept: Readonly<Record<ObligationKind, RecordedIncidentEvent['event']['type']>> = {
  acknowledge: 'acknowledged',
  'assign-commander': 'role-assigned',
  'status-entry': 'updated',
  'internal-update': 'updated',
  'customer-update': 'updated',
  'schedule-review': 'review-scheduled',
  'hold-review': 'review-held',
  'follow-up': 'follow-up-done',
  task: 'task-done',
};

/** The entries that one event opened, changed or ended. */
export function entriesAfter(
  before: Incident | null,
  after: Incident,
  recorded: RecordedIncidentEvent,
): readonly Entry[] {
  const old = new Map(before ? entriesOf(before).map((entry) => [entry.key, entry]) : []);
  const owed = entriesOf(after);
  const changed = owed.filter((entry) => !same(old.get(entry.key), entry));
  for (const { key } of owed) old.delete(key);
  return [...changed, ...[...old.values()].map((entry) => ({ ...entry, ended: endedBy(entry, recorded) }))];
}

/** Everything that was ever owed for an incident, as its record tells. */
export function ledgerOf(recorded: readonly RecordedIncidentEvent[]): readonly Entry[] {
  const ledger = new Map<string, Entry>();
  let state: Incident | null = null;
  for (const one of recorded) {
    const after = evolve(state, one);
    for (const entry of entriesAfter(state, after, one)) ledger.set(entry.key, entry);
    state = after;
  }
  return [...ledger.values()];
}

/** What is owed now. */
export function entriesOf(incident: Incident): readonly Entry[] {
  const { stream, promises } = incident;
  return obligationsOf(incident).map((one) => {
    const missed = promises.missed[one.key];
    return { ...one, stream, rung: missed?.dueAt === one.dueAt ? missed.rung : null, ended: null };
  });
}

/** When it was done: what somebody did in PagerDuty is recorded only when it is told. */
export function doneAt({ event, at }: RecordedIncidentEvent): number {
  return event.type === 'acknowledged' && event.v === 2 ? event.data.at : at;
}

function endedBy({ kind }: Entry, recorded: RecordedIncidentEvent): Ended {
  const { event, actor, seq } = recorded;
  const how = event.type === kept[kind] && isSomebody(actor) ? 'met' : 'lapsed';
  return { how, seq, at: doneAt(recorded), by: actorId(actor) };
}

function same(one: Entry | undefined, other: Entry): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
