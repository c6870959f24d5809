import type { PagerDutySeed } from './seed.ts';
import { createSubscription, type Subscription } from './webhooks/subscription.ts';

/** What is on the wire: JSON objects. */
export type Json = Readonly<Record<string, unknown>>;

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** By what they can be reached, in PagerDuty's words. */
  contacts: readonly ContactType[];
}

export const contactTypes = [
  'email_contact_method',
  'phone_contact_method',
  'sms_contact_method',
  'push_notification_contact_method',
] as const;
export type ContactType = (typeof contactTypes)[number];

export interface Service {
  readonly id: string;
  readonly name: string;
  /** The escalation policy it calls. */
  readonly policy: string;
}

/** Who is called together. `turns` follow one another, a week each, and begin anew; a single one is for good. Ids of users. */
export interface Level {
  /** `null`: the users stand in the policy itself. */
  readonly schedule: { readonly id: string; readonly name: string } | null;
  readonly turns: readonly (readonly string[])[];
}

export interface Policy {
  readonly id: string;
  readonly name: string;
  /** The first one is called first. */
  levels: readonly Level[];
}

export interface Priority {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** Who does something: a user, or a service (an integration, or escalation by itself). `null`: PagerDuty names nobody. */
export type Agent = { readonly kind: 'user' | 'service'; readonly id: string } | null;

/** Who does something, when (ms) and from where. */
export interface By {
  readonly agent: Agent;
  readonly at: number;
  readonly via: 'api' | 'website' | 'integration' | 'auto';
}

export interface Note {
  readonly id: string;
  readonly user: string;
  readonly content: string;
  readonly at: number;
}

export interface LogEntry {
  readonly id: string;
  /** `acknowledge_log_entry`, … */
  readonly type: string;
  readonly summary: string;
  readonly by: By;
  /** What the kind of entry has besides. */
  readonly more: Json;
}

export interface ResponderRequest {
  readonly requester: string;
  readonly at: number;
  readonly message: string;
  readonly targets: readonly Target[];
}

export interface Target {
  readonly type: 'user_reference' | 'escalation_policy_reference';
  readonly id: string;
}

export interface Responder {
  readonly user: string;
  /** The policy that called them; `null`: they were asked for by name. */
  readonly policy: string | null;
  readonly message: string;
  readonly requester: string;
  readonly requestedAt: number;
  state: 'pending' | 'joined' | 'declined';
  updatedAt: number;
}

export type Status = 'triggered' | 'acknowledged' | 'resolved';
export type Urgency = 'high' | 'low';

export interface Incident {
  readonly id: string;
  /** The number people say. */
  readonly number: number;
  /** Whether somebody asked for it, or a machine's alert opened it. */
  readonly origin: 'rest' | 'integration';
  readonly service: string;
  /** What it was asked for under; one that holds alerts has none. */
  readonly key: string | null;
  /** The keys of its alerts. */
  alertKeys: readonly string[];
  readonly details: unknown;
  readonly createdAt: number;
  title: string;
  status: Status;
  urgency: Urgency;
  /** A priority's id. */
  priority: string | null;
  policy: string;
  /** Which level of its policy was called last; 1 is the first. */
  level: number;
  assignments: readonly Touch[];
  acknowledgements: readonly Touch[];
  lastChange: By;
  resolvedAt: number | null;
  /** The incident it went into, where that resolved it. */
  mergedInto: string | null;
  readonly notes: Note[];
  readonly log: LogEntry[];
  readonly requests: ResponderRequest[];
  readonly responders: Responder[];
}

/** A user, since then. */
export interface Touch {
  readonly user: string;
  readonly at: number;
}

/** All there is in the account, beside the webhooks on their way: the one thing that changes. */
export interface State {
  readonly users: ReadonlyMap<string, User>;
  readonly services: ReadonlyMap<string, Service>;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly priorities: ReadonlyMap<string, Priority>;
  /** What such an account could do → whether ours can. */
  readonly abilities: Map<string, boolean>;
  readonly incidents: Map<string, Incident>;
  readonly subscription: Subscription;
  /** When the first turn of every schedule began (ms). */
  readonly turnsSince: number;
  /** Where people and programs find us: `http://host:port`. */
  site: string;
  lastNumber: number;
  lastId: number;
}

const day = 86_400_000;

/** The account as it begins; `now`: clock milliseconds. The turns change four to five days later, so that a test may move days without a new one. */
export function createState(seed: PagerDutySeed, now: number): State {
  const byId = <Thing extends { readonly id: string }>(all: readonly Thing[]) =>
    new Map(all.map((one) => [one.id, one]));
  return {
    users: byId(seed.users.map((user) => ({ ...user, contacts: [...contactTypes] }))),
    services: byId(seed.services),
    policies: byId(seed.policies.map((policy) => ({ ...policy }))),
    priorities: byId(seed.priorities),
    abilities: new Map(Object.entries(seed.abilities)),
    incidents: new Map(),
    subscription: createSubscription(),
    turnsSince: now - (now % day) - 2 * day,
    site: 'http://127.0.0.1',
    lastNumber: 0,
    lastId: 0,
  };
}

/** An id of its kind that was never given before: `Q000000000000A`. */
export function nextId(state: State, kind: string): string {
  state.lastId += 1;
  return `${kind}${state.lastId.toString(36).toUpperCase().padStart(13, '0')}`;
}
