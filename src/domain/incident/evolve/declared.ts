import type { DeclaredEvent, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';

/** The first state of an incident. What the first version of the event could not say, nobody said. */
export function declared({ stream, seq, at, policyHash }: RecordedIncidentEvent, event: DeclaredEvent): Incident {
  const { number, title, affected, severity, suggested, services, customerFacing, restricted, reporter } = event.data;
  const said = event.v === 2 ? event.data : { drill: false, beganAt: null, detectedAt: null, endedAt: null };
  return {
    ...{ number, stream, seq, title, affected, severity, suggested, services, customerFacing, restricted, reporter },
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
    roles: { commander: null, communications: null, scribe: null },
    updates: { internal: null, customers: null },
    mitigations: [],
    scope: { organisation: [], endpoint: [], request: [] },
    links: [],
    related: [],
    merged: null,
    duplicates: [],
    captures: [],
    channel: null,
    untold: [],
    posted: {},
    resolution: null,
    policyHash,
  };
}
