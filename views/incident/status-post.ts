import { roles } from '#src/domain/incident/events/people.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { timelineOf } from '#src/domain/incident/timeline.ts';
import { findService, type Policy } from '#src/domain/policy.ts';
import { words } from '#src/domain/prose.ts';
import { context, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { counted } from '#views/report/words.ts';
import { channelLink, code, duration, fitted, inline, listed, mention, when } from '#views/text.ts';
import { owedLines, owedParagraph } from './owed.ts';
import { slackPen } from './pen.ts';
import { entryWords } from './timeline-words.ts';
import { roleWords, serviceName, shortHeading, statusOf, titleOf } from './words.ts';

export interface StatusPostProps {
  readonly incident: Incident;
  readonly policy: Policy;
  readonly told: RecordedIncidentEvent | null;
  /** Its whole record. */
  readonly events: readonly RecordedIncidentEvent[];
}

/** How it stands at a cadence tick, from what the bot knows (003, the order card). It is no update: those come from people. */
export function statusPost({ incident, policy, told, events }: StatusPostProps): Message {
  const now = told?.at ?? incident.declaredAt;
  const text = `${shortHeading(incident)} · ${statusOf(incident)}, open for ${duration(now - incident.declaredAt)}`;
  const paragraphs = [
    `*${text}*\n${titleOf(incident)}`,
    facts(incident, policy),
    lastUpdate(incident, now),
    changes(told, events, policy),
    owedParagraph(incident, policy),
  ].filter((paragraph) => paragraph !== '');
  return message(text, [...paragraphs.map(section), context('Posted by the clock: it counts as nobody’s update.')]);
}

/** The same of all whose tick it is, one paragraph each. */
export function statusDigest({
  incidents,
  tick,
  policy,
}: {
  readonly incidents: readonly Incident[];
  readonly tick: number;
  readonly policy: Policy;
}): Message {
  const text = `Status of ${counted(incidents.length, 'incident')}`;
  const shown = asManyAsFit(incidents.slice(0, mostShown).map((incident) => digestLine(incident, tick, policy)));
  const rest = incidents.length - shown.length;
  const more = rest > 0 ? `And ${rest} more: ${code('/apgms incident list', 60)}. ` : '';
  return message(text, [
    section(`*${text}*`),
    ...shown.map(section),
    context(`${more}Posted by the clock: it counts as nobody’s update.`),
  ]);
}

/** Slack takes 50 blocks. */
const mostShown = 40;
/** In characters: Slack takes 12,000 in a message. */
const longestDigest = 10_000;

function asManyAsFit(paragraphs: readonly string[]): readonly string[] {
  let length = 0;
  const tooMuch = paragraphs.findIndex((paragraph) => {
    length += paragraph.length;
    return length > longestDigest;
  });
  return tooMuch === -1 ? paragraphs : paragraphs.slice(0, tooMuch);
}

function digestLine(incident: Incident, now: number, policy: Policy): string {
  const [next] = owedLines(incident, policy);
  const place = incident.channel ? ` · ${channelLink(incident.channel.id)}` : '';
  const lines = [
    `*${shortHeading(incident)}* · ${statusOf(incident)}, open for ${duration(now - incident.declaredAt)}${place}`,
    titleOf(incident),
    lastUpdate(incident, now),
    ...(next ? [`Next: ${next.charAt(0).toLowerCase()}${next.slice(1)}`] : []),
    people(incident),
    owners(incident, policy),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function facts(incident: Incident, policy: Policy): string {
  const standing = incident.mitigations.filter((one) => one.removed === null);
  const mitigated = standing.map((one) => `${one.number}. ${inline(words(one.what), 100)}`);
  const lines = [
    owners(incident, policy),
    people(incident),
    ...(mitigated.length > 0 ? [`Mitigations in place: ${fitted(mitigated, '; ', 500)}`] : []),
    ...(incident.channel ? [`Channel: ${channelLink(incident.channel.id)}`] : []),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function owners({ services }: Incident, policy: Policy): string {
  const named = services.map((id) => {
    const service = findService(policy, id);
    return service ? `${serviceName(policy, id)} (${inline(service.owner, 60)})` : serviceName(policy, id);
  });
  return named.length > 0 ? `Services: ${fitted(named, ', ', 500)}` : '';
}

function people({ roles: holders, acknowledged }: Incident): string {
  const held = roles.flatMap((role) => {
    const person = holders[role];
    return person ? [`${roleWords[role]} ${mention(person)}`] : [];
  });
  const taken = acknowledged ? `acknowledged by ${mention(acknowledged.by)}` : 'not acknowledged by anybody';
  return `People: ${listed([taken, ...held])}`;
}

function lastUpdate({ updates }: Incident, now: number): string {
  const newest = Object.values(updates)
    .filter((one) => one !== null)
    .toSorted((a, b) => b.at - a.at)[0];
  if (!newest) return 'No update from a person yet';
  // Posted late, it knows of updates that are newer than the moment it speaks of.
  const age = newest.at > now ? `given ${when(newest.at)}` : `${duration(now - newest.at)} old`;
  return `Last update by ${mention(newest.by)}, ${age}: ${inline(words(newest.know), 300)}`;
}

/** What happened since the tick before, in the words of the timeline. */
function changes(told: RecordedIncidentEvent | null, events: readonly RecordedIncidentEvent[], policy: Policy): string {
  const until = told?.seq ?? 0;
  const before = events.findLast(({ event, seq }) => event.type === 'status-due' && seq < until)?.seq ?? 0;
  const pen = slackPen(new Map());
  const lines = timelineOf(events)
    .filter(({ seq, fact }) => seq > before && seq < until && !silent.has(fact.type))
    .map((entry) => `• ${entryWords(entry, pen, policy).sentence}`);
  if (lines.length === 0) return before === 0 ? '' : '*Since the last post*: nothing new';
  return `*${before === 0 ? 'So far' : 'Since the last post'}*\n${fitted(lines, '\n', 1_200)}`;
}

/** What the clock did is said by what is owed. */
const silent: ReadonlySet<string> = new Set(['obligation-reminded', 'obligation-told', 'policy-adopted', 'status-due']);
