import type { KnownBlock } from '@slack/types';
import { type Incident, incidentName, isOpen } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { context, fields, header, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { channelLink, fitted, mention, when } from '#views/text.ts';
import { after } from './resolution.ts';
import { customersWords, heading, plainHeading, serviceNames, severityMeaning, statusOf } from './words.ts';

export interface IncidentAnnouncementProps {
  readonly incident: Incident;
  readonly policy: Policy;
}

/** The message in the room where incidents are declared. */
export function incidentAnnouncement({ incident, policy }: IncidentAnnouncementProps): Message {
  const status = `${statusOf(incident)}${after(incident)}`;
  const services = fitted(serviceNames(policy, incident.services), ', ', 1_000) || 'None named yet';
  return message(`${heading(incident)} (${status})`, [
    header(plainHeading(incident)),
    fields([
      ['Status', status],
      ['Severity', severityMeaning(policy, incident.severity)],
      ['Services', services],
      ['Customers', customersWords(incident)],
    ]),
    section(joining(incident)),
    ...drillLine(incident),
    context(`Declared by ${mention(incident.reporter)}, ${when(incident.declaredAt)}`),
  ]);
}

function joining(incident: Incident): string {
  if (incident.merged) return `It goes on as ${incidentName(incident.merged.into)}.`;
  if (!incident.channel) return 'Its channel is being opened.';
  const link = channelLink(incident.channel.id);
  return isOpen(incident) ? `Join ${link} to help.` : `What happened stands in ${link}.`;
}

/** Nobody should be frightened by an exercise (runbook 002). */
export function drillLine({ drill }: Pick<Incident, 'drill'>): readonly KnownBlock[] {
  return drill ? [context('*Drill.* An exercise: nothing is broken, and it is left out of the figures.')] : [];
}
