import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import { words } from '#src/domain/prose.ts';
import { actions, button, message, paragraph, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { channelLink, code, inline, mention } from '#views/text.ts';
import { nameOf } from './words.ts';

export interface AccessProps {
  readonly incident: Incident;
  readonly told: RecordedIncidentEvent | null;
}

/** In the channel of a private incident: somebody asks to be let in, and its members decide. */
export function accessAsked({ incident, told }: AccessProps): Message {
  if (told?.event.type !== 'access-requested') return paragraph(`${nameOf(incident)}: somebody asked to be let in.`);
  const { person } = told.event.data;
  const waiting = incident.requests.find((one) => one.request === told.seq);
  const { why } = waiting ?? told.event.data;
  const asks = `*${mention(person)} asks to be let in*${why ? `, because: ${inline(words(why), 1_000)}` : ''}`;
  const value = `${incident.number} ${person}`;
  if (!waiting) {
    const answer = incident.members.includes(person)
      ? 'They are in.'
      : 'They are not in. Who is not let in is told nothing.';
    return message(`${mention(person)} asked to be let in.`, [section(`${asks}\n${answer}`)]);
  }
  return message(`${mention(person)} asks to be let in.`, [
    section(`${asks}\nNothing of it was told to them here.`),
    actions([
      button('Let them in', 'incident.grant', value, 'primary'),
      button('Do not', 'incident.refuse-access', value),
    ]),
  ]);
}

/** To whoever asked, once they are let in. */
export function accessGranted({ incident }: AccessProps): Message {
  const name = incidentName(incident.number);
  const place = incident.channel ? `You are being added to ${channelLink(incident.channel.id)}.` : '';
  return paragraph(
    `*You were let into ${name}.* It is private: only its members know of it. ${place} ${code(`/apgms incident show ${name}`)}`,
  );
}
