import { type Agent, type By, type Incident, type Json, nextId } from './state.ts';
import { incidentData } from './webhook-data.ts';
import type { EventType, World } from './world.ts';

/** Writes into an incident's log. `words` go before who did it: `Acknowledged` makes `Acknowledged by Ana Ferreira`. */
export function log(world: World, incident: Incident, type: string, words: string, by: By, more: Json = {}): void {
  const who = nameOf(world, by.agent);
  const summary = who === null ? `${words}.` : `${words} by ${who}.`;
  incident.log.push({ id: nextId(world.state, 'R'), type: `${type}_log_entry`, summary, by, more });
  world.changed();
}

/** Tells webhooks of it; `data`: what they are shown, the incident as it is now unless told otherwise. */
export function tell(world: World, type: EventType, incident: Incident, by: By, data?: Json): void {
  world.publish({ type, incident: incident.id, by, data: data ?? incidentData(world.state, incident) });
}

function nameOf({ state }: World, agent: Agent): string | null {
  if (agent === null) return null;
  return (agent.kind === 'user' ? state.users : state.services).get(agent.id)?.name ?? agent.id;
}
