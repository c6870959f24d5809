import { formVerb } from '#commands/_form/form-verb.ts';
import { parseTask, taskReference } from '#commands/_grammar/parse-task.ts';
import { defineCommand } from '#src/define.ts';
import { itemNamed, type TaskReference } from '#src/domain/incident/checklists.ts';
import { type Tasking, tickTask } from '#src/operations/incident/task.ts';
import { evidenceWanted } from '#views/incident/checklist-words.ts';
import { readTask, taskForm } from '#views/incident/forms/task.ts';

const doors = formVerb<Tasking>({
  name: 'incident task',
  formId: taskForm.id,
  form: () => taskForm,
  parse(text, { deps }) {
    const { number, does, task, words } = parseTask(text);
    const values = { task: task === null ? null : taskText(task), does, words };
    if (task === null) return { number, request: null, values };
    const found = typeof task === 'number' ? null : itemNamed(deps.policy, task);
    const lacks = words === null && (does === 'waived' || (does === 'done' && found?.item.evidence === true));
    const lead = found && lacks ? { lead: evidenceWanted(found, does) } : {};
    return { number, request: lacks ? null : tasking(does, task, words), values, ...lead };
  },
  read(form) {
    const read = readTask(form);
    if (!read.ok) return read;
    const { task, does, words } = read.values;
    const meant = taskReference(task);
    if (meant === null) return { ok: false, errors: { task: 'Write its number, as the checklist shows it: 3' } };
    return { ok: true, values: tasking(does, meant, words) };
  },
  change: (number, request, { deps }, by) => tickTask(deps, { number, ...request }, by),
  done: ({ does, task }) => ({ what: 'task', does, task }),
});

export const task = defineCommand({
  noun: 'incident',
  verb: 'task',
  summary:
    'Tick an item of a checklist, with evidence where the runbook wants it; take that back; or say why it is not needed',
  usage: '[INC-42] done <number> [evidence] | undone <number> | waive <number> because …',
  examples: [
    '/apgms incident task INC-42 done 2',
    '/apgms incident task INC-42 done 9 https://github.com/apgms/status/pull/12',
    '/apgms incident task INC-42 waive 3 because nothing was deployed',
    '/apgms incident task',
  ],
  scopes: [],
  run: doors.run,
  submits: doors.submits,
});

function tasking(does: Tasking['does'], task: TaskReference, words: string | null): Tasking {
  if (does === 'done') return { does, task, evidence: words };
  return does === 'waived' ? { does, task, why: words } : { does, task };
}

function taskText(task: TaskReference): string {
  return typeof task === 'number' ? String(task) : `${task.list}.${task.item}`;
}
