import { actorId } from '#src/domain/people.ts';
import type { DeclaredEvent, IncidentEvent, OutsideEvent, RecordedIncidentEvent } from './events.ts';
import { evolveCaptures } from './evolve/captures.ts';
import { declared } from './evolve/declared.ts';
import { evolveFollowUps } from './evolve/follow-ups.ts';
import { evolveLife } from './evolve/life.ts';
import { evolvePaging } from './evolve/paging.ts';
import { evolvePeople } from './evolve/people.ts';
import { evolvePromises, evolveReview, withPromises } from './evolve/promises.ts';
import { evolveTasks } from './evolve/tasks.ts';
import { tellsHere } from './messages/here.ts';
import type { Incident, Resolution } from './state.ts';

/**
 * The only way an incident changes. Total over every version of every event. It leans on rules that stand elsewhere: on `tellsHere` for what its channel
 * is still to be told, and on what is owed (`obligationsOf`) for what of promises is still worth keeping. Whoever changes one of them changes the state
 * that old events give, and raises `incidentFoldVersion`.
 * Throws when a stream does not begin with `declared`: such a log is broken and nothing may be built on it.
 */
export function evolve(before: Incident | null, recorded: RecordedIncidentEvent): Incident {
  const { event, seq, stream } = recorded;
  if (event.type === 'declared') return declared(recorded, event);
  if (before === null) throw new Error(`${stream}: event ${seq} (${event.type}) comes before the declaration`);
  return withPromises(before, evolveBy(before, recorded, event), recorded);
}

function evolveBy(
  before: Incident,
  recorded: RecordedIncidentEvent,
  event: Exclude<IncidentEvent, DeclaredEvent>,
): Incident {
  const { seq } = recorded;
  const told = tellsHere(recorded, before);
  const isNew = told !== null && !before.untold.some(({ of }) => of === told.of);
  const state = { ...before, seq, untold: isNew ? [...before.untold, told] : before.untold };
  const by = actorId(recorded.actor);
  switch (event.type) {
    case 'noted':
    case 'capture-requested':
    case 'captured':
    case 'capture-edited':
    case 'capture-retracted':
      return evolveCaptures(state, event, { by, at: recorded.at });
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
    case 'policy-adopted':
    case 'deadlines-moved':
    case 'obligation-reminded':
    case 'obligation-missed':
    case 'obligation-told':
    case 'obligation-snoozed':
    case 'status-due':
      return evolvePromises(state, event, recorded.policyHash);
    case 'review-scheduled':
    case 'review-held':
      return evolveReview(state, event);
    case 'follow-up-added':
    case 'follow-up-changed':
    case 'follow-up-done':
    case 'follow-up-dropped':
      return evolveFollowUps(state, event, recorded.at);
    case 'checklist-begun':
    case 'task-done':
    case 'task-undone':
    case 'task-waived':
      return evolveTasks(state, event, { by, at: recorded.at });
    case 'paged':
    case 'page-spare':
    case 'page-unanswerable':
    case 'page-changed':
    case 'page-noted':
    case 'responders-asked':
    case 'responders-told':
    case 'responders-paged':
    case 'person-recognised':
    case 'acknowledgement-lapsed':
      return evolvePaging(state, event);
    case 'alert-joined':
      return { ...state, alerts: [...state.alerts, event.data.alert] };
    case 'alert-left':
      return { ...state, alerts: state.alerts.filter((one) => one !== event.data.alert) };
    case 'alert-fired-again':
    case 'alert-grew':
    case 'alert-resolved':
      return state;
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
      const channel = { id, name, adopted, archived: false, archivedAsOf: null, exposed: null, turnedAt: null };
      return { ...state, channel };
    }
    case 'channel-renamed':
      return { ...state, channel: channel && { ...channel, name: event.data.name } };
    case 'channel-archived':
    case 'channel-unarchived': {
      const archived = event.type === 'channel-archived';
      const archivedAsOf = event.v === 2 ? event.data.at : (channel?.archivedAsOf ?? null);
      return { ...state, channel: channel && { ...channel, archived, archivedAsOf } };
    }
    case 'channel-entered':
      return event.v === 2 ? { ...state, channel: channel && { ...channel, turnedAt: event.data.at } } : state;
    case 'channel-exposed': {
      const turnedAt = event.v === 2 ? event.data.at : (channel?.turnedAt ?? null);
      return { ...state, channel: channel && { ...channel, exposed: channel.exposed ?? seq, turnedAt } };
    }
    case 'channel-hidden':
      return { ...state, channel: channel && { ...channel, exposed: null } };
    case 'message-posted': {
      const { message, channel: place, ts } = event.data;
      if (event.v === 2 && event.data.of !== null) return shown(state, event.data.of, place);
      return { ...state, posted: { ...state.posted, [message]: { channel: place, ts } } };
    }
    case 'resolve-requested': {
      const { override } = event.data;
      const resolution: Resolution = {
        ...{ by, requestedAt: at, override, concludedSeq: null, outcome: 'under-way', health: [], firing: [] },
      };
      return { ...state, resolution };
    }
    case 'resolve-refused': {
      const firing = event.v === 2 ? event.data.firing : [];
      const resolution = concluded(state, seq, 'refused', event.data.health);
      return { ...state, resolution: resolution && { ...resolution, firing } };
    }
    case 'resolved': {
      const resolution = concluded(state, seq, 'resolved', event.data.health);
      return { ...state, status: 'resolved', resolvedAt: at, resolution };
    }
    default:
      return state;
  }
}

/** What tells of the event `of` stands in the channel `place` now. */
function shown(state: Incident, of: number, place: string): Incident {
  return place === state.channel?.id ? { ...state, untold: state.untold.filter((one) => one.of !== of) } : state;
}

function concluded(
  state: Incident,
  seq: number,
  outcome: 'refused' | 'resolved',
  health: Resolution['health'],
): Resolution | null {
  return state.resolution && { ...state.resolution, concludedSeq: seq, outcome, health };
}
