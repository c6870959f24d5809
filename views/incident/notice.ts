import type { IncidentEvent, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { type Incident, incidentName, involvedIn, isOpen } from '#src/domain/incident/state.ts';
import { actorId } from '#src/domain/people.ts';
import type { Policy } from '#src/domain/policy.ts';
import { type Prose, words } from '#src/domain/prose.ts';
import { severityName } from '#src/domain/severity.ts';
import { context, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { pageFailedWords } from '#views/page-failed.ts';
import { channelLink, code, inline, listed, mention, when } from '#views/text.ts';
import { uncalledWords } from '#views/uncalled.ts';
import { joinAsked } from './joining.ts';
import { promiseName } from './owed.ts';
import { slackPen } from './pen.ts';
import { afterwardsSentence } from './timeline-afterwards.ts';
import { alertSentence } from './timeline-alerts.ts';
import { pagingSentence } from './timeline-paging.ts';
import { missingWords, nameOf, roleWords, severityMeaning, shortHeading, statusWords } from './words.ts';

export interface IncidentNoticeProps {
  readonly incident: Incident;
  readonly policy: Policy;
  readonly told: RecordedIncidentEvent | null;
  readonly inRoom: boolean;
  /** Whose direct messages it stands in; `null`: it is for more than one. */
  readonly to: string | null;
}

/** One thing that was done, told once where people should hear of it; a note in small print. */
export function incidentNotice({ incident, policy, told, inRoom, to }: IncidentNoticeProps): Message {
  if (to !== null && told?.event.type === 'responders-asked') return joinAsked(incident, told.event, told.actor, to);
  const said = told ? noticeWords(told, incident, policy) : 'Something changed.';
  const where = incident.channel ? ` · ${channelLink(incident.channel.id)}` : '';
  const text = inRoom ? `*${shortHeading(incident)}* · ${said}${where}` : said;
  const shown = told?.event.type === 'noted' ? context(text) : section(text);
  return message(`${nameOf(incident)}: ${said}`, [shown]);
}

function noticeWords({ event, actor }: RecordedIncidentEvent, incident: Incident, policy: Policy): string {
  const by = mention(actorId(actor));
  switch (event.type) {
    case 'severity-changed': {
      const { from, to, why } = event.data;
      const worse = to < from ? 'raised' : 'lowered';
      const others = involvedIn(incident).filter((person) => person !== actorId(actor));
      const told = others.length > 0 ? `\nFor ${listed(others.map(mention))}.` : '';
      return `*Severity ${worse} from ${severityName(from)} to ${severityName(to)}* by ${by}${because(why)}\n${severityMeaning(policy, to)}${told}`;
    }
    case 'status-changed':
      return `*${statusWords[event.data.status]}*, says ${by}${because(event.data.why)}`;
    case 'responders-paged':
      return uncalledWords(event.data) ?? pagingSentence(event, { who: by, pen: slackPen(new Map()) });
    case 'acknowledged':
      return `*Acknowledged* by ${mention(event.data.person)}`;
    case 'role-assigned':
      return assignedWords(event, by);
    case 'mitigation-applied':
      return `*Mitigation ${event.data.mitigation} applied* by ${by}: ${quoted(event.data.what)}`;
    case 'mitigation-removed':
      return `*Mitigation ${event.data.mitigation} removed* by ${by}${because(event.data.how, ': ')}`;
    case 'resolved':
      return `*Resolved*${incident.resolution ? `, asked by ${mention(incident.resolution.by)}` : ''}`;
    case 'reopened':
      return `*Reopened* by ${by}${because(event.data.why)}`;
    case 'cancelled':
      return `*Cancelled: it was no incident*, says ${by}${because(event.data.why)}`;
    case 'closed':
      return closedWords(event, by);
    case 'obligation-snoozed': {
      const { obligation: key, kind, until, why } = event.data;
      return `*Put off to ${when(until)}*: ${promiseName({ key, kind }, policy)}, by ${by}${because(why)}`;
    }
    case 'review-scheduled':
    case 'review-held':
    case 'follow-up-added':
    case 'follow-up-changed':
    case 'follow-up-done':
    case 'follow-up-dropped':
      return `${afterwardsSentence(event, { who: by, pen: slackPen(new Map()) })}${learntOrLeft(event, incident)}`;
    case 'merged':
      return `*Merged into ${incidentName(event.data.into)}* by ${by}: it is the same, and goes on there`;
    case 'unmerged':
      return `*Not ${incidentName(event.data.into)} after all*, says ${by}: it goes on by itself`;
    case 'merge-received':
      return `*${incidentName(event.data.incident)} is the same*, says ${by}: its people are being added here`;
    case 'channel-exposed':
      return '*This channel was made public, and the incident is private: I say nothing more here.* Make the channel private again, and what was said meanwhile follows';
    case 'channel-not-adopted':
      return '*It has this channel of its own.* The one it was declared in could not be its channel: it is a room of the policy, archived, out of my reach, or read by another company';
    case 'noted': {
      const { text, at } = event.data;
      return `*Note* by ${by}${at === null ? '' : `, of ${when(at)}`}: ${inline(words(text), 350)}`;
    }
    case 'page-noted':
      return `${pagingSentence(event, { who: by, pen: slackPen(new Map()) })}: ${inline(words(event.data.text), 350)}`;
    case 'responders-asked':
      return `${pagingSentence(event, { who: by, pen: slackPen(new Map()) })}${because(event.data.why)}`;
    case 'page-unanswerable':
    case 'page-changed':
    case 'acknowledgement-lapsed':
      return `${pagingSentence(event, { who: by, pen: slackPen(new Map()) })}.${whatNow(event, incident)}`;
    case 'effect-failed':
      return `${pageFailedWords(event.data)}. *Retry what failed* on the card does it again.`;
    case 'alert-joined':
    case 'alert-fired-again':
      return `${alertSentence(event, { who: by, pen: slackPen(new Map()) })}\n${quoted(event.data.title)}`;
    case 'alert-left':
    case 'alert-resolved':
      return alertSentence(event, { who: by, pen: slackPen(new Map()) });
    case 'merge-undone':
      return `*${incidentName(event.data.incident)} is another one after all*, says ${by}`;
    default:
      return 'Something changed.';
  }
}

/** The step that is left to people. */
function whatNow(event: IncidentEvent, incident: Incident): string {
  if (event.type !== 'page-changed') return '';
  const open = isOpen(incident);
  const name = incidentName(incident.number);
  if (event.data.what === 'resolved' && open && incident.resolution?.outcome !== 'under-way') {
    const fires = incident.alerts.length > 0 ? '; should one of its alerts still fire, that needs a reason' : '';
    return ` Here it is still open: ${code(`/apgms incident resolve ${name}`)} asks for its end${fires}.`;
  }
  if (event.data.what === 'reopened' && !open) {
    return ` Here it is over: ${code(`/apgms incident reopen ${name} because …`)} takes it up again.`;
  }
  return '';
}

function closedWords(event: Extract<IncidentEvent, { type: 'closed' }>, by: string): string {
  const lacks = event.v === 1 ? [] : missingWords(event.data.missing);
  if (lacks.length === 0) return `*Closed* by ${by}: its record is complete`;
  return `*Closed* by ${by}, although ${listed(lacks)}${because(event.v === 1 ? null : event.data.why)}`;
}

/** What people wrote of what came of it, or of what is left to do. */
function learntOrLeft(event: IncidentEvent, { followUps }: Incident): string {
  switch (event.type) {
    case 'review-held':
      return because(event.data.cause, '. Cause: ');
    case 'follow-up-added':
      return `\n${quoted(event.data.what)}`;
    case 'follow-up-changed':
    case 'follow-up-done': {
      const what = followUps.find((one) => one.number === event.data.followUp)?.what;
      return what ? `\n${quoted(what)}` : '';
    }
    case 'follow-up-dropped':
      return because(event.data.why);
    default:
      return '';
  }
}

function assignedWords(event: Extract<IncidentEvent, { type: 'role-assigned' }>, by: string): string {
  const { role, person } = event.data;
  const had = event.v === 1 ? null : event.data.had;
  const before = had === null || had === person ? '' : `; ${mention(had)} had it before`;
  if (person === null) return `*Nobody is ${roleWords[role]} any more*, says ${by}${before}`;
  const who = `*${mention(person)} is ${roleWords[role]}*`;
  return mention(person) === by ? `${who} now${before}` : `${who}, assigned by ${by}${before}`;
}

function because(why: Prose | null, before = ', because: '): string {
  return why ? `${before}${quoted(why)}` : '';
}

function quoted(text: Prose): string {
  return inline(words(text), 1_000);
}
