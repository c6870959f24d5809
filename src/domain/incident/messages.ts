import type { KeptMessage } from '#src/domain/kept-message.ts';
import type { Severity } from '#src/domain/severity.ts';
import type { IncidentEvent, MessageKind, RecordedIncidentEvent } from './events.ts';
import { alertCardsTouched } from './messages/alerts.ts';
import { tellsHere } from './messages/here.ts';
import { toldOfAsking } from './messages/paging.ts';
import { isStillMeant, toldOfPromises } from './messages/promises.ts';
import { toldOfRole } from './messages/roles.ts';
import { serious, tell } from './messages/telling.ts';
import { type Incident, ownChannel } from './state.ts';

export { isStillMeant, statusLives } from './messages/promises.ts';
export type { Untold } from './messages/telling.ts';

type Standing = 'card' | 'announcement' | 'headline' | 'outcome';

/** The messages that follow the state of `incident`, as far as they must stand by now. A restricted one has none outside its own channel. */
export function messagesOf(incident: Incident): readonly KeptMessage[] {
  const { stream, resolution } = incident;
  const channel = ownChannel(incident);
  const kept: KeptMessage[] = [];
  const following = { stream, of: null, reply: null, showsEffects: false };
  if (!incident.restricted) {
    kept.push(
      { ...following, key: `${stream}.announcement`, kind: 'announcement', place: { room: 'declare' } },
      { ...following, key: `${stream}.headline`, kind: 'headline', place: { room: 'status' } },
    );
  }
  if (channel) {
    const place = { channel: channel.id };
    kept.push({ ...following, key: `${stream}.card`, kind: 'card', place, showsEffects: true });
    if (resolution?.concludedSeq) {
      kept.push({ ...following, key: `${stream}.outcome.${resolution.concludedSeq}`, kind: 'outcome', place });
    }
  }
  return kept;
}

const everywhere = ['announcement', 'headline', 'card', 'outcome'] as const;

/** Which of the following messages may look different after an event. The card is renewed by the store besides, as the effects go on. */
const touched = {
  declared: ['announcement', 'headline'],
  'channel-opened': everywhere,
  'channel-adopted': everywhere,
  'channel-not-adopted': [],
  'channel-renamed': [],
  'channel-archived': ['announcement', 'headline'],
  'channel-unarchived': ['announcement', 'headline', 'card'],
  'channel-entered': [],
  'channel-exposed': [],
  'channel-hidden': ['card', 'outcome'],
  'message-posted': [],
  'effect-done': [],
  'effect-failed': [],
  'effect-retried': [],
  'resolve-requested': ['card'],
  'resolve-refused': ['card', 'outcome'],
  resolved: everywhere,
  updated: ['announcement', 'card'],
  'status-changed': ['announcement', 'headline', 'card'],
  'severity-changed': ['announcement', 'headline', 'card'],
  acknowledged: ['card'],
  'mitigation-applied': ['card'],
  'mitigation-removed': ['card'],
  'scope-added': ['card'],
  'scope-removed': ['card'],
  'link-added': ['card'],
  related: ['card'],
  unrelated: ['card'],
  merged: ['announcement', 'headline', 'card'],
  unmerged: ['announcement', 'headline', 'card'],
  'merge-received': ['card'],
  'merge-undone': ['card'],
  reopened: ['announcement', 'headline', 'card'],
  cancelled: ['announcement', 'headline', 'card'],
  closed: ['announcement', 'headline', 'card'],
  'export-requested': [],
  'role-assigned': ['card'],
  'access-requested': ['card'],
  'access-granted': ['card'],
  'access-refused': ['card'],
  'security-found': [],
  'member-added': ['card'],
  'member-removed': ['card'],
  noted: [],
  'capture-requested': [],
  captured: [],
  'capture-edited': [],
  'capture-retracted': [],
  'policy-adopted': ['card'],
  'deadlines-moved': ['card'],
  'obligation-reminded': [],
  'obligation-missed': ['card'],
  'obligation-told': [],
  'obligation-snoozed': ['card'],
  'status-due': [],
  'review-scheduled': ['card'],
  'review-held': ['card'],
  'follow-up-added': ['card'],
  'follow-up-changed': ['card'],
  'follow-up-done': ['card'],
  'follow-up-dropped': ['card'],
  'checklist-begun': ['card'],
  'task-done': ['card'],
  'task-undone': ['card'],
  'task-waived': ['card'],
  paged: ['card'],
  'page-unanswerable': ['card'],
  'page-spare': [],
  'page-changed': ['card'],
  'page-noted': [],
  'responders-asked': [],
  'responders-told': [],
  'responders-paged': [],
  'person-recognised': ['card'],
  'acknowledgement-lapsed': ['card'],
  'alert-joined': ['card'],
  'alert-left': ['card'],
  'alert-fired-again': ['card'],
  'alert-grew': [],
  'alert-resolved': ['card'],
} as const satisfies Record<IncidentEvent['type'], readonly Standing[]>;

/** Of these people hear in the status room too, below the headline. */
const toldInRoom: ReadonlySet<IncidentEvent['type']> = new Set([
  'updated',
  'severity-changed',
  'status-changed',
  'resolved',
  'reopened',
  'cancelled',
  'closed',
  'merged',
  'unmerged',
]);
/** And of these in the room itself, where the incident is serious. */
const loud: ReadonlySet<IncidentEvent['type']> = new Set(['updated', 'severity-changed', 'resolved', 'reopened']);

/** The kept messages that one event asks for or may have changed. */
export function touchedBy(
  recorded: RecordedIncidentEvent,
  after: Incident,
  before: Incident | null,
): readonly KeptMessage[] {
  const kinds: ReadonlySet<MessageKind> = new Set(touched[recorded.event.type]);
  const following = messagesOf(after).filter((message) => kinds.has(message.kind));
  const opened = opensChannel.has(recorded.event.type);
  const waited = opened ? (before?.untold ?? []).filter((one) => isStillMeant(one, after)) : [];
  const here = [...waited, tellsHere(recorded, before) ?? []].flat();
  const channel = ownChannel(after);
  return [
    ...following,
    ...lastWord(recorded, after),
    ...(channel ? here.map((one) => tell(after, one, 'channel', { channel: channel.id })) : []),
    ...toldElsewhere(recorded, after),
    ...toldOfPromises(recorded, after, before),
    ...toldOfRole(recorded, after, before),
    ...toldOfAsking(recorded, after),
    ...alertCardsTouched(recorded, after),
  ];
}

/** From these on it can be spoken of there. */
const opensChannel: ReadonlySet<IncidentEvent['type']> = new Set([
  'channel-opened',
  'channel-adopted',
  'channel-hidden',
]);

/** Those who read along by now are told nothing more; the members must know why. */
function lastWord({ event, seq }: RecordedIncidentEvent, after: Incident): readonly KeptMessage[] {
  if (event.type !== 'channel-exposed' || after.channel?.exposed !== seq) return [];
  return [tell(after, { kind: 'notice', of: seq }, 'channel', { channel: after.channel.id })];
}

/** What is said of an event outside of the incident's channel. */
function toldElsewhere({ event, seq }: RecordedIncidentEvent, after: Incident): readonly KeptMessage[] {
  if (event.type === 'access-granted') {
    return [tell(after, { kind: 'granted', of: seq }, 'person', { person: event.data.person })];
  }
  if (after.restricted) {
    const declared = event.type === 'declared';
    return declared ? [tell(after, { kind: 'security', of: seq }, 'contact', { contact: 'security' })] : [];
  }
  if (!toldInRoom.has(event.type)) return [];
  const kind = event.type === 'updated' ? 'update' : 'notice';
  const broadcast = loud.has(event.type) && serious(worstOf(event, after));
  return [{ ...tell(after, { kind, of: seq }, 'room', { room: 'status' }), reply: { broadcast } }];
}

function worstOf(event: IncidentEvent, { severity }: Incident): Severity {
  return event.type === 'severity-changed' && event.data.from < severity ? event.data.from : severity;
}
