import { firstOnCall } from '#playground/fakes/pagerduty/on-call.ts';
import { log, tell } from '#playground/fakes/pagerduty/record.ts';
import { invalid, Refused } from '#playground/fakes/pagerduty/refused.ts';
import { type By, type Incident, nextId, type State, type Urgency } from '#playground/fakes/pagerduty/state.ts';
import { isOpen, type World } from '#playground/fakes/pagerduty/world.ts';
import { assignOnCall, give } from './assign.ts';

export interface TriggerRequest {
  readonly origin: Incident['origin'];
  readonly service: string;
  readonly title: string;
  readonly urgency: Urgency;
  readonly priority: string | null;
  readonly details: unknown;
  readonly key: string | null;
  readonly alertKeys: readonly string[];
  /** Another policy than the service's. */
  readonly policy: string | null;
  /** Whose it is, in place of whoever is on call. */
  readonly assignees: readonly string[] | null;
}

/** Opens an incident and calls people. Refused where its key is taken on its service, and where there is nobody to call. */
export function trigger(world: World, request: TriggerRequest, by: By): Incident {
  const { state } = world;
  const { origin, title, urgency, priority, details, key, alertKeys, assignees } = request;
  const service = state.services.get(request.service);
  if (service === undefined) throw invalid('Service is not found');
  const policy = request.policy ?? service.policy;
  if (!state.policies.has(policy)) throw invalid('Escalation policy is not found');
  if (priority !== null && !state.priorities.has(priority)) throw invalid('Priority is not found');
  if (assignees !== null && !assignees.every((user) => state.users.has(user))) throw invalid('Assignee is not found');
  if (key !== null) refuseTaken(state, service.id, key);
  if (assignees === null && firstOnCall(state, policy, by.at) === null) throw new Refused(1015);

  state.lastNumber += 1;
  const incident: Incident = {
    id: nextId(state, 'Q'),
    number: state.lastNumber,
    ...{ origin, title, urgency, priority, details, key, alertKeys, policy },
    service: service.id,
    createdAt: by.at,
    status: 'triggered',
    level: 1,
    assignments: [],
    acknowledgements: [],
    lastChange: by,
    resolvedAt: null,
    mergedInto: null,
    notes: [],
    log: [],
    requests: [],
    responders: [],
  };
  state.incidents.set(incident.id, incident);
  log(world, incident, 'trigger', 'Triggered', by);
  if (assignees === null) assignOnCall(world, incident, by);
  else give(world, incident, assignees, by);
  tell(world, 'incident.triggered', incident, by);
  return incident;
}

/** A key is unique among the open incidents of a service, those of alerts included. */
export function refuseTaken(state: State, service: string, key: string): void {
  if (openUnder(state, service, key) === undefined) return;
  throw new Refused(2002, ['Open incident with matching dedup key already exists on this service']);
}

export function openUnder(state: State, service: string, key: string): Incident | undefined {
  return [...state.incidents.values()].find(
    (other) => other.service === service && isOpen(other) && (other.key === key || other.alertKeys.includes(key)),
  );
}
