import type { RecordedAlertEvent } from '#src/domain/alert/events.ts';
import { type Alert, alertName } from '#src/domain/alert/state.ts';
import type { Told } from '#src/domain/incident/events/promises.ts';
import { incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { actions, context, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { fitted, inline, listed, mention, runbooks, when } from '#views/text.ts';
import { acknowledgeButton, declareButton } from './buttons.ts';
import { heading } from './words.ts';

export interface AskedProps {
  readonly alert: Alert;
  /** `seq` of the event it tells of. */
  readonly of: number;
  /** Its whole record, which says how it ended. */
  readonly events: readonly RecordedAlertEvent[];
  readonly policy: Policy;
}

/**
 * Somebody is to acknowledge a critical alert, or nobody did in time: who is meant, by when, and the step that keeps it. It hangs below the alert's card;
 * what nobody needs to do any more says so in a line.
 */
export function askedToAcknowledge({ alert, of, events, policy }: AskedProps): Message {
  const told = events.find(({ seq }) => seq === of);
  if (told?.event.type !== 'obligation-told') return message('Somebody is asked to acknowledge an alert.', []);
  const { data } = told.event;
  if (data.obligation !== `acknowledge.${alert.unacknowledged?.seq}`) return over(alert, of, events);
  const unreached = data.missing.length > 0 ? [`Not in Slack: ${named(data.missing.map(address))}.`] : [];
  const text = `*${heading(alert)}*\n${data.what === 'reminder' ? askedWords(data, policy) : missedWords(data, policy)}`;
  return message([text, ...unreached].join('\n'), [
    section(text),
    ...(unreached.length > 0 ? [context(unreached.join('\n'))] : []),
    actions([acknowledgeButton(alert), declareButton(alert)]),
  ]);
}

function askedWords({ people, missing, dueAt }: Told, policy: Policy): string {
  const next = policy.escalation.rungs[1];
  const then = next ? ` After that it is for ${inline(next.name, 80)}.` : '';
  return `${whom({ people, missing })}: *please acknowledge it* by ${when(dueAt)}${rule(policy)}.${then}`;
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
  const who = [...people.map(mention), ...missing.map(address)];
  return who.length > 0 ? named(who) : 'nobody, for nobody is on call';
}

function address(text: string): string {
  return inline(text, 80);
}

/** As many as people read; the others are counted. */
function named(all: readonly string[]): string {
  return all.length > 5 ? fitted(all, ', ', 500) : listed(all);
}

/** What is left of the message once nobody is asked any more: how that came. */
function over(alert: Alert, of: number, events: readonly RecordedAlertEvent[]): Message {
  const said = `${alertName(alert.number)}: ${endedBy(events.filter(({ seq }) => seq > of))}`;
  return message(said, [section(`✓ ${said}`)]);
}

function endedBy(later: readonly RecordedAlertEvent[]): string {
  for (const { event, at } of later) {
    if (event.type === 'alert-acknowledged') return `acknowledged by ${mention(event.data.person)}, ${when(at)}`;
    if (event.type === 'alert-attached') return `belongs to ${incidentName(event.data.incident)}, ${when(at)}`;
    if (event.type === 'alert-resolved') return `over, ${when(at)}`;
  }
  return 'nobody needs to acknowledge it any more';
}
