import { type Incident, incidentName, isOpen } from '#src/domain/incident/state.ts';
import { severities, severityName } from '#src/domain/severity.ts';
import { context, message, paragraph, section } from '#views/blocks.ts';
import { limits } from '#views/limits.ts';
import type { Message } from '#views/message.ts';
import { channelLink, code, duration, mention } from '#views/text.ts';
import { statusWords, titleOf } from './words.ts';

export interface IncidentListProps {
  /** The newest first. */
  readonly incidents: readonly Incident[];
  /** How many there are beyond those given, too. */
  readonly total: number;
  readonly now: number;
  /** Which were asked for: open ones, those that are over, or (`null`) all. */
  readonly open: boolean | null;
}

/** Incidents, one paragraph each, as many as one message holds; the rest is counted. Open ones come first, the worst at the top. */
export function incidentList({ incidents: newestFirst, total, now, open }: IncidentListProps): Message {
  const incidents = newestFirst.toSorted((a, b) => rank(a) - rank(b));
  if (incidents.length === 0) return paragraph(`${none(open)} To declare one: ${code('/apgms incident declare')}`);
  const lines = fitting(incidents.map((incident) => line(incident, now)));
  const left = Math.max(total, incidents.length) - lines.length;
  const title = `*${titleWords(open, total)}*`;
  return message(`${titleWords(open, total)}: ${incidents.slice(0, 5).map(name).join(', ')}`, [
    section(title),
    ...lines.map(section),
    ...(left > 0 ? [context(`and ${left} more`)] : []),
  ]);
}

/** What is over ranks below every severity, by time alone. */
function rank(incident: Incident): number {
  return isOpen(incident) ? severities.indexOf(incident.severity) : severities.length;
}

/** Title and rest take two blocks and about this many characters. */
const around = { blocks: 2, characters: 200 };

function fitting(lines: readonly string[]): readonly string[] {
  let left = limits.messageTotal - around.characters;
  const few = lines.slice(0, limits.messageBlocks - around.blocks);
  const end = few.findIndex((text) => {
    left -= text.length;
    return left < 0;
  });
  return end < 0 ? few : few.slice(0, end);
}

function line(incident: Incident, now: number): string {
  const { channel, restricted } = incident;
  const span = duration((incident.resolvedAt ?? now) - incident.declaredAt);
  const facts = [
    statusWords[incident.status],
    isOpen(incident) ? `open for ${span}` : `took ${span}`,
    ...(restricted ? ['restricted'] : []),
    `declared by ${mention(incident.reporter)}`,
    ...(channel ? [channelLink(channel.id)] : []),
  ];
  const named = isOpen(incident) ? `*${name(incident)}*` : `✓ ${name(incident)}`;
  return `${named} · ${titleOf(incident)}\n${facts.join(' · ')}`;
}

function name(incident: Incident): string {
  return `${incidentName(incident.number)} · ${severityName(incident.severity)}`;
}

function titleWords(open: boolean | null, total: number): string {
  return `${total} ${kind(open)}${total === 1 ? '' : 's'}`;
}

function none(open: boolean | null): string {
  return `There is no ${kind(open)}.`;
}

function kind(open: boolean | null): string {
  if (open === null) return 'incident';
  return open ? 'open incident' : 'resolved incident';
}
