import {
  addresses,
  incidentReference,
  policyReference,
  priorityReference,
  serviceReference,
  userReference,
} from './references.ts';
import type { Incident, Json, Note, Responder, State } from './state.ts';

/** An incident as webhooks show it, which is not as the REST API does. */
export function incidentData(state: State, incident: Incident): Json {
  const { id, mergedInto, priority } = incident;
  const target = mergedInto === null ? undefined : state.incidents.get(mergedInto);
  return {
    id,
    type: 'incident',
    ...addresses(state, 'incidents', id),
    number: incident.number,
    status: incident.status,
    incident_key: incident.key,
    created_at: new Date(incident.createdAt).toISOString(),
    title: incident.title,
    service: serviceReference(state, incident.service),
    assignees: incident.assignments.map(({ user }) => userReference(state, user)),
    escalation_policy: policyReference(state, incident.policy),
    teams: [],
    priority: priority === null ? null : priorityReference(state, priority),
    urgency: incident.urgency,
    conference_bridge: null,
    resolve_reason:
      target === undefined ? null : { type: 'merge_resolve_reason', incident: incidentReference(state, target, false) },
  };
}

export function noteData(state: State, incident: Incident, { id, content }: Note): Json {
  return { incident: incidentReference(state, incident, false), id, content, trimmed: false, type: 'incident_note' };
}

export function responderData(state: State, incident: Incident, responder: Responder): Json {
  return {
    incident: incidentReference(state, incident, false),
    user: userReference(state, responder.user),
    escalation_policy: responder.policy === null ? null : policyReference(state, responder.policy),
    message: responder.message,
    state: responder.state,
    type: 'incident_responder',
  };
}
