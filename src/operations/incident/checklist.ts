import type { Answer } from '#src/domain/answer.ts';
import { type By, type Changing, changeIncident } from '#src/operations/change-incident.ts';

/** Begins a checklist of the policy that does not begin by itself. Refuses one that is worked on, and what is over. */
export function beginChecklist(
  deps: Changing,
  { number, list }: { readonly number: number; readonly list: string },
  by: By,
): Promise<Answer> {
  return changeIncident(deps, { action: 'incident.checklist', number, command: { type: 'begin-checklist', list } }, by);
}
