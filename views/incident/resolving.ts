import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { paragraph } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { channelLink } from '#views/text.ts';
import { checking, resolveRule } from './resolution.ts';

export interface IncidentResolvingProps {
  readonly incident: Incident;
  readonly policy: Policy;
}

/** The immediate answer to a request to resolve: it is stored, what is being asked for, and where the outcome will stand. */
export function incidentResolving({ incident, policy }: IncidentResolvingProps): Message {
  const name = incidentName(incident.number);
  const place = incident.channel ? channelLink(incident.channel.id) : 'its channel, once that is open';
  const rule = incident.resolution?.override
    ? 'Your reason is recorded: it will be resolved whatever the checks say.'
    : resolveRule;
  return paragraph(
    `*Resolving ${name}: your request is stored.* ${checking(incident, policy)} The outcome follows in ${place}.\n${rule}`,
  );
}
