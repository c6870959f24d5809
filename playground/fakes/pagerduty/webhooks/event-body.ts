import { agentReference } from '#playground/fakes/pagerduty/references.ts';
import { nextId, type State } from '#playground/fakes/pagerduty/state.ts';
import type { Happening } from '#playground/fakes/pagerduty/world.ts';

/** The body of a webhook (v3), as it is signed and sent each time. */
export function eventBody(state: State, { type, by, data }: Happening): string {
  const event = {
    id: nextId(state, '01'),
    event_type: type,
    resource_type: 'incident',
    occurred_at: new Date(by.at).toISOString(),
    agent: agentReference(state, by.agent),
    client: by.via === 'website' ? { name: 'PagerDuty' } : null,
    data,
  };
  return JSON.stringify({ event });
}
