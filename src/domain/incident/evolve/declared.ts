import type { DeclaredEvent, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import type { Promises } from '#src/domain/incident/promises/state.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Mark } from '#src/domain/promises/owed.ts';

/** The first state of an incident. What the first version of the event could not say, nobody said. */
export function declared({ stream, seq, at, policyHash }: RecordedIncidentEvent, event: DeclaredEvent): Incident {
  const { number, title, affected, severity, suggested, services, customerFacing, restricted, reporter } = event.data;
  const said = event.v === 2 ? event.data : { drill: false, beganAt: null, detectedAt: null, endedAt: null };
  return {
    ...{ number, stream, seq, title, severity, suggested, services, customerFacing, restricted, reporter },
    affected: { said: affected, named: { organisation: [], endpoint: [], request: [] } },
    status: said.endedAt === null ? 'investigating' : 'resolved',
    drill: said.drill,
    members: [reporter],
    moves: {},
    requests: [],
    declaredAt: at,
    beganAt: said.beganAt,
    detectedAt: said.detectedAt,
    resolvedAt: said.endedAt,
    endedAt: null,
    acknowledged: null,
    page: null,
    unanswerable: [],
    sparePages: [],
    roles: { commander: null, communications: null, scribe: null },
    updates: { internal: null, customers: null },
    mitigations: [],
    followUps: [],
    links: [],
    related: [],
    alerts: [],
    merged: null,
    duplicates: [],
    captures: [],
    channel: null,
    untold: [],
    posted: {},
    resolution: null,
    promises: unpromised({ seq, at }, said.endedAt !== null),
    policyHash,
  };
}

/** Nothing is promised until terms are in force. */
function unpromised(begun: Mark, over: boolean): Promises {
  return {
    begun,
    resolved: over ? begun : null,
    vacated: null,
    lapsed: null,
    terms: null,
    deadlines: {},
    reminded: {},
    missed: {},
    told: {},
    tick: null,
    review: { scheduledFor: null, held: false },
    checklists: { begun: {}, ticks: {} },
  };
}
