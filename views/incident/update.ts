import type { KnownBlock } from '@slack/types';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import { actorId } from '#src/domain/people.ts';
import { type Prose, words } from '#src/domain/prose.ts';
import { context, message, paragraph, section, verbatimParts } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { channelLink, inline, mention, when } from '#views/text.ts';
import { nameOf, shortHeading, statusOf } from './words.ts';

export interface IncidentUpdateProps {
  readonly incident: Incident;
  readonly told: RecordedIncidentEvent | null;
  readonly inRoom: boolean;
}

/** What people know, as they wrote it: in the incident's channel, and below its headline in the status room (runbook 003). */
export function incidentUpdate({ incident, told, inRoom }: IncidentUpdateProps): Message {
  if (told?.event.type !== 'updated') return paragraph(`${nameOf(incident)}: an update.`);
  const { audience, know, next, impact, nextAt } = told.event.data;
  const by = mention(actorId(told.actor));
  const kind = audience === 'customers' ? 'Customer update' : 'Update';
  const which = inRoom ? `${shortHeading(incident)} · ${statusOf(incident)}` : nameOf(incident);
  const place = inRoom && incident.channel ? [channelLink(incident.channel.id)] : [];
  const facts = [`By ${by}, ${when(told.at)}`, ...(nextAt ? [`next update ${when(nextAt)}`] : []), ...place];
  const rest = `… the whole is in: /apgms incident timeline ${incidentName(incident.number)}`;
  const part = (label: string, text: Prose | null, most: number): readonly KnownBlock[] =>
    text ? [section(`*${label}*`), ...verbatimParts(words(text), most, rest)] : [];
  return message(`${which}, ${kind.toLowerCase()} by ${by}: ${inline(words(know), 500)}`, [
    section(`*${kind}* · ${which}`),
    ...verbatimParts(words(know), 2, rest),
    ...part('Impact', impact, 1),
    ...part('Next', next, 1),
    context(facts.join(' · ')),
  ]);
}
