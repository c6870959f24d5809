import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import { inviteLimit, lookupLimit } from '#src/effects/_slack/limits.ts';

/** Brings the people of the security group into the channel of a private incident (runbook 000). Who has no account is left out: doctor says so. */
export const inviteSecurity = defineEffect({
  kind: 'slack.invite-security',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['groups:write', 'users:read.email'],
  payload: z.object({ channel: z.string() }).parse,
  buckets: () => [inviteLimit, lookupLimit],
  wanted: ({ incident }) => incident.restricted,
  async perform({ deps, payload, signal }) {
    for (const email of deps.policy.groups.security ?? []) {
      signal.throwIfAborted();
      const person = await deps.chat.personByEmail(email);
      if (person && !person.outsider) await deps.chat.invite(payload.channel, person.id);
    }
    return {};
  },
});
