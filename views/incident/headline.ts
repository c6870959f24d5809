import type { Incident } from '#src/domain/incident/state.ts';
import { incidentName } from '#src/domain/incident/state.ts';
import { severityName } from '#src/domain/severity.ts';
import { paragraph } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { channelLink } from '#views/text.ts';
import { after } from './resolution.ts';
import { statusWords, titleOf } from './words.ts';

/** The one line in the status room, kept up to date. */
export function incidentHeadline({ incident }: { readonly incident: Incident }): Message {
  const name = `*${incidentName(incident.number)} · ${severityName(incident.severity)}*`;
  const status = `${statusWords[incident.status]}${after(incident)}`;
  const channel = incident.channel ? ` · ${channelLink(incident.channel.id)}` : '';
  return paragraph(`${name} · ${status} · ${titleOf(incident)}${channel}`);
}
