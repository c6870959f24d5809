import type { MessageKind } from './incident/events.ts';
import type { RoomName } from './policy.ts';

/** Where a message stands: a room or a contact of the policy, an incident's channel, or the direct messages of a person. */
export type Place =
  | { readonly room: RoomName }
  | { readonly contact: 'security' }
  | { readonly channel: string }
  | { readonly person: string };

/** A message that must stand in Slack and show the newest state. */
export interface KeptMessage {
  /** `inc-42.card`, `inc-42.update.12.room`: its identity in our tables and in Slack's message metadata. */
  readonly key: string;
  readonly stream: string;
  readonly kind: MessageKind;
  /** `seq` of the event it tells of; `null` for those that follow the state. */
  readonly of: number | null;
  readonly place: Place;
  /** A reply to the incident's headline; `broadcast`: shown in the room besides. */
  readonly reply: { readonly broadcast: boolean } | null;
  /** It shows how the things done outside stand, so their progress renews it. */
  readonly showsEffects: boolean;
}
