import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import { decide } from '#src/domain/incident/decide.ts';
import { firingOf } from '#src/operations/attaching.ts';

/** Measures the health of the incident's services, looks which of its alerts fire by then, and so decides a requested resolution (runbooks 000 and 003). */
export const assess = defineEffect({
  kind: 'checks.assess',
  vendor: 'checks',
  class: 'idempotent',
  scopes: [],
  payload: z.object({}).parse,
  buckets: () => [],
  wanted: ({ incident }) => incident.resolution?.outcome === 'under-way',
  async perform({ deps, incident }) {
    const health = await deps.checker.assess(incident.services);
    const firing = await firingOf(deps, incident);
    return {
      events: (fresh) => {
        const decision = decide(
          fresh,
          { type: 'conclude-resolve', health, firing },
          { policy: deps.policy, now: deps.clock.now() },
        );
        return decision.ok ? decision.events : [];
      },
    };
  },
});
