import { type Checklist, type ChecklistItem, isOpening } from '#src/domain/checklist.ts';
import { type BegunChecklist, begunChecklists, itemNamed } from '#src/domain/incident/checklists.ts';
import type { TaskName } from '#src/domain/incident/promises/tasks.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { fitted, inline, source } from '#views/text.ts';

/** `Triage 2 of 4`. */
export function progressOf({ list, tasks, ticked }: BegunChecklist): string {
  return `${inline(list.name, 60)} ${ticked} of ${tasks.length}`;
}

/** How far the lists are that matter by now, for the card; empty where there are none. */
export function checklistParagraph(incident: Incident, policy: Policy): string {
  const shown = begunChecklists(incident, policy).filter(({ list }) => isOpen(incident) || !isOpening(list.phase));
  return shown.length > 0 ? `*Checklists*\n${shown.map(progressOf).join(' · ')}` : '';
}

/** `Not all ticked: Post-incident 0 of 7 (5 want evidence).`: what is left of the lists that come after it; empty where nothing is. */
export function untickedWords(incident: Incident, policy: Pick<Policy, 'checklists'>): string {
  const left = begunChecklists(incident, policy).flatMap((begun) => {
    const open = begun.tasks.filter(({ tick }) => tick === null);
    if (isOpening(begun.list.phase) || open.length === 0) return [];
    const wanting = open.filter(({ item }) => item.evidence).length;
    const evidence = wanting === 0 ? '' : ` (${wanting} ${wanting === 1 ? 'wants' : 'want'} evidence)`;
    return [`${progressOf(begun)}${evidence}`];
  });
  return left.length > 0 ? `Not all ticked: ${fitted(left, ', ', 600)}.` : '';
}

/** What an item asks for, and in which list; its name where the policy knows it no more. */
export function taskWords(name: TaskName, policy: Pick<Policy, 'checklists'>): string {
  const found = itemNamed(policy, name);
  if (!found) return `an item of a checklist (${inline(`${name.list}.${name.item}`, 120)})`;
  return `“${inline(found.item.text, 300)}” (${inline(found.list.name, 60)})`;
}

/** What a form says above its fields: what is missing, and who wants it. */
export function evidenceWanted(
  { list, item }: { readonly list: Checklist; readonly item: ChecklistItem },
  does: 'done' | 'undone' | 'waived',
): string {
  const asks = does === 'waived' ? 'Why need it not be done?' : 'What shows that it is done? A link or a few words';
  return `*${inline(item.text, 300)}*\n${asks} (${source(list.from)}).`;
}
