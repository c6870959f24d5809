import type { Turn } from '#playground/fakes/pagerduty/on-call.ts';
import {
  addresses,
  iso,
  policyReference,
  reference,
  serviceReference,
  userReference,
} from '#playground/fakes/pagerduty/references.ts';
import type { Json, Level, Policy, Priority, Service, State, User } from '#playground/fakes/pagerduty/state.ts';

/** What an account is made of, as the REST API shows it. */

export function wireUser(state: State, { id, name, email }: User): Json {
  const rest = { role: 'user', time_zone: 'Etc/UTC', job_title: null, invitation_sent: false };
  return { id, type: 'user', summary: name, ...addresses(state, 'users', id), name, email, ...rest };
}

/** Numbers are nobody's. */
export function wireContacts({ id, email, contacts }: User): readonly Json[] {
  return contacts.map((type, index) => ({
    id: `${id}C${index + 1}`,
    type,
    summary: 'Default',
    label: 'Default',
    address: type === 'email_contact_method' ? email : '5550100',
    blacklisted: false,
  }));
}

export function wireService(state: State, { id, name, policy }: Service): Json {
  return {
    id,
    type: 'service',
    summary: name,
    ...addresses(state, 'services', id),
    name,
    status: 'active',
    alert_creation: 'create_alerts_and_incidents',
    escalation_policy: policyReference(state, policy),
    teams: [],
  };
}

export function wirePolicy(state: State, { id, name, levels }: Policy): Json {
  const services = [...state.services.values()].filter(({ policy }) => policy === id);
  return {
    id,
    type: 'escalation_policy',
    summary: name,
    ...addresses(state, 'escalation_policies', id),
    name,
    num_loops: 0,
    escalation_rules: levels.map((level, index) => ({
      id: `${id}${index + 1}`,
      escalation_delay_in_minutes: 30,
      targets: targetsOf(state, level),
    })),
    services: services.map((service) => serviceReference(state, service.id)),
    teams: [],
  };
}

function targetsOf(state: State, { schedule, turns }: Level): readonly Json[] {
  if (schedule !== null) return [reference(state, 'schedule', 'schedules', schedule.id, schedule.name)];
  return (turns[0] ?? []).map((user) => userReference(state, user));
}

export function wirePriority(state: State, { id, name, description }: Priority): Json {
  return { id, type: 'priority', summary: name, ...addresses(state, 'priorities', id), name, description };
}

/** `withUser`: the user whole, with their e-mail. */
export function wireTurn(state: State, turn: Turn, withUser: boolean): Json {
  const { policy, level, schedule, start, end } = turn;
  const user = state.users.get(turn.user);
  return {
    user: withUser && user !== undefined ? wireUser(state, user) : userReference(state, turn.user),
    schedule: schedule === null ? null : reference(state, 'schedule', 'schedules', schedule.id, schedule.name),
    escalation_policy: policyReference(state, policy),
    escalation_level: level,
    start: start === null ? null : iso(start),
    end: end === null ? null : iso(end),
  };
}
