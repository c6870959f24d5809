import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { shortHeading } from '#views/incident/words.ts';
import { source } from '#views/text.ts';

export interface SecurityMailProps {
  readonly incident: Incident;
  readonly policy: Policy;
}

/** The mail to the security contact: that there is a private incident, its number and severity, and where to look. What it is about does not travel by mail. */
export function securityMail({ incident, policy }: SecurityMailProps): {
  readonly subject: string;
  readonly text: string;
} {
  const name = incidentName(incident.number);
  return {
    subject: `Private incident declared: ${shortHeading(incident)}`,
    text: [
      `A private incident was declared: ${shortHeading(incident)}.`,
      '',
      'What it is about is not in this mail. To read it, type in Slack:',
      '',
      `    /apgms incident show ${name}`,
      '',
      'The security group is being added to its channel.',
      '',
      `You get this because of “Escalate security-sensitive issues directly” (${source(policy.security.from)}).`,
      '',
    ].join('\n'),
  };
}
