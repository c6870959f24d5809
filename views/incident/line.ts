import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import { words } from '#src/domain/prose.ts';
import { oneLine } from '#src/domain/text.ts';
import { channelLink, duration, mention } from '#views/text.ts';
import { roleWords, shortHeading, statusOf, titleOf } from './words.ts';

/** One incident among others: what it is, how it stands, where it is worked on. Under 1,000 characters. */
export function incidentLine(incident: Incident, now: number): string {
  const { channel, restricted } = incident;
  const facts = [
    statusOf(incident),
    spanOf(incident, now),
    ...(restricted ? ['private'] : []),
    `declared by ${mention(incident.reporter)}`,
    ...(channel ? [channelLink(channel.id)] : []),
  ];
  const named = isOpen(incident) ? `*${shortHeading(incident)}*` : `✓ ${shortHeading(incident)}`;
  return `${named} · ${titleOf(incident)}\n${facts.join(' · ')}`;
}

/** The same for somebody who has a part in it, and which. */
export function ownIncidentLine(incident: Incident, person: string, now: number): string {
  return `${incidentLine(incident, now)}\n${partsOf(incident, person).join(' · ')}`;
}

/** What an incident is called in a menu, for plain text: the rest of its title gives way. */
export function incidentChoice(incident: Incident): string {
  const marks = [...(isOpen(incident) ? [] : [statusOf(incident)]), ...(incident.restricted ? ['private'] : [])];
  return `${[shortHeading(incident), ...marks].join(' · ')} · ${oneLine(words(incident.title))}`;
}

function spanOf(incident: Incident, now: number): string {
  const began = incident.beganAt ?? incident.declaredAt;
  if (isOpen(incident)) return `open for ${duration(now - began)}`;
  const span = (incident.resolvedAt ?? incident.endedAt ?? now) - began;
  return span < 0 ? 'over before it was declared' : `took ${duration(span)}`;
}

function partsOf({ roles, acknowledged, reporter }: Incident, person: string): readonly string[] {
  const held = Object.entries(roleWords).filter(([role]) =>
    Object.entries(roles).some(([one, who]) => one === role && who === person),
  );
  return [
    ...held.map(([, name]) => `You are its ${name}`),
    ...(acknowledged?.by === person ? ['You acknowledged it'] : []),
    ...(reporter === person ? ['You declared it'] : []),
  ];
}
