import type { Moved, PromiseEvent } from '#src/domain/incident/events/promises.ts';
import type { ReviewEvent } from '#src/domain/incident/events/review.ts';
import type { IncidentEvent, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { obligationsOf } from '#src/domain/incident/promises/obligations.ts';
import type { Promises } from '#src/domain/incident/promises/state.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';

/** What became of its promises by the clock. */
export function evolvePromises(state: Incident, event: PromiseEvent, policyHash: string): Incident {
  const { promises, seq } = state;
  const change = (changes: Partial<Promises>): Incident => ({ ...state, promises: { ...promises, ...changes } });
  switch (event.type) {
    case 'policy-adopted': {
      const { terms, moved } = event.data;
      return { ...change({ terms, deadlines: { ...promises.deadlines, ...deadlinesOf(moved) } }), policyHash };
    }
    case 'deadlines-moved':
      return change({ deadlines: { ...promises.deadlines, ...deadlinesOf(event.data.moved) } });
    case 'obligation-reminded': {
      const { obligation, dueAt } = event.data;
      return change({ reminded: { ...promises.reminded, [obligation]: dueAt } });
    }
    case 'obligation-missed': {
      const { obligation, dueAt, reached } = event.data;
      const rung = reached.at(-1)?.rung ?? -1;
      return change({ missed: { ...promises.missed, [obligation]: { dueAt, rung } } });
    }
    case 'obligation-told': {
      const { obligation, what, people } = event.data;
      const telling = { of: seq, what, people };
      return change({ told: { ...promises.told, [obligation]: [...(promises.told[obligation] ?? []), telling] } });
    }
    case 'obligation-snoozed': {
      const { obligation, until } = event.data;
      return change({ deadlines: { ...promises.deadlines, [obligation]: until } });
    }
    case 'status-due':
      return change({ tick: event.data.tick });
  }
}

export function evolveReview(state: Incident, event: ReviewEvent): Incident {
  const { promises } = state;
  const { review } = promises;
  const scheduled = event.type === 'review-scheduled';
  const changed = scheduled ? { ...review, scheduledFor: event.data.at } : { ...review, held: true };
  return { ...state, promises: { ...promises, review: changed } };
}

/** What an event that people made means for what is owed: since when promises run, and which of them are over. `after`: everything else it changed. */
export function withPromises(before: Incident, after: Incident, { event, seq, at }: RecordedIncidentEvent): Incident {
  const promises = marked(before, after, event, { seq, at });
  return pruned({ ...after, promises });
}

function marked(before: Incident, after: Incident, event: IncidentEvent, mark: Promises['begun']): Promises {
  const { promises } = after;
  if (!isOpen(before) && isOpen(after)) {
    return {
      ...promises,
      begun: mark,
      resolved: null,
      vacated: null,
      lapsed: null,
      review: { scheduledFor: null, held: false },
    };
  }
  if (event.type === 'resolved') return { ...promises, resolved: mark };
  if (event.type === 'acknowledgement-lapsed') return { ...promises, lapsed: { seq: mark.seq, at: event.data.at } };
  // At another cadence it is told from now on, and not for a time when it had none.
  if (event.type === 'severity-changed') return { ...promises, tick: Math.max(promises.tick ?? 0, mark.at) };
  if (before.roles.commander !== null && after.roles.commander === null) return { ...promises, vacated: mark };
  return promises;
}

/** What was noted of promises that are no longer owed would only pile up. */
function pruned(state: Incident): Incident {
  const { promises } = state;
  const { deadlines, reminded, missed, told } = promises;
  if ([deadlines, reminded, missed, told].every((noted) => Object.keys(noted).length === 0)) return state;
  const owed = new Set(obligationsOf(state).map((one) => one.key));
  const left = <Noted>(noted: Readonly<Record<string, Noted>>) =>
    Object.fromEntries(Object.entries(noted).filter(([key]) => owed.has(key)));
  return {
    ...state,
    promises: {
      ...promises,
      deadlines: left(deadlines),
      reminded: left(reminded),
      missed: left(missed),
      told: left(told),
    },
  };
}

function deadlinesOf(moved: readonly Moved[]): Record<string, number> {
  return Object.fromEntries(moved.filter(({ grace }) => grace).map(({ obligation, to }) => [obligation, to]));
}
