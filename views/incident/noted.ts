import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import { paragraph } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { channelLink, code, when } from '#views/text.ts';
import { nameOf } from './words.ts';

export interface IncidentNotedProps {
  readonly incident: Pick<Incident, 'number' | 'drill'>;
  /** When it happened, where that was earlier (ms). */
  readonly at: number | null;
}

/** A note is on the timeline. */
export function incidentNoted({ incident, at }: IncidentNotedProps): Message {
  const time = at === null ? '' : `, at ${when(at)}`;
  return paragraph(`*${nameOf(incident)}: noted*${time}. All of it: ${timelineOf(incident)}`);
}

/** The record is being written as files. */
export function incidentExporting({ incident }: { readonly incident: Incident }): Message {
  const place = incident.channel ? channelLink(incident.channel.id) : 'its channel';
  return paragraph(
    `*${nameOf(incident)}: its timeline and its status entry are being written.* They are shared in ${place} as two files.`,
  );
}

function timelineOf({ number }: Pick<Incident, 'number'>): string {
  return code(`/apgms incident timeline ${incidentName(number)}`);
}
