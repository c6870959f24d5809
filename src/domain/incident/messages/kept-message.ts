import type { MessageKind } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { RoomName } from '#src/domain/policy.ts';
import type { Severity } from '#src/domain/severity.ts';

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

/** A message for the incident's channel that tells of the event `of`. */
export interface Untold {
  readonly kind: MessageKind;
  readonly of: number;
}

/** The message at `where` that tells of an event. */
export function tell({ stream }: Incident, { kind, of }: Untold, where: string, place: Place): KeptMessage {
  return { key: `${stream}.${kind}.${of}.${where}`, stream, kind, of, place, reply: null, showsEffects: false };
}

/** Whose news are shown in the room itself, not only below the headline. */
export function serious(severity: Severity): boolean {
  return severity === 'sev1' || severity === 'sev2';
}
