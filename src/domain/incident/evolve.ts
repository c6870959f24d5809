import type { RecordedIncidentEvent } from './events.ts';
import type { Incident, Resolution } from './state.ts';

/**
 * The only way an incident changes. Total over every version of every event.
 * Throws when a stream does not begin with `declared`: such a log is broken and nothing may be built on it.
 */
export function evolve(before: Incident | null, recorded: RecordedIncidentEvent): Incident {
  const { event, seq, stream } = recorded;
  if (event.type === 'declared') return declared(recorded, event.data);
  if (before === null) throw new Error(`${stream}: event ${seq} (${event.type}) comes before the declaration`);
  const state = { ...before, seq };
  switch (event.type) {
    case 'channel-opened':
      return { ...state, channel: { id: event.data.channel, name: event.data.name } };
    case 'message-posted':
      return {
        ...state,
        posted: { ...state.posted, [event.data.message]: { channel: event.data.channel, ts: event.data.ts } },
      };
    case 'effect-done':
    case 'effect-failed':
    case 'effect-retried':
      return state;
    case 'resolve-requested':
      return { ...state, resolution: requested(recorded, event.data.override) };
    case 'resolve-refused':
      return { ...state, resolution: concluded(state, seq, 'refused', event.data.health) };
    case 'resolved':
      return {
        ...state,
        status: 'resolved',
        resolvedAt: recorded.at,
        resolution: concluded(state, seq, 'resolved', event.data.health),
      };
  }
}

type Declared = Extract<RecordedIncidentEvent['event'], { type: 'declared' }>['data'];

function declared(recorded: RecordedIncidentEvent, data: Declared): Incident {
  return {
    number: data.number,
    stream: recorded.stream,
    seq: recorded.seq,
    title: data.title,
    affected: data.affected,
    severity: data.severity,
    suggested: data.suggested,
    status: 'investigating',
    services: data.services,
    customerFacing: data.customerFacing,
    restricted: data.restricted,
    reporter: data.reporter,
    members: [data.reporter],
    declaredAt: recorded.at,
    resolvedAt: null,
    channel: null,
    posted: {},
    resolution: null,
    policyHash: recorded.policyHash,
  };
}

function requested(recorded: RecordedIncidentEvent, override: Resolution['override']): Resolution {
  const by = recorded.actor.kind === 'person' ? recorded.actor.person : recorded.actor.name;
  return { by, requestedAt: recorded.at, override, concludedSeq: null, outcome: 'under-way', health: [] };
}

function concluded(
  state: Incident,
  seq: number,
  outcome: 'refused' | 'resolved',
  health: Resolution['health'],
): Resolution | null {
  return state.resolution && { ...state.resolution, concludedSeq: seq, outcome, health };
}
