import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { type Incident, incidentName, isOpen, mayBeTold } from '#src/domain/incident/state.ts';
import { type Actor, actorId } from '#src/domain/people.ts';
import { words } from '#src/domain/prose.ts';
import { actions, button, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { runButton } from '#views/run.ts';
import { channelLink, inline, mention } from '#views/text.ts';
import { heading, nameOf, shortHeading } from './words.ts';

/** To whoever is asked to join in: which incident, who asks and why, and the two steps that are theirs. Of a private one no more than its name and its channel. */
export function joinAsked(
  incident: Incident,
  { data: { why } }: Extract<IncidentEvent, { type: 'responders-asked' }>,
  by: Actor,
  to: string,
): Message {
  if (!mayBeTold(incident, to)) return message('You are asked for this no more.', []);
  const { number, acknowledged, restricted } = incident;
  const name = incidentName(number);
  if (!isOpen(incident)) {
    const over = `You were asked to join ${nameOf(incident)}; it is over now.`;
    return message(over, [section(over)]);
  }
  const asks = `*${mention(actorId(by))} asks you to join ${nameOf(incident)}*`;
  const reason = why && !restricted ? `\nWhy: ${inline(words(why), 500)}` : '';
  const place = incident.channel ? ` · ${channelLink(incident.channel.id)}` : '';
  const head = restricted ? `${shortHeading(incident)} · private` : heading(incident);
  const buttons = [
    ...(acknowledged ? [] : [button('Acknowledge', 'incident.ack', String(number), 'primary')]),
    runButton('Show', `incident show ${name}`, 1),
  ].filter((one) => one !== null);
  return message(`${asks.replaceAll('*', '')}: ${head}`, [
    section(`${asks}${place}\n${head}${reason}`),
    actions(buttons),
  ]);
}
