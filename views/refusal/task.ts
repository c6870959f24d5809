import { incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { TaskRefusal } from '#src/domain/refusal.ts';
import { taskWords } from '#views/incident/checklist-words.ts';
import { code, inline, listed, mention, source, when } from '#views/text.ts';
import type { Explanation } from './explanation.ts';

/** Why nothing was done with a checklist, and what to do next. */
export function explainTask(refusal: TaskRefusal, policy: Policy): Explanation {
  const name = incidentName(refusal.number);
  const all = `See them: ${command(`checklist ${name}`)}`;
  switch (refusal.code) {
    case 'no-such-checklist':
      return {
        stopped: `The policy has no checklist called ${inline(refusal.list, 75)}.`,
        rule: null,
        next: `It has ${listed(refusal.known.slice(0, 20).map((id) => code(id, 80)))}. For example: ${command(`checklist ${name} ${refusal.known[0] ?? 'smoke'}`)}`,
      };
    case 'checklist-not-begun': {
      const list = nameOf(refusal.list, policy);
      if (refusal.begins === 'resolved') {
        return {
          stopped: `Not ticked: ${list} begins once ${name} is resolved.`,
          rule: ruleOf(refusal.list, policy),
          next: `Resolve it first: ${command(`resolve ${name}`)}`,
        };
      }
      return {
        stopped: `Not ticked: ${list} is not begun.`,
        rule: ruleOf(refusal.list, policy),
        next: `Begin it: ${command(`checklist ${name} begin ${refusal.list}`)}`,
      };
    }
    case 'checklist-begun':
      return {
        stopped: `Not begun: ${nameOf(refusal.list, policy)} ${refusal.byItself ? 'begins by itself' : 'is being worked on'}.`,
        rule: ruleOf(refusal.list, policy),
        next: `See how far it is: ${command(`checklist ${name} ${refusal.list}`)}`,
      };
    case 'no-such-task':
      return {
        stopped: `The checklists of ${name} have no item ${inline(refusal.task, 100)}.`,
        rule: null,
        next: refusal.most > 0 ? `They go from 1 to ${refusal.most}. ${all}` : `None is begun. ${all}`,
      };
    case 'task-ticked': {
      const how = refusal.how === 'done' ? 'done already' : 'not needed already';
      return {
        stopped: `${taskWords(refusal, policy)} is ${how}, says ${mention(refusal.by)}, ${when(refusal.at)}.`,
        rule: null,
        next: `If it is not: ${command(`task ${name} undone ${refusal.list}.${refusal.item}`)}`,
      };
    }
    case 'task-not-ticked':
      return { stopped: `${taskWords(refusal, policy)} is not ticked.`, rule: null, next: all };
    case 'needs-evidence':
      return {
        stopped: `Not ticked: ${taskWords(refusal, policy)} needs something that shows it.`,
        rule: ruleOf(refusal.list, policy),
        next: `Put a link or a few words behind it: ${command(`task ${name} done ${refusal.list}.${refusal.item} https://github.com/apgms/status/pull/12`)}`,
      };
    case 'waiver-needs-reason':
      return {
        stopped: `Not done: to leave out ${taskWords(refusal, policy)} needs a reason.`,
        rule: ruleOf(refusal.list, policy),
        next: `Write it after “because”: ${command(`task ${name} waive ${refusal.list}.${refusal.item} because nothing was deployed`)}`,
      };
  }
}

function nameOf(id: string, { checklists }: Policy): string {
  return inline(checklists.find((one) => one.id === id)?.name ?? id, 60);
}

function ruleOf(id: string, { checklists }: Policy): string | null {
  const list = checklists.find((one) => one.id === id);
  return list ? `the checklist “${inline(list.name, 60)}” (${source(list.from)}).` : null;
}

function command(text: string): string {
  return code(`/apgms incident ${text}`);
}
