import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { type Incident, incidentName, type Status } from '#src/domain/incident/state.ts';
import { timelineOf } from '#src/domain/incident/timeline.ts';
import { type Prose, words } from '#src/domain/prose.ts';
import { statusOf, statusWords } from '#views/incident/words.ts';
import { visible } from '#views/text.ts';
import type { DocumentFile } from './file.ts';
import { asQuotation, utc } from './markdown.ts';

export interface StatusEntryProps {
  readonly incident: Incident;
  readonly events: readonly RecordedIncidentEvent[];
}

/**
 * `status/incidents/<incident-id>.md`, "to keep public status in sync" (runbook 002). Only how it stood and what people wrote for customers; no title, no
 * names, no reason that was meant for those working on it. Of a private incident, only its number and its times.
 */
export function statusEntry({ incident, events }: StatusEntryProps): DocumentFile {
  const name = incidentName(incident.number);
  const { drill, restricted } = incident;
  const told = restricted ? [] : timelineOf(events).flatMap(toldAt);
  const lines = [
    `# Incident ${name}`,
    ...(drill && !restricted ? ['This was an exercise: nothing was affected.'] : []),
    [...(restricted ? [] : [`- Status: ${statusOf(incident)}`]), ...timesOf(incident)].join('\n'),
    ...(told.length > 0 ? ['## Updates', told.join('\n')] : []),
  ];
  return { name: `${name}.md`, title: `Status entry of ${name}`, content: `${lines.join('\n\n')}\n` };
}

function timesOf({ declaredAt, beganAt, resolvedAt, endedAt }: Incident): readonly string[] {
  const ended = resolvedAt ?? endedAt;
  return [`- Began: ${utc(beganAt ?? declaredAt)}`, ...(ended === null ? [] : [`- Over: ${utc(ended)}`])];
}

type Entry = ReturnType<typeof timelineOf>[number];

function toldAt({ at, fact }: Entry): readonly string[] {
  const stood = (status: Status) => [`- **${utc(at)}** ${statusWords[status]}`];
  switch (fact.type) {
    case 'declared':
      return fact.v === 2 && fact.data.endedAt !== null ? [] : stood('investigating');
    case 'was-over':
    case 'resolved':
      return stood('resolved');
    case 'status-changed':
      return stood(fact.data.status);
    case 'reopened':
      return stood('investigating');
    case 'unmerged':
      return [`- **${utc(at)}** It goes on as an incident of its own`];
    case 'merged':
      return [`- **${utc(at)}** It goes on as ${incidentName(fact.data.into)}`];
    case 'cancelled':
      return stood('cancelled');
    case 'updated': {
      const { audience, know, impact, next, nextAt } = fact.data;
      if (audience !== 'customers') return [];
      const promised = nextAt === null ? '' : `, the next one by ${utc(nextAt)}`;
      return [
        `- **${utc(at)}** Update${promised}`,
        ...said(know),
        ...labelled('Impact', impact),
        ...labelled('Next', next),
      ];
    }
    default:
      return [];
  }
}

function said(text: Prose): readonly string[] {
  return [asQuotation(words(text))];
}

function labelled(label: string, text: Prose | null): readonly string[] {
  return text !== null && visible(words(text)) ? ['', `  ${label}:`, '', asQuotation(words(text))] : [];
}
