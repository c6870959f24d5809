import { itemNamed } from '#src/domain/incident/checklists.ts';
import type { Told } from '#src/domain/incident/events/promises.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import {
  followUpIn,
  type Obligation,
  type ObligationKind,
  obligationsOf,
} from '#src/domain/incident/promises/obligations.ts';
import { taskOf } from '#src/domain/incident/promises/tasks.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { words } from '#src/domain/prose.ts';
import { actions, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { channelLink, inline, listed, mention, source, when } from '#views/text.ts';
import { debtorWords, keepingButtons, promiseName, snoozeButton } from './owed.ts';
import { ruleOf } from './rules.ts';
import { takeButton } from './taking.ts';
import { nameOf, shortHeading } from './words.ts';

export interface PromiseToldProps {
  readonly incident: Incident;
  readonly policy: Policy;
  readonly told: RecordedIncidentEvent | null;
  readonly inRoom: boolean;
}

/** Somebody owes something, or owed it: who is asked, for what, until when, under which rule, and the one step that keeps it. What is kept by now says so. */
export function promiseTold({ incident, policy, told, inRoom }: PromiseToldProps): Message {
  if (told?.event.type !== 'obligation-told') return message('Something is owed.', []);
  const { data } = told.event;
  const owed = obligationsOf(incident).find((one) => one.key === data.obligation);
  const said = owed ? asked(incident, data, owed, policy) : over(data);
  const text = inRoom ? `${headOf(incident)}\n${said}` : said;
  const buttons = owed ? buttonsFor(incident, owed, data.what) : [];
  return message(`${nameOf(incident)}: ${said}`, [section(text), ...(buttons.length > 0 ? [actions(buttons)] : [])]);
}

/** Who was reminded can still put it off; what was missed is done now. For customers somebody is asked to speak besides. */
function buttonsFor(incident: Incident, owed: Obligation, what: Told['what']) {
  return [
    ...keepingButtons(incident, owed),
    ...(what === 'reminder' ? snoozeButton(incident, owed) : []),
    ...(forCustomers.has(owed.kind) ? takeButton(incident, 'communications', 2) : []),
  ];
}

const forCustomers: ReadonlySet<ObligationKind> = new Set(['status-entry', 'customer-update']);

function headOf(incident: Incident): string {
  const place = incident.channel ? ` · ${channelLink(incident.channel.id)}` : '';
  return `*${shortHeading(incident)}*${place}`;
}

function asked(incident: Incident, told: Told, { kind, key, dueAt, debtor }: Obligation, policy: Policy): string {
  const what = promiseName({ kind, key });
  const which = followUpText(incident, key) + taskText(key, policy);
  const rule = source(ruleOf(policy, incident, { kind, key }).from);
  const who = [...told.people.map(mention), ...told.missing.map((email) => inline(email, 80))];
  const whom = who.length > 0 ? listed(who) : 'nobody, for nobody is on call';
  const unreached = told.missing.length > 0 ? `\n${unreachedWords(incident, told.missing)}` : '';
  if (told.what === 'reminder') {
    return `${whom}: *${what}* is due by ${when(dueAt)} (${rule}).${which}${unreached}`;
  }
  const rungs = told.rungs.length > 0 ? `${listed(told.rungs.map((name) => inline(name, 80)))}: ` : '';
  const from = `owed by ${debtorWords(debtor)}`;
  const later = dueAt === told.dueAt ? '' : ` Now due by ${when(dueAt)}.`;
  return `*Missed: ${what}*, due ${when(told.dueAt)}, ${from} (${rule}).${later}${which}\n${rungs}${whom}${unreached}`;
}

function taskText(key: string, { checklists }: Policy): string {
  const task = taskOf(key);
  const found = task && itemNamed({ checklists }, task);
  return found ? `\n${inline(found.item.text, 300)}` : '';
}

function followUpText({ followUps }: Incident, key: string): string {
  const which = followUps.find(({ number }) => number === followUpIn(key));
  return which ? `\n${inline(words(which.what), 300)}` : '';
}

function unreachedWords({ restricted }: Incident, missing: readonly string[]): string {
  const who = listed(missing.map((email) => inline(email, 80)));
  return restricted ? `Not told, for it is private or they have no account: ${who}.` : `Not in Slack: ${who}.`;
}

/** It is not owed any more: what is left of the message is that it was asked for. */
function over({ kind, obligation: key, what }: Told): string {
  const was = what === 'miss' ? 'Was missed, and is not owed any more' : '✓ No longer owed';
  return `${was}: ${promiseName({ kind, key })}`;
}
