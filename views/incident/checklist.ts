import type { ActionsBlock, KnownBlock, SectionBlock } from '@slack/types';
import {
  type BegunChecklist,
  begunChecklists,
  listsToBegin,
  type Task,
  type TaskReference,
  taskMeant,
} from '#src/domain/incident/checklists.ts';
import { obligationsOf } from '#src/domain/incident/promises/obligations.ts';
import { taskOf, tickKey } from '#src/domain/incident/promises/tasks.ts';
import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Obligation } from '#src/domain/promises/obligation.ts';
import { words } from '#src/domain/prose.ts';
import { actions, context, message, section } from '#views/blocks.ts';
import { limits } from '#views/limits.ts';
import type { Message } from '#views/message.ts';
import { runButton } from '#views/run.ts';
import { code, inline, mention, source, when } from '#views/text.ts';
import { progressOf } from './checklist-words.ts';
import { debtorWords } from './owed.ts';
import { nameOf, shortHeading } from './words.ts';

export interface IncidentChecklistsProps {
  readonly incident: Incident;
  readonly policy: Policy;
  /** The id of one of them; `null`: all that are begun. */
  readonly only: string | null;
}

/** The lists of an incident, with who ticked what, and a button for each item. What does not fit is named with the words that show it. */
export function incidentChecklists({ incident, policy, only }: IncidentChecklistsProps): Message {
  const begun = begunChecklists(incident, policy).filter(({ list }) => only === null || list.id === only);
  const title = `${shortHeading(incident)}: ${begun.length > 0 ? begun.map(progressOf).join(' · ') : 'no checklist is begun'}`;
  const said = begun.length === 0 ? [section(notBegun(incident, policy, only))] : [];
  return message(title, [section(`*${shortHeading(incident)}*`), ...said, ...checklistBlocks(incident, policy, begun)]);
}

/** The answer to who ticked an item, or took that back: how it stands now, with the rest of its list. */
export function taskDone(incident: Incident, policy: Policy, reference: TaskReference): Message {
  const begun = begunChecklists(incident, policy);
  const task = taskMeant(begun, reference);
  const mine = begun.filter(({ list }) => list.id === task?.list.id);
  const what = task ? `${task.number}. ${inline(task.item.text, 150)} ${tickWords(task)}` : 'stored';
  const said = `*${nameOf(incident)}: ${what}.* ${mine.map(progressOf).join('')}`;
  return message(said, [section(said), ...checklistBlocks(incident, policy, mine)]);
}

function tickWords({ tick }: Task): string {
  if (tick === null) return 'is open again';
  return tick.how === 'done' ? 'is done' : 'is not needed';
}

/** The items of `lists`, and how to go on with them. */
function checklistBlocks(incident: Incident, policy: Policy, lists: readonly BegunChecklist[]): readonly KnownBlock[] {
  const owed = new Map(
    obligationsOf(incident).flatMap((one) => {
      const task = taskOf(one.key);
      return task ? [[tickKey(task), one] as const] : [];
    }),
  );
  const all = lists.map((one) => [head(one), ...one.tasks.map((task) => taskBlock(incident, task, owed))]);
  const { shown, left } = fitting(all);
  const hidden = lists.slice(lists.length - left);
  const more = hidden.map(({ list }) => code(`/apgms incident checklist ${incidentName(incident.number)} ${list.id}`));
  return [
    ...shown,
    ...(more.length > 0 ? [context(`Also begun: ${more.join(' ')}`)] : []),
    ...beginButtons(incident, policy),
    ...(lists.length > 0 && incident.endedAt === null ? [context(howToWaive(incident))] : []),
  ];
}

function head(begun: BegunChecklist): SectionBlock {
  return section(`*${progressOf(begun)}* (${source(begun.list.from)})`);
}

function taskBlock(incident: Incident, task: Task, owed: ReadonlyMap<string, Obligation>): SectionBlock {
  const { number, list, item, tick } = task;
  const key = tickKey({ list: list.id, item: item.id });
  const name = incidentName(incident.number);
  const line = `${tick ? '✓ ' : ''}*${number}.* ${inline(item.text, 300)}`;
  const control = tick
    ? runButton('Untick', `incident task ${name} undone ${key}`, number)
    : runButton('Tick', `incident task ${name} done ${key}`, number);
  const accessory = incident.endedAt === null && control ? { accessory: control } : {};
  return { ...section([line, standing(incident, task, owed.get(key))].filter(Boolean).join('\n')), ...accessory };
}

/** Who ticked it and when, or by when it is due from whom. */
function standing({ promises }: Incident, { item, tick }: Task, owed: Obligation | undefined): string {
  if (tick) {
    const did = tick.how === 'done' ? 'Done by' : 'Not needed, says';
    return `${did} ${mention(tick.by)}, ${when(tick.at)}${tick.words ? `: ${inline(words(tick.words), 200)}` : ''}`;
  }
  const missed = owed && promises.missed[owed.key]?.dueAt === owed.dueAt;
  const due = owed ? `${missed ? '*missed*' : 'by'} ${when(owed.dueAt)}, from ${debtorWords(owed.debtor)}` : '';
  return [due, item.evidence ? 'evidence wanted' : ''].filter(Boolean).join(' · ');
}

/** Whole lists, as many as one message takes; the first always, as far as it goes. */
function fitting(lists: readonly (readonly SectionBlock[])[]): {
  readonly shown: readonly SectionBlock[];
  readonly left: number;
} {
  const shown: SectionBlock[] = [];
  let letters = 0;
  for (const [index, blocks] of lists.entries()) {
    const size = blocks.reduce((sum, one) => sum + (one.text?.text.length ?? 0), 0);
    const room = shown.length + blocks.length <= limits.messageBlocks - reserve && letters + size <= mostLetters;
    if (!room && index > 0) return { shown, left: lists.length - index };
    shown.push(...(room ? blocks : untilFull(blocks)));
    letters += size;
  }
  return { shown, left: 0 };
}

function untilFull(blocks: readonly SectionBlock[]): readonly SectionBlock[] {
  let letters = 0;
  return blocks.filter((one) => {
    letters += one.text?.text.length ?? 0;
    return letters <= mostLetters;
  });
}

/** What stands around the items. */
const reserve = 6;
const mostLetters = limits.messageTotal - 2_500;

/** Numbered behind the items, whose buttons have their numbers. */
function beginButtons(incident: Incident, policy: Policy): readonly ActionsBlock[] {
  const name = incidentName(incident.number);
  const items = begunChecklists(incident, policy).flatMap(({ tasks }) => tasks).length;
  const buttons = listsToBegin(incident, policy)
    .slice(0, mostButtons)
    .map(({ id, name: called }, index) =>
      runButton(`Begin ${called}`, `incident checklist ${name} begin ${id}`, items + 1 + index),
    )
    .filter((one) => one !== null);
  return buttons.length > 0 && incident.endedAt === null ? [actions(buttons)] : [];
}

/** Slack shows five in a row. */
const mostButtons = 5;

function howToWaive({ number }: Incident): string {
  return `Not needed this time? ${code(`/apgms incident task ${incidentName(number)} waive 2 because nothing was deployed`)}`;
}

function notBegun(incident: Incident, { checklists }: Policy, only: string | null): string {
  const list = checklists.find(({ id }) => id === only);
  if (!list) return 'The policy has no list that is worked on by now.';
  const count = `${list.items.length} ${list.items.length === 1 ? 'item' : 'items'}`;
  const begins =
    list.phase === 'post-incident' ? `begins once ${incidentName(incident.number)} is resolved` : 'is not begun';
  return `*${inline(list.name, 60)}* ${begins}: ${count} (${source(list.from)}).`;
}
