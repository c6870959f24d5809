import { type Entry, entriesOf } from '#src/domain/incident/promises/ledger.ts';
import { followUpIn } from '#src/domain/incident/promises/obligations.ts';
import { canSnooze, snoozableTo } from '#src/domain/incident/promises/snooze.ts';
import { taskOf, tickKey } from '#src/domain/incident/promises/tasks.ts';
import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Debtor, Obligation, ObligationKind } from '#src/domain/promises/obligation.ts';
import { runButton } from '#views/run.ts';
import { fitted, inline, listed, mention, when } from '#views/text.ts';
import { taskWords } from './checklist-words.ts';

/** What is owed, in the words of the runbooks. */
export const obligationWords: Readonly<Record<ObligationKind, string>> = {
  acknowledge: 'an acknowledgement',
  'assign-commander': 'an incident commander',
  'status-entry': 'the first update for customers',
  'internal-update': 'an update',
  'customer-update': 'an update for customers',
  'schedule-review': 'a date for its review',
  'hold-review': 'its review',
  task: 'an item of a checklist',
  'follow-up': 'a follow-up',
};

/** The same, with which one of several it is; an item of a checklist in the words of the policy. */
export function promiseName(
  { kind, key }: Pick<Obligation, 'kind' | 'key'>,
  policy: Pick<Policy, 'checklists'>,
): string {
  const followUp = followUpIn(key);
  const task = taskOf(key);
  if (task) return taskWords(task, policy);
  return followUp === null ? obligationWords[kind] : `follow-up ${followUp}`;
}

/** Who owes it. */
export function debtorWords(debtor: Debtor): string {
  return 'person' in debtor ? mention(debtor.person) : 'whoever is on call';
}

/** What is owed, soonest first, one line each; what is missed says so in words. Checklists are told of by how far they are. */
export function owedLines(incident: Incident, policy: Policy): readonly string[] {
  const owed = entriesOf(incident).filter(({ kind }) => kind !== 'task');
  return owed.map((one) => {
    const what = capital(promiseName(one, policy));
    return `${what} from ${debtorWords(one.debtor)}: ${dueWords(incident, one, policy)}`;
  });
}

/** The same as one paragraph; empty where nothing is owed. */
export function owedParagraph(incident: Incident, policy: Policy): string {
  const lines = owedLines(incident, policy);
  return lines.length > 0 ? `*Owed*\n${fitted(lines, '\n', 1_000)}` : '';
}

/** `An update: *missed* 10:15, told up to Engineering Manager`: what is owed and how late it is. */
export function owedWords(incident: Incident, entry: Entry, policy: Policy): string {
  return `${capital(promiseName(entry, policy))}: ${dueWords(incident, entry, policy)}`;
}

function dueWords(incident: Incident, entry: Entry, policy: Policy): string {
  const { dueAt, rung } = entry;
  if (rung === null) return `by ${when(dueAt)}`;
  return `*missed* ${when(dueAt)}${toldWords(incident, { key: entry.key, rung }, policy)}`;
}

/** Who was really told of a miss. A rung nobody could be found for was not, and of a private incident only members are. */
function toldWords(
  { promises, restricted }: Incident,
  { key, rung }: { readonly key: string; readonly rung: number },
  { escalation }: Policy,
): string {
  const tellings = (promises.told[key] ?? []).filter(({ what }) => what === 'miss');
  const newest = tellings.at(-1);
  if (newest === undefined) return '';
  const people = [...new Set(tellings.flatMap((one) => one.people))];
  if (people.length === 0) return ', nobody could be told';
  if (restricted) return `, told ${listed(people.slice(0, 5).map(mention))}`;
  const name = escalation.rungs[rung]?.name;
  if (name === undefined) return '';
  return newest.people.length > 0 ? `, told up to ${inline(name, 80)}` : `, ${inline(name, 80)} could not be told`;
}

/** The button that opens the form to put it off, where it still can be. */
export function snoozeButton(incident: Incident, owed: Obligation) {
  if (!canSnooze(owed) || snoozableTo(incident, owed) <= owed.dueAt) return [];
  const button = runButton('Snooze', `incident snooze ${incidentName(incident.number)} ${owed.kind}`, 1);
  return button === null ? [] : [button];
}

/** The buttons that keep a promise in one step. */
export function keepingButtons(incident: Incident, { kind, key }: Pick<Obligation, 'kind' | 'key'>) {
  const name = incidentName(incident.number);
  const keep: Readonly<Record<ObligationKind, readonly [label: string, words: string]>> = {
    acknowledge: ['Acknowledge', `incident ack ${name}`],
    'assign-commander': ['Take command', `incident assign ${name} commander me`],
    'status-entry': ['Write to customers', `incident update ${name} customers`],
    'internal-update': ['Post update', `incident update ${name}`],
    'customer-update': ['Write to customers', `incident update ${name} customers`],
    'schedule-review': ['Schedule the review', `incident review ${name}`],
    'hold-review': ['Record the review', `incident review ${name} held`],
    task: ['Tick', `incident task ${name} done ${tickKey(taskOf(key) ?? { list: '', item: '' })}`],
    'follow-up': ['It is done', `incident follow-up ${name} done ${followUpIn(key)}`],
  };
  const [label, words] = keep[kind];
  return [runButton(label, words, 0)].filter((button) => button !== null);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
