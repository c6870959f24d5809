import { type Checklist, type ChecklistItem, onDemand } from '#src/domain/checklist.ts';
import type { Policy } from '#src/domain/policy.ts';
import { begunAt, type TaskName, type Tick, tickSince } from './promises/tasks.ts';
import type { Incident } from './state.ts';

/** An item of a list that is worked on. */
export interface Task {
  /** From 1, through all lists of the incident that are begun. */
  readonly number: number;
  readonly list: Checklist;
  readonly item: ChecklistItem;
  readonly tick: Tick | null;
}

/** A list that is worked on. */
export interface BegunChecklist {
  readonly list: Checklist;
  readonly tasks: readonly Task[];
  readonly ticked: number;
}

/** An item by its name, or by its number in the lists that are begun. */
export type TaskReference = number | TaskName;

/** The lists that are begun, in the order in which that happened: what begins later leaves the numbers before it as they are. */
export function begunChecklists(
  incident: Incident,
  { checklists }: Pick<Policy, 'checklists'>,
): readonly BegunChecklist[] {
  let number = 0;
  return checklists
    .flatMap((list) => {
      const since = begunAt(incident, list);
      return since ? [{ list, since }] : [];
    })
    .toSorted((one, other) => one.since.seq - other.since.seq)
    .map(({ list, since }) => {
      const tasks = list.items.map((item): Task => {
        number += 1;
        return { number, list, item, tick: tickSince(incident, { list: list.id, item: item.id }, since) };
      });
      return { list, tasks, ticked: tasks.filter(({ tick }) => tick !== null).length };
    });
}

/** The item that is meant, among lists that are begun. */
export function taskMeant(lists: readonly BegunChecklist[], meant: TaskReference): Task | null {
  const all = lists.flatMap(({ tasks }) => tasks);
  const isMeant = ({ number, list, item }: Task) =>
    typeof meant === 'number' ? number === meant : list.id === meant.list && item.id === meant.item;
  return all.find(isMeant) ?? null;
}

/** Lists that somebody could begin. */
export function listsToBegin(incident: Incident, { checklists }: Pick<Policy, 'checklists'>): readonly Checklist[] {
  const begun = begunChecklists(incident, { checklists });
  return checklists.filter((list) => {
    const run = begun.find((one) => one.list.id === list.id);
    return onDemand(list.phase) && (run === undefined || run.ticked === run.tasks.length);
  });
}

/** The item of the policy by this name; `null`: it has none, or no more. */
export function itemNamed(
  { checklists }: Pick<Policy, 'checklists'>,
  { list, item }: TaskName,
): { readonly list: Checklist; readonly item: ChecklistItem } | null {
  const found = checklists.find(({ id }) => id === list);
  const one = found?.items.find(({ id }) => id === item);
  return found && one ? { list: found, item: one } : null;
}
