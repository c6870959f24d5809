import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { type Prose, words } from '#src/domain/prose.ts';
import { assignedWords } from '#views/incident/follow-ups.ts';
import type { Pen } from '#views/incident/pen.ts';
import { visible } from '#views/text.ts';
import { asQuotation, asText, utc } from './markdown.ts';

/** What the review found, under the headings of runbook 000; that it is still to come, where it is. */
export function findings(incident: Incident, events: readonly RecordedIncidentEvent[]): readonly string[] {
  const held = incident.promises.review.held ? events.findLast(({ event }) => event.type === 'review-held') : null;
  const found = held?.event.type === 'review-held' ? held.event.data : { cause: null, actions: null, lessons: null };
  return [
    '## Review',
    held ? `- Held ${utc(held.at)}` : toCome(incident),
    '## Root cause',
    written(found.cause),
    '## Corrective actions',
    written(found.actions),
    '## Lessons',
    written(found.lessons),
  ];
}

function toCome({ promises }: Incident): string {
  const at = promises.review.scheduledFor;
  return at === null ? '- Not held yet, and it has no date' : `- Not held yet, scheduled for ${utc(at)}`;
}

function written(text: Prose | null): string {
  return text !== null && visible(words(text)) ? asQuotation(words(text)) : '- Not written down yet';
}

/** What is left to do, who does it, until when. */
export function followUpLines({ followUps }: Incident, pen: Pen): readonly string[] {
  if (followUps.length === 0) return ['- None'];
  return followUps.map(({ number, what, owner, due, ended }) => {
    const assigned = assignedWords(owner && pen.person(owner), due?.day ?? null);
    return `- ${number}: ${asText(words(what))} (${assigned})${ended ? `, ${ended}` : ''}`;
  });
}
