import {
  addresses,
  agentReference,
  incidentReference,
  iso,
  policyReference,
  reference,
  serviceReference,
  userReference,
} from '#playground/fakes/pagerduty/references.ts';
import type {
  Incident,
  Json,
  LogEntry,
  Note,
  Responder,
  ResponderRequest,
  State,
} from '#playground/fakes/pagerduty/state.ts';
import { isOpen } from '#playground/fakes/pagerduty/world.ts';
import { wirePriority } from './account-wire.ts';

/** An incident as the REST API shows it. `withBody`: with what it was opened with, which has to be asked for. */
export function wireIncident(state: State, incident: Incident, withBody = false): Json {
  const { id, number, title, lastChange, mergedInto, resolvedAt } = incident;
  const [first] = incident.log;
  const alerts = incident.alertKeys.length;
  const target = mergedInto === null ? undefined : state.incidents.get(mergedInto);
  const priority = state.priorities.get(incident.priority ?? '');
  return {
    id,
    type: 'incident',
    summary: `[#${number}] ${title}`,
    ...addresses(state, 'incidents', id),
    incident_number: number,
    title,
    description: title,
    created_at: iso(incident.createdAt),
    updated_at: iso(incident.log.at(-1)?.by.at ?? incident.createdAt),
    status: incident.status,
    // One that holds alerts has no key of its own.
    incident_key: incident.key,
    urgency: incident.urgency,
    priority: priority === undefined ? null : wirePriority(state, priority),
    service: serviceReference(state, incident.service),
    escalation_policy: policyReference(state, incident.policy),
    teams: [],
    assigned_via: 'escalation_policy',
    assignments: incident.assignments.map(({ user, at }) => ({ at: iso(at), assignee: userReference(state, user) })),
    acknowledgements: incident.acknowledgements.map(({ user, at }) => ({
      at: iso(at),
      acknowledger: userReference(state, user),
    })),
    last_status_change_at: iso(lastChange.at),
    last_status_change_by: agentReference(state, lastChange.agent),
    resolved_at: resolvedAt === null ? null : iso(resolvedAt),
    resolve_reason:
      target === undefined ? null : { type: 'merge_resolve_reason', incident: incidentReference(state, target) },
    first_trigger_log_entry:
      first === undefined ? null : reference(state, 'trigger_log_entry', 'log_entries', first.id, first.summary),
    alert_counts: { all: alerts, triggered: isOpen(incident) ? alerts : 0, resolved: isOpen(incident) ? 0 : alerts },
    is_mergeable: isOpen(incident),
    pending_actions: [],
    conference_bridge: null,
    incidents_responders: incident.responders.map((responder) => wireResponder(state, incident, responder)),
    responder_requests: incident.requests.map((request) => wireRequest(state, incident, request)),
    subscriber_requests: [],
    ...(withBody && { body: { type: 'incident_body', details: incident.details } }),
  };
}

export function wireNote(state: State, { id, user, content, at }: Note): Json {
  return {
    id,
    user: userReference(state, user),
    content,
    created_at: iso(at),
    channel: { summary: 'The PagerDuty website or APIs' },
  };
}

export function wireLogEntry(state: State, incident: Incident, { id, type, summary, by, more }: LogEntry): Json {
  return {
    ...reference(state, 'log_entry', 'log_entries', id, summary),
    type,
    created_at: iso(by.at),
    agent: agentReference(state, by.agent),
    channel: { type: by.via, ...('note' in more && { note: more['note'] }) },
    service: serviceReference(state, incident.service),
    incident: incidentReference(state, incident),
    teams: [],
    contexts: [],
    ...more,
  };
}

export function wireResponder(state: State, incident: Incident, responder: Responder): Json {
  return {
    state: responder.state,
    user: userReference(state, responder.user),
    incident: incidentReference(state, incident),
    updated_at: iso(responder.updatedAt),
    message: responder.message,
    requester: userReference(state, responder.requester),
    requested_at: iso(responder.requestedAt),
  };
}

export function wireRequest(state: State, incident: Incident, request: ResponderRequest): Json {
  return {
    incident: incidentReference(state, incident),
    requester: userReference(state, request.requester),
    requested_at: iso(request.at),
    message: request.message,
    responder_request_targets: request.targets.map(({ type, id }) => ({
      responder_request_target: {
        type: type.replace('_reference', ''),
        id,
        incidents_responders: incident.responders
          .filter(({ user, policy }) => id === (policy ?? user))
          .map((responder) => wireResponder(state, incident, responder)),
      },
    })),
  };
}
