import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import { lookupLimit } from '#src/effects/_slack/limits.ts';

/** Who the people of the security group are in Slack, so that each is brought in (runbook 000). Who has no account is left out: doctor names them. */
export const findSecurity = defineEffect({
  kind: 'slack.find-security',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['users:read.email'],
  payload: z.object({}).parse,
  buckets: () => [lookupLimit],
  wanted: ({ incident }) => incident.restricted,
  async perform({ deps, signal }) {
    const people: string[] = [];
    for (const email of deps.policy.groups.security ?? []) {
      signal.throwIfAborted();
      const person = await deps.chat.personByEmail(email);
      if (person && !person.outsider) people.push(person.id);
    }
    return { events: () => (people.length > 0 ? [{ type: 'security-found', v: 1, data: { people } }] : []) };
  },
});
