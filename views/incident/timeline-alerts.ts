import { alertName } from '#src/domain/alert/state.ts';
import type { AttachedEvent } from '#src/domain/incident/events/alerts.ts';
import { alertSeverityWords } from '#views/alert/words.ts';
import type { About } from './timeline-course.ts';

/** What became of an attached alert: one sentence for each. */
export function alertSentence(event: AttachedEvent, { who, pen }: Pick<About, 'who' | 'pen'>): string {
  const name = alertName(event.data.alert);
  const { strong } = pen;
  if (event.type === 'alert-left')
    return `Alert ${name} is no part of this incident any more: by itself it calls whoever is on call, if it fires (${who})`;
  const rule = pen.quoted(event.data.name, 100);
  switch (event.type) {
    case 'alert-joined':
      return `${strong(`Alert ${name} attached`)} by ${who}: ${alertSeverityWords[event.data.severity]}, ${rule}`;
    case 'alert-fired-again':
      return `${strong(`Alert ${name} fires again`)}: ${rule}${many(event.data.firing)}`;
    case 'alert-grew':
      return `Alert ${name} grew: ${rule}${many(event.data.firing)}`;
    case 'alert-resolved':
      return `${strong(`Alert ${name} is over`)}: ${rule}`;
  }
}

function many(firing: number): string {
  return firing < 2 ? '' : `, ${firing} of it`;
}
