import type { Incident } from '#src/domain/incident/state.ts';
import { paragraph } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { channelLink } from '#views/text.ts';
import { nameOf } from './words.ts';

/** The record is being written as files. */
export function incidentExporting({ incident }: { readonly incident: Incident }): Message {
  const place = incident.channel ? channelLink(incident.channel.id) : 'its channel';
  return paragraph(
    `*${nameOf(incident)}: its timeline and its status entry are being written.* They are shared in ${place} as two files.`,
  );
}
