import type { Incident } from '#src/domain/incident/state.ts';
import { cleanText } from '#src/domain/text.ts';
import { limits } from '#views/limits.ts';
import { clip } from '#views/text.ts';
import { plainHeading, statusOf } from './words.ts';

/** The topic of an incident's channel. Angle brackets become others, so that nothing in it is a mention however Slack reads topics. */
export function incidentTopic(incident: Incident): string {
  const text = cleanText(`${statusOf(incident)} · ${plainHeading(incident)}`, limits.topic);
  return clip(text.replaceAll('<', '‹').replaceAll('>', '›'), limits.topic);
}
