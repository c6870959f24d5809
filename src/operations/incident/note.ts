import type { Answer } from '#src/domain/answer.ts';
import { type By, type Changing, changeIncident, proseOf } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

/** Puts a note on the timeline; `at` (ms): when it happened, where that was earlier. Refuses an empty one, a time still to come, and what is over. */
export function addNote(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, text, at }: { readonly number: number; readonly text: string; readonly at: number | null },
  by: By,
): Promise<Answer> {
  const command = { type: 'note', text: proseOf(deps, text), at } as const;
  return changeIncident(deps, { action: 'incident.note', number, command }, by);
}
