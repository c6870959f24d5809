import { actorId } from '#src/domain/people.ts';
import type { OutsideEvent, RecordedIncidentEvent } from './events.ts';
import { evolveCaptures } from './evolve/captures.ts';
import { declared } from './evolve/declared.ts';
import { evolveLife } from './evolve/life.ts';
import { evolvePeople } from './evolve/people.ts';
import { tellsHere } from './messages.ts';
import { type Incident, ownChannel, type Resolution } from './state.ts';

/**
 * The only way an incident changes. Total over every version of every event.
 * Throws when a stream does not begin with `declared`: such a log is broken and nothing may be built on it.
 */
export function evolve(before: Incident | null, recorded: RecordedIncidentEvent): Incident {
  const { event, seq, stream } = recorded;
  if (event.type === 'declared') return declared(recorded, event);
  if (before === null) throw new Error(`${stream}: event ${seq} (${event.type}) comes before the declaration`);
  const told = ownChannel(before) ? null : tellsHere(recorded);
  const state = { ...before, seq, untold: told ? [...before.untold, told] : before.untold };
  const by = actorId(recorded.actor);
  switch (event.type) {
    case 'noted':
    case 'capture-requested':
    case 'captured':
    case 'capture-edited':
    case 'capture-retracted':
      return evolveCaptures(state, event, by);
    case 'role-assigned':
    case 'access-requested':
    case 'access-granted':
    case 'access-refused':
    case 'security-found':
    case 'member-added':
    case 'member-removed':
      return evolvePeople(state, event);
    case 'channel-opened':
    case 'channel-adopted':
    case 'channel-not-adopted':
    case 'channel-renamed':
    case 'channel-archived':
    case 'channel-unarchived':
    case 'channel-entered':
    case 'channel-exposed':
    case 'channel-hidden':
    case 'message-posted':
    case 'effect-done':
    case 'effect-failed':
    case 'effect-retried':
    case 'resolve-requested':
    case 'resolve-refused':
    case 'resolved':
      return evolveOutside(state, event, { by, at: recorded.at });
    default:
      return evolveLife(state, event, { by, at: recorded.at });
  }
}

function evolveOutside(
  state: Incident,
  event: OutsideEvent,
  { by, at }: { readonly by: string; readonly at: number },
): Incident {
  const { channel, seq } = state;
  switch (event.type) {
    case 'channel-opened':
    case 'channel-adopted': {
      const { channel: id, name } = event.data;
      const adopted = event.type === 'channel-adopted';
      return { ...state, channel: { id, name, adopted, archived: false, exposed: false }, untold: [] };
    }
    case 'channel-renamed':
      return { ...state, channel: channel && { ...channel, name: event.data.name } };
    case 'channel-archived':
    case 'channel-unarchived':
      return { ...state, channel: channel && { ...channel, archived: event.type === 'channel-archived' } };
    case 'channel-exposed':
      return { ...state, channel: channel && { ...channel, exposed: true } };
    case 'channel-hidden':
      return { ...state, channel: channel && { ...channel, exposed: false }, untold: [] };
    case 'message-posted': {
      if (event.v === 2 && event.data.of !== null) return state;
      const { message, channel: place, ts } = event.data;
      return { ...state, posted: { ...state.posted, [message]: { channel: place, ts } } };
    }
    case 'resolve-requested': {
      const { override } = event.data;
      const resolution: Resolution = {
        ...{ by, requestedAt: at, override, concludedSeq: null, outcome: 'under-way', health: [] },
      };
      return { ...state, resolution };
    }
    case 'resolve-refused':
      return { ...state, resolution: concluded(state, seq, 'refused', event.data.health) };
    case 'resolved': {
      const resolution = concluded(state, seq, 'resolved', event.data.health);
      return { ...state, status: 'resolved', resolvedAt: at, resolution };
    }
    default:
      return state;
  }
}

function concluded(
  state: Incident,
  seq: number,
  outcome: 'refused' | 'resolved',
  health: Resolution['health'],
): Resolution | null {
  return state.resolution && { ...state.resolution, concludedSeq: seq, outcome, health };
}
