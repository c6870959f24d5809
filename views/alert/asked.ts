import type { RecordedAlertEvent } from '#src/domain/alert/events.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Told } from '#src/domain/promises/owed.ts';
import { actions, context, message, section } from '#views/blocks.ts';
import type { WorkRow } from '#views/incident/effect-lines.ts';
import type { Message } from '#views/message.ts';
import { fitted, inline, listed, mention, runbooks, when } from '#views/text.ts';
import { uncalledWords } from '#views/uncalled.ts';
import { acknowledgeButton, declareButton } from './buttons.ts';
import { troubleOf } from './trouble.ts';
import { heading } from './words.ts';

export interface AskedProps {
  readonly alert: Alert;
  /** `seq` of the event it tells of. */
  readonly of: number;
  /** Its whole record, which says how it ended, and who was called. */
  readonly events: readonly RecordedAlertEvent[];
  /** What is done outside for it. */
  readonly work: readonly WorkRow[];
  readonly policy: Policy;
}

/**
 * Somebody is to acknowledge a critical alert, or nobody did in time: who is meant, by when, and the step that keeps it. It hangs below the alert's card;
 * what nobody needs to do any more says so in a line.
 */
export function askedToAcknowledge({ alert, of, events, work, policy }: AskedProps): Message {
  const told = events.find(({ seq }) => seq === of);
  if (told?.event.type !== 'obligation-told') return message('Somebody is asked to acknowledge an alert.', []);
  const { data } = told.event;
  if (data.obligation !== `acknowledge.${alert.unacknowledged?.seq}`) return over(alert, { of, data }, events);
  const lines =
    data.what === 'reminder'
      ? [askedWords(data, alert.unacknowledged?.missedAt ?? null, policy)]
      : [missedWords(data, policy), ...uncalled(data, events), ...troubleOf(alert, work).map(({ words }) => words)];
  const text = [`*${heading(alert)}*`, ...lines].join('\n');
  return message(text, [section(text), actions([acknowledgeButton(alert), declareButton(alert)])]);
}

function askedWords(told: Told, missedAt: number | null, policy: Policy): string {
  const who =
    told.people.length + told.missing.length > 0 ? `${whom(told)}:` : 'Nobody is on call for it. Whoever reads this:';
  if (missedAt !== null) return `${who} *please acknowledge it*; it was due by ${when(missedAt)}${rule(policy)}.`;
  const next = policy.escalation.rungs[1];
  const then = next ? ` After that it is for ${inline(next.name, 80)}.` : '';
  return `${who} *please acknowledge it* by ${when(told.dueAt)}${rule(policy)}.${then}`;
}

/** Whose phones do not ring for it. */
function uncalled({ of }: Told, events: readonly RecordedAlertEvent[]): readonly string[] {
  return events.flatMap(({ event }) =>
    event.type === 'responders-paged' && event.data.of === of ? (uncalledWords(event.data) ?? []) : [],
  );
}

function missedWords({ people, missing, rungs, dueAt }: Told, policy: Policy): string {
  const climbed = rungs.length > 0 ? `\n${named(rungs.map(address))}: ${whom({ people, missing })}` : '';
  return `*Missed: nobody has acknowledged it*, due by ${when(dueAt)}${rule(policy)}. Please acknowledge it, or declare an incident.${climbed}`;
}

function rule({ alerts }: Policy): string {
  const from = runbooks(alerts.acknowledge.from);
  return from === null ? '' : ` (${from})`;
}

function whom({ people, missing }: Pick<Told, 'people' | 'missing'>): string {
  const who = [...people.map(mention), ...missing.map((email) => `${address(email)} (not in Slack)`)];
  return who.length > 0 ? named(who) : 'nobody is on it';
}

function address(text: string): string {
  return inline(text, 80);
}

/** As many as people read; the others are counted. */
function named(all: readonly string[]): string {
  return all.length > 5 ? fitted(all, ', ', 500) : listed(all);
}

/** What is left of the message once nobody is asked any more: how that came. */
function over(
  alert: Alert,
  { of, data }: { readonly of: number; readonly data: Told },
  events: readonly RecordedAlertEvent[],
): Message {
  const said = `${heading(alert)}: ${endedBy(events.filter(({ seq }) => seq > of))}`;
  if (data.what === 'reminder') return message(said, [section(`✓ ${said}`)]);
  const was = `It was due by ${when(data.dueAt)}${climbedTo(data)}`;
  return message(`${said}. ${was}`, [section(`✓ ${said}`), context(was)]);
}

/** Who was told besides, since nobody had acknowledged it. */
function climbedTo(told: Told): string {
  return told.rungs.length > 0 ? `; ${named(told.rungs.map(address))}: ${whom(told)}` : '';
}

function endedBy(later: readonly RecordedAlertEvent[]): string {
  for (const { event, at } of later) {
    if (event.type === 'alert-acknowledged') return `acknowledged by ${mention(event.data.person)}, ${when(at)}`;
    if (event.type === 'alert-attached') return `belongs to ${incidentName(event.data.incident)}, ${when(at)}`;
    if (event.type === 'alert-resolved') return `over, ${when(at)}`;
  }
  return 'nobody needs to acknowledge it any more';
}
