import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { severityName } from '#src/domain/severity.ts';
import { context, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { code, source } from '#views/text.ts';
import { meaningOf, room, serviceName, severityMeaning, titleOf } from './words.ts';

export interface IncidentDeclaredProps {
  readonly incident: Incident;
  readonly policy: Policy;
  /** Whether nobody said how bad it is, neither by a severity nor by answers. */
  readonly severityUnsaid: boolean;
  /** Services read from a slip of the finger. */
  readonly slips: readonly { readonly typed: string; readonly service: string }[];
}

/** The immediate answer to a declaration: it is stored, under which severity, and what happens by itself now. */
export function incidentDeclared({ incident, policy, severityUnsaid, slips }: IncidentDeclaredProps): Message {
  const name = incidentName(incident.number);
  const stored = `*${name} is stored:* ${titleOf(incident)}`;
  return message(`${name} is stored: ${titleOf(incident)}`, [
    section([stored, severityLine(incident, policy, severityUnsaid), ...readings(incident, policy, slips)].join('\n')),
    section(`*Now:* ${next(incident, policy)}`),
    context(promise(incident, policy)),
  ]);
}

function severityLine({ severity }: Incident, policy: Policy, unsaid: boolean): string {
  if (!unsaid) return severityMeaning(policy, severity);
  return `${severityName(severity)}, because none was named. ${meaningOf(policy, severity)}`;
}

/** What was made of the words, where somebody could have meant something else. */
function readings({ restricted }: Incident, policy: Policy, slips: IncidentDeclaredProps['slips']): readonly string[] {
  return [
    ...slips.map(({ typed, service }) => `${code(typed, 75)} was read as ${serviceName(policy, service)}.`),
    ...(restricted ? ['*Private:* only you and the security group know of it.'] : []),
  ];
}

function next({ restricted }: Incident, policy: Policy): string {
  if (restricted) return 'its private channel is being opened; you will be added to it. Nothing is said anywhere else.';
  return `its channel is being opened; you will be added to it. It will be announced in ${room(policy, 'declare')} and ${room(policy, 'status')}.`;
}

function promise({ severity, restricted }: Incident, policy: Policy): string {
  const { acknowledge, internalUpdate } = policy.severities[severity];
  const place = restricted ? 'its channel' : room(policy, 'status');
  return `Expected from people: an acknowledgement within ${acknowledge.value} min (${source(acknowledge.from)}), an update in ${place} every ${internalUpdate.value} min (${source(internalUpdate.from)}).`;
}
