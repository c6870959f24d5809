import type { Answer } from '#src/domain/answer.ts';
import { type By, type Changing, changeIncident } from '#src/operations/change-incident.ts';

/** Has the record written as files into the incident's channel (runbooks 001 and 002). Refuses while there is no channel. */
export function exportTimeline(deps: Changing, { number }: { readonly number: number }, by: By): Promise<Answer> {
  return changeIncident(deps, { action: 'incident.timeline', number, command: { type: 'request-export' } }, by);
}
