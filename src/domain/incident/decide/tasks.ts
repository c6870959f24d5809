import { onDemand } from '#src/domain/checklist.ts';
import { begunChecklists, itemNamed, type TaskReference, taskMeant } from '#src/domain/incident/checklists.ts';
import { tickKey } from '#src/domain/incident/promises/tasks.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Prose } from '#src/domain/prose.ts';
import { type Context, type Decision, events, refused, says, unlessLiving } from './decision.ts';

/** What people do with checklists. */
export type TaskCommand =
  | { readonly type: 'begin-checklist'; readonly list: string }
  | { readonly type: 'do-task'; readonly task: TaskReference; readonly evidence: Prose | null }
  | { readonly type: 'undo-task'; readonly task: TaskReference }
  | { readonly type: 'waive-task'; readonly task: TaskReference; readonly why: Prose | null };

export function decideTasks(state: Incident, command: TaskCommand, { policy }: Pick<Context, 'policy'>): Decision {
  const over = unlessLiving(state);
  if (over) return over;
  if (command.type === 'begin-checklist') return begin(state, command.list, policy);
  const found = taskMeant(begunChecklists(state, policy), command.task);
  if (found === null) return refusalFor(state, command.task, policy);
  const { number } = state;
  const { tick } = found;
  const name = { list: found.list.id, item: found.item.id };
  if (command.type === 'undo-task') {
    if (tick === null) return refused({ code: 'task-not-ticked', number, ...name });
    return events({ type: 'task-undone', v: 1, data: name });
  }
  if (tick !== null) {
    const { how, by, at } = tick;
    return refused({ code: 'task-ticked', number, how, by, at, ...name });
  }
  if (command.type === 'waive-task') {
    const { why } = command;
    if (why === null || !says(why)) return refused({ code: 'waiver-needs-reason', number, ...name });
    return events({ type: 'task-waived', v: 1, data: { ...name, why } });
  }
  const evidence = says(command.evidence) ? command.evidence : null;
  if (found.item.evidence && evidence === null) return refused({ code: 'needs-evidence', number, ...name });
  return events({ type: 'task-done', v: 1, data: { ...name, evidence } });
}

/** A list is begun anew once all of it was ticked. */
function begin(state: Incident, id: string, policy: Context['policy']): Decision {
  const { number } = state;
  const list = policy.checklists.find((one) => one.id === id);
  if (!list) {
    const known = policy.checklists.map((one) => one.id);
    return refused({ code: 'no-such-checklist', number, list: id, known });
  }
  if (!onDemand(list.phase)) return refused({ code: 'checklist-begun', number, list: id, byItself: true });
  const run = begunChecklists(state, policy).find((one) => one.list.id === id);
  if (run && run.ticked < run.tasks.length) {
    return refused({ code: 'checklist-begun', number, list: id, byItself: false });
  }
  return events({ type: 'checklist-begun', v: 1, data: { list: id } });
}

function refusalFor(state: Incident, task: TaskReference, policy: Context['policy']): Decision {
  const { number } = state;
  const named = typeof task === 'number' ? null : itemNamed(policy, task);
  if (named) {
    const begins = onDemand(named.list.phase) ? 'on-demand' : 'resolved';
    return refused({ code: 'checklist-not-begun', number, list: named.list.id, begins });
  }
  const said = typeof task === 'number' ? String(task) : tickKey(task);
  const most = begunChecklists(state, policy).reduce((sum, { tasks }) => sum + tasks.length, 0);
  return refused({ code: 'no-such-task', number, task: said, most });
}
