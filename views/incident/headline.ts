import type { Incident } from '#src/domain/incident/state.ts';
import { paragraph } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { channelLink } from '#views/text.ts';
import { after } from './resolution.ts';
import { shortHeading, statusOf, titleOf } from './words.ts';

/** The one line in the status room, kept up to date. */
export function incidentHeadline({ incident }: { readonly incident: Incident }): Message {
  const name = `*${shortHeading(incident)}*`;
  const status = `${statusOf(incident)}${after(incident)}`;
  const channel = incident.channel ? ` · ${channelLink(incident.channel.id)}` : '';
  return paragraph(`${name} · ${status} · ${titleOf(incident)}${channel}`);
}
