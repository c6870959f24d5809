import type { Answer } from '#src/domain/answer.ts';
import type { TaskReference } from '#src/domain/incident/checklists.ts';
import type { TaskCommand } from '#src/domain/incident/decide.ts';
import { type By, type Changing, changeIncident, proseOrNull } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

/** What is done with an item of a checklist. */
export type Tasking =
  | { readonly does: 'done'; readonly task: TaskReference; readonly evidence: string | null }
  | { readonly does: 'undone'; readonly task: TaskReference }
  | { readonly does: 'waived'; readonly task: TaskReference; readonly why: string | null };

/**
 * Ticks an item in somebody's name, takes that back, or records why it need not be done. Refuses an item that is not there or ticked already, a tick
 * without the evidence the policy wants, a waiver without a reason, and what is over.
 */
export function tickTask(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, ...said }: { readonly number: number } & Tasking,
  by: By,
): Promise<Answer> {
  return changeIncident(deps, { action: 'incident.task', number, command: commandOf(deps, said) }, by);
}

function commandOf(deps: Pick<Deps, 'ids'>, said: Tasking): TaskCommand {
  const { task } = said;
  switch (said.does) {
    case 'done':
      return { type: 'do-task', task, evidence: proseOrNull(deps, said.evidence) };
    case 'undone':
      return { type: 'undo-task', task };
    case 'waived':
      return { type: 'waive-task', task, why: proseOrNull(deps, said.why) };
  }
}
