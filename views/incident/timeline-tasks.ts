import { itemNamed } from '#src/domain/incident/checklists.ts';
import type { TaskEvent } from '#src/domain/incident/events/tasks.ts';
import type { TaskName } from '#src/domain/incident/promises/tasks.ts';
import type { About } from './timeline-course.ts';

/** What people did with checklists: one sentence for each. */
export function taskSentence({ type, data }: TaskEvent, about: About): string {
  const { who, pen, policy } = about;
  if (type === 'checklist-begun') {
    const name = policy.checklists.find(({ id }) => id === data.list)?.name ?? data.list;
    return `Checklist ${pen.strong(pen.quoted(name, 60))} begun by ${who}`;
  }
  const what = itemWords(data, about);
  switch (type) {
    case 'task-done':
      return `${pen.strong('Done')}: ${what}, says ${who}`;
    case 'task-undone':
      return `Not done after all: ${what}, says ${who}`;
    case 'task-waived':
      return `Not needed: ${what}, says ${who}`;
  }
}

function itemWords(name: TaskName, { pen, policy }: About): string {
  const found = itemNamed(policy, name);
  return found
    ? `${pen.quoted(found.item.text, 300)} (${pen.quoted(found.list.name, 60)})`
    : pen.quoted(`${name.list}.${name.item}`, 120);
}
