import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import { decide } from '#src/domain/incident/decide.ts';

/** Measures the health of the incident's services, and so decides a requested resolution (runbooks 000 and 003). */
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
    return {
      events: (fresh) => {
        const decision = decide(
          fresh,
          { type: 'conclude-resolve', health },
          { policy: deps.policy, now: deps.clock.now() },
        );
        return decision.ok ? decision.events : [];
      },
    };
  },
});
