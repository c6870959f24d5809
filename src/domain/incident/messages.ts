import type { RoomName } from '#src/domain/policy.ts';
import type { IncidentEvent, MessageKind } from './events.ts';
import type { Incident } from './state.ts';

/** A message that must stand in Slack and show the newest state. */
export interface KeptMessage {
  /** `inc-42.card`: its identity in our tables and in Slack's message metadata. */
  readonly key: string;
  readonly stream: string;
  readonly kind: MessageKind;
  readonly place: { readonly room: RoomName } | { readonly channel: string };
  /** It shows how the things done outside stand, so their progress renews it. */
  readonly showsEffects: boolean;
}

/** The messages `incident` must have by now. A restricted one has none outside its own channel. */
export function messagesOf(incident: Incident): readonly KeptMessage[] {
  const { stream, channel, resolution } = incident;
  const kept: KeptMessage[] = [];
  if (!incident.restricted) {
    kept.push(
      { key: `${stream}.announcement`, stream, kind: 'announcement', place: { room: 'declare' }, showsEffects: false },
      { key: `${stream}.headline`, stream, kind: 'headline', place: { room: 'status' }, showsEffects: false },
    );
  }
  if (channel) {
    const place = { channel: channel.id };
    kept.push({ key: `${stream}.card`, stream, kind: 'card', place, showsEffects: true });
    if (resolution?.concludedSeq) {
      const key = `${stream}.outcome.${resolution.concludedSeq}`;
      kept.push({ key, stream, kind: 'outcome', place, showsEffects: false });
    }
  }
  return kept;
}

/** Which messages may look different after an event. Those that show effects are renewed by the store besides, as the effects go on. */
const touched = {
  declared: ['announcement', 'headline'],
  'channel-opened': ['announcement', 'headline', 'card', 'outcome'],
  'message-posted': [],
  'effect-done': [],
  'effect-failed': [],
  'effect-retried': [],
  'resolve-requested': ['card'],
  'resolve-refused': ['card', 'outcome'],
  resolved: ['announcement', 'headline', 'card', 'outcome'],
} as const satisfies Record<IncidentEvent['type'], readonly MessageKind[]>;

/** The kept messages that `events` may have changed. */
export function touchedBy(events: readonly IncidentEvent[], after: Incident): readonly KeptMessage[] {
  const kinds = new Set<MessageKind>(events.flatMap((event) => touched[event.type]));
  return messagesOf(after).filter((message) => kinds.has(message.kind));
}
