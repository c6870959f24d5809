import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { context, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { source } from '#views/text.ts';
import { room, severityMeaning, titleOf } from './words.ts';

export interface IncidentDeclaredProps {
  readonly incident: Incident;
  readonly policy: Policy;
}

/** The immediate answer to a declaration: it is stored, under which severity, and what happens by itself now. */
export function incidentDeclared({ incident, policy }: IncidentDeclaredProps): Message {
  const name = incidentName(incident.number);
  const stored = `*${name} is stored:* ${titleOf(incident)}`;
  return message(`${name} is stored: ${titleOf(incident)}`, [
    section(`${stored}\n${severityMeaning(policy, incident.severity)}`),
    section(`*Now:* ${next(incident, policy)}`),
    context(promise(incident, policy)),
  ]);
}

function next({ restricted }: Incident, policy: Policy): string {
  if (restricted) return 'its private channel is being opened; you will be added to it. Nothing is said anywhere else.';
  return `its channel is being opened; you will be added to it. It is announced in ${room(policy, 'declare')} and ${room(policy, 'status')}.`;
}

function promise({ severity, restricted }: Incident, policy: Policy): string {
  const { acknowledge, internalUpdate } = policy.severities[severity];
  const place = restricted ? 'its channel' : room(policy, 'status');
  return `Expected from people: an acknowledgement within ${acknowledge.value} min (${source(acknowledge.from)}), an update in ${place} every ${internalUpdate.value} min (${source(internalUpdate.from)}).`;
}
