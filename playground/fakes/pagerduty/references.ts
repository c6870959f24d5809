import type { Agent, Incident, Json, State } from './state.ts';

/** A time as the REST API says it: whole seconds, cut off. */
export function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** What a thing is called wherever another one names it. */
export function reference(state: State, type: string, folder: string, id: string, summary: string): Json {
  return { id, type: `${type}_reference`, summary, ...addresses(state, folder, id) };
}

/** Where the API has it, and where people look at it. */
export function addresses({ site }: State, folder: string, id: string): Json {
  return { self: `${site}/pagerduty/${folder}/${id}`, html_url: `${site}/phone/${folder}/${id}` };
}

export function userReference(state: State, id: string): Json {
  return reference(state, 'user', 'users', id, state.users.get(id)?.name ?? id);
}

export function serviceReference(state: State, id: string): Json {
  return reference(state, 'service', 'services', id, state.services.get(id)?.name ?? id);
}

export function policyReference(state: State, id: string): Json {
  return reference(state, 'escalation_policy', 'escalation_policies', id, state.policies.get(id)?.name ?? id);
}

export function priorityReference(state: State, id: string): Json {
  return reference(state, 'priority', 'priorities', id, state.priorities.get(id)?.name ?? id);
}

/** The REST API puts the number before the title, webhooks do not. */
export function incidentReference(state: State, { id, number, title }: Incident, numbered = true): Json {
  return reference(state, 'incident', 'incidents', id, numbered ? `[#${number}] ${title}` : title);
}

export function agentReference(state: State, agent: Agent): Json | null {
  if (agent === null) return null;
  return agent.kind === 'user' ? userReference(state, agent.id) : serviceReference(state, agent.id);
}
