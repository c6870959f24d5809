import type { Button, KnownBlock } from '@slack/types';
import { acknowledgementOf } from '#src/domain/alert/acknowledgement.ts';
import type { Instance } from '#src/domain/alert/events.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { type Incident, incidentName, isOpen } from '#src/domain/incident/state.ts';
import { callsAgain, type Page } from '#src/domain/paging/page.ts';
import type { Policy } from '#src/domain/policy.ts';
import { type Prose, words } from '#src/domain/prose.ts';
import { cleanText } from '#src/domain/text.ts';
import { actions, context, header, message, section, verbatim } from '#views/blocks.ts';
import type { WorkRow } from '#views/incident/effect-lines.ts';
import { statusOf } from '#views/incident/words.ts';
import type { Message } from '#views/message.ts';
import { owners } from '#views/service/words.ts';
import { channelLink, inline, listed, mention, webLink, when } from '#views/text.ts';
import { acknowledgeButton, declareButton } from './buttons.ts';
import { retryButton, troubleBlock, troubleOf } from './trouble.ts';
import { alertStatusWords, heading, plainHeading } from './words.ts';

export interface AlertCardProps {
  readonly alert: Alert;
  /** The one it belongs to. */
  readonly incident: Incident | null;
  /** What is done outside for it. */
  readonly work: readonly WorkRow[];
  readonly policy: Policy;
}

/** The message among the alerts, edited as it fires, grows and is over. The same state gives the same bytes. */
export function alertCard({ alert, incident, work, policy }: AlertCardProps): Message {
  const troubles = troubleOf(alert, work);
  const buttons = [...cardButtons(alert, incident), ...retryButton(alert, troubles)];
  return message(`${heading(alert)} (${alertStatusWords[alert.status]})`, [
    header(plainHeading(alert)),
    section([statusLine(alert), serviceLine(alert, policy)].join('\n')),
    ...description(alert),
    ...instancesBlock(alert),
    ...linksContext(alert),
    ...handContext(alert, incident, policy),
    ...troubleBlock(troubles),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ]);
}

/** `Firing since 16:04 · HighErrorRate`, `Resolved 16:20 · fired since 16:04 · HighErrorRate`. */
function statusLine({ status, firedAt, resolvedAt, name }: Alert): string {
  const fired = `since ${when(firedAt)}`;
  const stands = resolvedAt === null ? fired : `${when(resolvedAt)} · fired ${fired}`;
  return `*${alertStatusWords[status]}* ${stands} · ${inline(name, 100)}`;
}

function serviceLine({ service }: Alert, { services }: Policy): string {
  if (service === null) return 'It names no service of the policy.';
  const known = services.find(({ id }) => id === service);
  return known ? `${inline(known.name, 75)}: ${owners(known)}` : `${inline(service, 75)} (the policy knows it no more)`;
}

/** As much of it as people read on a card. */
const longestDescription = 700;

function description({ description: said }: Alert): readonly KnownBlock[] {
  const text = said ? cleanText(words(said), longestDescription) : '';
  return text ? [verbatim(text)] : [];
}

const mostShown = 5;

function instancesBlock({ instances, unlisted }: Alert): readonly KnownBlock[] {
  const total = instances.length + unlisted;
  if (total < 2) return [];
  const newest = instances.slice(-mostShown).toReversed();
  const more = total > newest.length ? `\nand ${total - newest.length} more` : '';
  return [section(`*${total} fire*, the newest first\n${newest.map(line).join('\n')}${more}`)];
}

function line({ what, startedAt, id }: Instance): string {
  return `• ${inline(what ? words(what) : id, 150)}, since ${when(startedAt)}`;
}

function linksContext({ links, source, page }: Alert): readonly KnownBlock[] {
  // The page is where it comes from.
  const elsewhere = source !== 'pagerduty' || page === null;
  const named = [
    link(links.runbook, 'Runbook'),
    link(links.dashboard, 'Dashboard'),
    elsewhere ? link(links.source, source === 'pagerduty' ? 'Open in PagerDuty' : 'Source') : [],
  ].flat();
  return named.length > 0 ? [context(named.join(' · '))] : [];
}

function link(address: Prose | null, title: string): readonly string[] {
  return address === null ? [] : [webLink(words(address), title)];
}

function handContext(alert: Alert, incident: Incident | null, policy: Policy): readonly KnownBlock[] {
  const { acknowledged, status, page } = alert;
  const worked = incident !== null && isOpen(incident);
  const taken = acknowledged ? [`Acknowledged by ${mention(acknowledged.by)}`] : [];
  // Whoever has the incident in hand has its alerts.
  const nobody = acknowledged || status === 'resolved' || worked ? [] : [waiting(alert, policy)];
  const parts = [
    ...taken,
    ...nobody,
    // Where an incident goes on with it, we resolved its page ourselves.
    ...(page ? [pageWords(page, status === 'firing' && incident === null)] : []),
    ...(incident ? [belongsTo(incident)] : []),
  ];
  return parts.length > 0 ? [context(parts.join(' · '))] : [];
}

/** How long it may still be, or who was told since. */
function waiting(alert: Alert, policy: Policy): string {
  const owed = acknowledgementOf(alert, policy);
  const missedAt = alert.unacknowledged?.missedAt ?? null;
  if (owed === null) return 'Nobody has acknowledged it yet';
  if (missedAt === null) return `Nobody has acknowledged it yet, due by ${when(owed.dueAt)}`;
  const rung = alert.unacknowledged?.reached.at(-1);
  const end = rung?.rung === policy.escalation.rungs.length - 1 ? ', who is the last of the path' : '';
  const told = rung ? `, told up to ${inline(rung.name, 80)}${end}` : '';
  return `*Missed: nobody has acknowledged it*, due by ${when(missedAt)}${told}`;
}

function pageWords(page: Page, firing: boolean): string {
  const { url, number, assignees } = page;
  const whose =
    assignees.length > 0 ? `, with ${listed(assignees.slice(0, 3).map(({ name }) => inline(name, 75)))}` : '';
  const name = `PagerDuty ${webLink(url, `#${number}`)}`;
  if (page.gone) return `${name} is gone there`;
  if (page.status !== 'resolved') return `${name}${whose}`;
  return firing ? `${name} was resolved there although it fires` : name;
}

/** Where people work on it. How it stands is told only once it is over: the card is not renewed for every step of an incident. */
function belongsTo(incident: Incident): string {
  const { number, channel } = incident;
  const over = isOpen(incident) ? '' : ` (${statusOf(incident)})`;
  return `Belongs to ${incidentName(number)}${over}${channel ? ` · ${channelLink(channel.id)}` : ''}`;
}

/** What can be done while it fires, and nobody does. */
function cardButtons(alert: Alert, incident: Incident | null): readonly Button[] {
  const { status, acknowledged } = alert;
  if (status === 'resolved') return [];
  const worked = incident !== null && isOpen(incident);
  const taken = acknowledged !== null && !callsAgain(alert);
  return [...(taken || worked ? [] : [acknowledgeButton(alert)]), ...(worked ? [] : [declareButton(alert)])];
}
