import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { type Incident, incidentName, involvedIn } from '#src/domain/incident/state.ts';
import { actorId } from '#src/domain/people.ts';
import type { Policy } from '#src/domain/policy.ts';
import { type Prose, words } from '#src/domain/prose.ts';
import { severityName } from '#src/domain/severity.ts';
import { message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { channelLink, inline, listed, mention } from '#views/text.ts';
import { nameOf, roleWords, severityMeaning, shortHeading, statusWords } from './words.ts';

export interface IncidentNoticeProps {
  readonly incident: Incident;
  readonly policy: Policy;
  readonly told: RecordedIncidentEvent | null;
  readonly inRoom: boolean;
}

/** One thing that was done, told once where people should hear of it. */
export function incidentNotice({ incident, policy, told, inRoom }: IncidentNoticeProps): Message {
  const said = told ? noticeWords(told, incident, policy) : 'Something changed.';
  const where = incident.channel ? ` · ${channelLink(incident.channel.id)}` : '';
  const text = inRoom ? `*${shortHeading(incident)}* · ${said}${where}` : said;
  return message(`${nameOf(incident)}: ${said}`, [section(text)]);
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
    case 'acknowledged':
      return `*Acknowledged* by ${mention(event.data.person)}`;
    case 'role-assigned':
      return event.data.person === null
        ? `*Nobody is ${roleWords[event.data.role]} any more*, says ${by}`
        : `*${mention(event.data.person)} is ${roleWords[event.data.role]}*, assigned by ${by}`;
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
      return `*Closed* by ${by}: its record is complete`;
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
    case 'merge-undone':
      return `*${incidentName(event.data.incident)} is another one after all*, says ${by}`;
    default:
      return 'Something changed.';
  }
}

function because(why: Prose | null, before = ', because: '): string {
  return why ? `${before}${quoted(why)}` : '';
}

function quoted(text: Prose): string {
  return inline(words(text), 1_000);
}
