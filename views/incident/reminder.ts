import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { ledgerOf } from '#src/domain/incident/promises/ledger.ts';
import { obligationsOf } from '#src/domain/incident/promises/obligations.ts';
import { type Incident, isOpen, mayBeTold } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Obligation, ObligationKind } from '#src/domain/promises/obligation.ts';
import type { Told } from '#src/domain/promises/owed.ts';
import { actions, context, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { channelLink, fitted, inline, listed, mention, runbooks, when } from '#views/text.ts';
import { missedAsk, reminderAsk } from './asking.ts';
import { effectLines, type WorkRow } from './effect-lines.ts';
import { debtorWords, keepingButtons, promiseName, snoozeButton } from './owed.ts';
import { pageTroubles } from './page-line.ts';
import { ruleOf } from './rules.ts';
import { takeButton } from './taking.ts';
import { heading, nameOf, shortHeading } from './words.ts';

export interface PromiseToldProps {
  readonly incident: Incident;
  readonly policy: Policy;
  readonly told: RecordedIncidentEvent | null;
  /** Its whole record, which says how it ended. */
  readonly events: readonly RecordedIncidentEvent[];
  /** What is done outside. */
  readonly work: readonly WorkRow[];
  readonly inRoom: boolean;
  /** Whose direct messages it stands in; `null`: it is for more than one. */
  readonly to: string | null;
}

/**
 * Somebody owes something, or owed it: which incident, what is wanted of whoever reads it and since when, how it stands, and the one step that keeps it. What is kept by now says so in a line. Of a private one no more stands outside its channel than its name.
 */
export function promiseTold(props: PromiseToldProps): Message {
  const { incident, told, inRoom, to } = props;
  if (told?.event.type !== 'obligation-told') return message('Something is owed.', []);
  if (to !== null && !mayBeTold(incident, to)) return message('You are asked for this no more.', []);
  const { data } = told.event;
  const owed = obligationsOf(incident).find((one) => one.key === data.obligation);
  if (!owed) return over(data, props);
  const later = toldLater(data, props);
  const { ask, small } = asked(data, owed, props, later);
  const lines = [
    ...(inRoom ? [`*${headOf(incident)}*`] : []),
    ask,
    ...uncalled(data, props),
    ...(inRoom ? [standing(incident)] : []),
  ];
  const buttons = buttonsFor(incident, owed, data.what);
  const text = [ask, ...lines.slice(inRoom ? 2 : 1), ...small].join('\n');
  return message(`${inRoom ? headOf(incident) : nameOf(incident)}: ${text}`, [
    section(lines.join('\n')),
    ...(small.length > 0 ? [context(small.join('\n'))] : []),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ]);
}

/** Whoever waits for an acknowledgement must know whether anybody was called at all. */
function uncalled({ what, kind }: Told, { incident, work }: PromiseToldProps): readonly string[] {
  return what === 'miss' && kind === 'acknowledge' ? pageTroubles(incident, effectLines(work)) : [];
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
  return incident.restricted ? `${shortHeading(incident)} · private` : heading(incident);
}

/** What is wanted, and in small print what it is measured by and who hears of it. */
function asked(
  told: Told,
  { kind, key, since, dueAt, debtor }: Obligation,
  { incident, policy, inRoom }: PromiseToldProps,
  later: readonly Told[],
): { readonly ask: string; readonly small: readonly string[] } {
  const what = promiseName({ kind, key }, policy);
  const rule = runbooks(ruleOf(policy, incident, { kind, key }).from);
  const from = rule === null ? '' : ` (${rule})`;
  const which = { incident, policy, key, inRoom };
  const unreached = told.missing.length > 0 ? [unreachedWords(incident, told.missing)] : [];
  if (told.what === 'reminder') {
    const due = `${whom(told)}: *${what}* is due by ${when(dueAt)}${from}.`;
    return { ask: `${due} ${reminderAsk(kind, which)}`, small: unreached };
  }
  const moved = dueAt === told.dueAt ? '' : ` Now due by ${when(dueAt)}.`;
  const ask = missedAsk(kind, which, { since, due: told.dueAt });
  const due = `*Missed: ${what}*, due ${when(told.dueAt)}, owed by ${debtorWords(debtor)}${from}.${moved}`;
  const heard = later.map((one) => hearing(one, incident));
  return { ask, small: [due, [hearing(told, incident), ...heard].join(' → '), ...unreached] };
}

/** Whom it climbed to after the status room heard of it, which hears of each miss once. */
function toldLater({ obligation, of }: Told, { events, inRoom, to }: PromiseToldProps): readonly Told[] {
  if (!inRoom || to !== null) return [];
  return events.flatMap(({ event }) =>
    event.type === 'obligation-told' &&
    event.data.what === 'miss' &&
    event.data.obligation === obligation &&
    event.data.of > of
      ? [event.data]
      : [],
  );
}

function whom({ people, missing }: Pick<Told, 'people' | 'missing'>): string {
  const who = [...people.map(mention), ...missing.map((email) => inline(email, 80))];
  return who.length > 0 ? named(who) : 'nobody, for nobody is on call';
}

/** Who hears of a miss, and as what. Of a private one its members may be told in the place of those it was meant for. */
function hearing(told: Told, { restricted }: Incident): string {
  if (restricted && told.missing.length > 0) return `Told: ${whom({ ...told, missing: [] })}`;
  const rungs = told.rungs.length > 0 ? named(told.rungs.map((name) => inline(name, 80))) : 'Told';
  return `${rungs}: ${whom(told)}`;
}

/** How it stands, in a line: it may be all that somebody who was asleep knows of it. */
function standing(incident: Incident): string {
  const { roles, updates, channel, declaredAt, promises, restricted } = incident;
  const newest = Object.values(updates)
    .filter((one) => one !== null)
    .toSorted((a, b) => b.at - a.at)[0];
  const { resolved } = promises;
  const facts = [
    isOpen(incident) ? `Open since ${when(declaredAt)}` : `Resolved${resolved ? ` ${when(resolved.at)}` : ''}`,
    ...(isOpen(incident) ? [roles.commander ? `${mention(roles.commander)} has command` : 'nobody has command'] : []),
    ...(isOpen(incident) && !restricted ? [newest ? `last update ${when(newest.at)}` : 'no update yet'] : []),
    ...(channel ? [channelLink(channel.id)] : []),
  ];
  return facts.join(' · ');
}

function unreachedWords({ restricted }: Incident, missing: readonly string[]): string {
  const who = named(missing.map((email) => inline(email, 80)));
  return restricted ? `Not told, for this is private and they are no members of it: ${who}.` : `Not in Slack: ${who}.`;
}

/** As many as people read; the others are counted. */
function named(all: readonly string[]): string {
  return all.length > mostNamed ? fitted(all, ', ', longestNames) : listed(all);
}

const mostNamed = 5;
/** In characters, of which a name takes up to five times as many as one sees. */
const longestNames = 500;

/** It is not owed any more: what is left of the message is how that came. */
function over({ kind, obligation: key }: Told, { incident, policy, events, inRoom }: PromiseToldProps): Message {
  const ended = ledgerOf(events).find((one) => one.key === key)?.ended;
  const met = ended?.how === 'met' ? `Done by ${mention(ended.by)}, ${when(ended.at)}` : 'No longer owed';
  const said = `${met}: ${promiseName({ kind, key }, policy)}`;
  const name = inRoom ? shortHeading(incident) : nameOf(incident);
  return message(`${name}: ${said}`, [section(inRoom ? `✓ ${name} · ${said}` : `✓ ${said}`)]);
}
