import type { MessageKind } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { KeptMessage, Place } from '#src/domain/kept-message.ts';
import type { Severity } from '#src/domain/severity.ts';

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
