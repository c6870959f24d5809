import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { message, paragraph, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { resolutionParagraphs } from './resolution.ts';
import { statusOf } from './words.ts';

export interface IncidentOutcomeProps {
  readonly incident: Incident;
  readonly policy: Policy;
}

/** What came of asking to resolve, in the incident's channel: resolved, or refused with what stands in the way and what to do next. */
export function incidentOutcome({ incident, policy }: IncidentOutcomeProps): Message {
  const name = incidentName(incident.number);
  if (!incident.resolution) return paragraph(`${name} is ${statusOf(incident).toLowerCase()}.`);
  const [first = '', ...rest] = resolutionParagraphs(incident, incident.resolution, policy);
  return message(`${name}: ${first}`, [first, ...rest].map(section));
}
