import type { By, Incident, Json, State } from './state.ts';

/** What webhooks tell of. */
export const eventTypes = [
  'incident.triggered',
  'incident.acknowledged',
  'incident.unacknowledged',
  'incident.escalated',
  'incident.delegated',
  'incident.reassigned',
  'incident.priority_updated',
  'incident.annotated',
  'incident.reopened',
  'incident.resolved',
  'incident.responder.added',
  'incident.responder.replied',
] as const;
export type EventType = (typeof eventTypes)[number];

/** Something that webhooks tell of; `data`: the incident, the note or the responder as it was then. */
export interface Happening {
  readonly type: EventType;
  readonly incident: string;
  readonly by: By;
  readonly data: Json;
}

/** What everything that happens in the account works on. */
export interface World {
  readonly state: State;
  /** The playground's clock, ms. */
  readonly now: () => number;
  /** Where webhooks go; `null`: nobody is there just now. */
  readonly webhookUrl: () => string | null;
  /** Tells whoever subscribed. */
  readonly publish: (happening: Happening) => void;
  /** Somebody's screen is out of date. */
  readonly changed: () => void;
}

/** An incident that is not over. */
export function isOpen({ status }: Incident): boolean {
  return status !== 'resolved';
}
