import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import { securityMail } from '#views/documents/security-mail.ts';

/**
 * Tells the security contact of a private incident by mail (runbook 000: "escalate security-sensitive issues directly"). Only that there is one: mail
 * travels far and stays long. Told twice is better than not told; the mail's own id lets mailboxes show it once.
 */
export const tellSecurity = defineEffect({
  kind: 'mail.tell-security',
  vendor: 'mail',
  class: 'idempotent',
  scopes: [],
  payload: z.object({}).parse,
  buckets: () => [],
  // Without mail the contact is told in Slack instead.
  wanted: ({ deps }) => deps.mailer !== null,
  async perform({ deps, work, incident }) {
    const { subject, text } = securityMail({ incident, policy: deps.policy });
    await deps.mailer?.send({ to: deps.policy.security.value, subject, text, id: work.id });
    return {};
  },
});
