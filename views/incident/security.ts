import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { context, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { code, source } from '#views/text.ts';
import { shortHeading } from './words.ts';

export interface SecurityToldProps {
  readonly incident: Incident;
  readonly policy: Policy;
}

/** To the security contact, where no mail can be sent: that there is a private incident, and where to look. Nothing of what it is about. */
export function securityTold({ incident, policy }: SecurityToldProps): Message {
  const look = code(`/apgms incident show ${incidentName(incident.number)}`);
  const text = `*A private incident was declared: ${shortHeading(incident)}.*`;
  return message(`A private incident was declared: ${shortHeading(incident)}.`, [
    section(`${text}\nThe security group is being added to its channel. What is known: ${look}`),
    context(`Rule: “Escalate security-sensitive issues directly” (${source(policy.security.from)}).`),
  ]);
}
