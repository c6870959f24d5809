import { shortened, slugOf } from '#src/domain/incident/channel-name.ts';
import { affectedKinds } from '#src/domain/incident/events/life.ts';
import { roles } from '#src/domain/incident/events/people.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { type Incident, incidentName, incidentStream } from '#src/domain/incident/state.ts';
import { type TimelineEntry, timelineOf } from '#src/domain/incident/timeline.ts';
import type { Policy } from '#src/domain/policy.ts';
import { words } from '#src/domain/prose.ts';
import { severityName } from '#src/domain/severity.ts';
import type { Pen } from '#views/incident/pen.ts';
import { entryWords, type SaidText } from '#views/incident/timeline-words.ts';
import { affectedWords, plainHeading, roleWords, statusOf } from '#views/incident/words.ts';
import { duration, listed, visible } from '#views/text.ts';
import { durationLines, owedLines } from './course.ts';
import type { DocumentFile } from './file.ts';
import { findings, followUpLines } from './findings.ts';
import { asQuotation, asText, utc, utcDate } from './markdown.ts';
import { markdownPen } from './markdown-pen.ts';

export interface IncidentDocumentProps {
  readonly incident: Incident;
  readonly events: readonly RecordedIncidentEvent[];
  readonly policy: Policy;
  /** Names by Slack id. */
  readonly people: ReadonlyMap<string, string>;
  /** When it is written (ms). */
  readonly at: number;
}

/** `runbooks/incidents/<date>-<summary>.md`, the record as a document (runbook 001) that the review fills in (runbooks 000 and 003, blameless): the facts, everything that happened, what was owed, what was learnt, and what it was made from. */
export function incidentDocument({ incident, events, policy, people, at }: IncidentDocumentProps): DocumentFile {
  const pen = markdownPen(people);
  const name = incidentName(incident.number);
  const lines = [
    `# ${asText(plainHeading(incident))}`,
    ...(incident.drill ? ['This is a drill: an exercise, nothing was affected.'] : []),
    ...(incident.restricted ? ['**Private.** Only its members and the security group may know of it.'] : []),
    factLines(incident, policy, pen).join('\n'),
    '## Timeline',
    'Times are UTC.',
    timelineOf(events)
      .map((entry) => entryText(entry, pen, policy))
      .join('\n'),
    '## Durations',
    durationLines({ incident, events }).join('\n'),
    '## What was owed',
    owedLines({ events, policy }).join('\n'),
    ...findings(incident, events),
    '## Follow-ups',
    followUpLines(incident, pen).join('\n'),
    '## Where this is from',
    sourceLines({ incident, events, at }).join('\n'),
  ];
  return { name: fileName(incident), title: `Timeline of ${name}`, content: `${lines.join('\n\n')}\n` };
}

/** The summary is its title; of a private or a redacted one, its number. */
function fileName({ number, title, restricted, declaredAt }: Incident): string {
  const summary = restricted ? '' : slugOf(title.body ?? '');
  return `${utcDate(declaredAt)}-${shortened(summary || incidentStream(number), 60)}.md`;
}

function factLines(incident: Incident, policy: Policy, pen: Pen): readonly string[] {
  const { severity, suggested, services, resolvedAt, endedAt, acknowledged } = incident;
  const moment = (label: string, ms: number | null) => (ms === null ? [] : [`- ${label}: ${utc(ms)}`]);
  const owned = services.map((id) => serviceText(id, policy));
  const took = resolvedAt === null ? '' : `, after ${duration(resolvedAt - (incident.beganAt ?? incident.declaredAt))}`;
  return [
    `- Status: ${statusOf(incident)}`,
    `- Severity: ${severityName(severity)}${suggested && suggested !== severity ? ` (the policy suggested ${severityName(suggested)})` : ''}`,
    `- Services: ${owned.length > 0 ? owned.join('; ') : 'none named'}`,
    `- Customers: ${incident.customerFacing ? 'affected' : 'not said'}`,
    ...moment('Began', incident.beganAt),
    ...moment('Noticed', incident.detectedAt),
    `- Declared: ${utc(incident.declaredAt)} by ${pen.person(incident.reporter)}`,
    ...(acknowledged ? [`- Acknowledged: ${utc(acknowledged.at)} by ${pen.person(acknowledged.by)}`] : []),
    ...(resolvedAt === null ? [] : [`- Resolved: ${utc(resolvedAt)}${took}`]),
    ...moment('Ended', endedAt),
    ...peopleLines(incident, pen),
    ...aboutLines(incident),
  ];
}

function serviceText(id: string, policy: Policy): string {
  const service = policy.services.find((one) => one.id === id);
  return service ? `${asText(service.name)} (${asText(service.owner)})` : asText(id);
}

function peopleLines({ roles: holders }: Incident, pen: Pen): readonly string[] {
  return roles.flatMap((role) => {
    const person = holders[role];
    const title = roleWords[role];
    return person ? [`- ${title.charAt(0).toUpperCase()}${title.slice(1)}: ${pen.person(person)}`] : [];
  });
}

function aboutLines({ affected: { named }, mitigations, links, related, duplicates }: Incident): readonly string[] {
  const numbers = (label: string, those: readonly number[]) =>
    those.length > 0 ? [`- ${label}: ${listed(those.map(incidentName))}`] : [];
  const standing = mitigations.filter(({ removed }) => removed === null);
  return [
    ...affectedKinds.flatMap((kind) =>
      named[kind].length > 0
        ? [`- ${affectedWords[kind]}: ${named[kind].map((one) => asText(words(one))).join(', ')}`]
        : [],
    ),
    ...standing.map(({ number, what }) => `- Mitigation ${number}, in place: ${asText(words(what))}`),
    ...links.map(({ url, title }) => `- Link: ${title ? `${asText(words(title))}, ` : ''}${asText(words(url))}`),
    ...numbers('The same as', duplicates),
    ...numbers('Has to do with', related),
  ];
}

function entryText(entry: TimelineEntry, pen: Pen, policy: Policy): string {
  const { sentence, said } = entryWords(entry, pen, policy);
  const later = entry.recordedAt === null ? '' : ` (recorded ${utc(entry.recordedAt)})`;
  const readable = said.filter(({ text }) => visible(text));
  const after = readable.length > 0 ? '\n' : '';
  return `${[`- **${utc(entry.at)}** ${sentence}${later}`, ...readable.map(quotation)].join('\n')}${after}`;
}

function quotation({ label, text }: SaidText): string {
  return label === null ? `\n${asQuotation(text)}` : `\n  ${label}:\n\n${asQuotation(text)}`;
}

function sourceLines({ incident, events, at }: Omit<IncidentDocumentProps, 'people' | 'policy'>): readonly string[] {
  return [
    `- Written ${utc(at)} from the ${events.length} events of ${incident.stream}`,
    `- Declared under the policy ${incident.policyHash}`,
    '- Rule: “Capture timeline in shared doc” (runbook 001)',
  ];
}
