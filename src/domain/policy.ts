import type { Calendar } from './calendar.ts';
import type { Checklist } from './checklist.ts';
import type { Audience } from './incident/events/life.ts';
import type { PageUrgency } from './paging/page.ts';
import { type Group, groups } from './people.ts';
import type { Criterion, Extent, Impact, Severity } from './severity.ts';

/** A value and the runbook it comes from (`003`, `000`, `card` …). Durations are in minutes. */
export interface Rule<T> {
  readonly value: T;
  readonly from: string;
}

export interface Service {
  /** The id people type: `api-gateway`. */
  readonly id: string;
  readonly name: string;
  readonly stack: string;
  readonly owner: string;
  readonly backup: string;
  readonly contact: string;
  /** The id of its service in PagerDuty; `null`: it has none there. */
  readonly pagerDuty: string | null;
  readonly from: string;
}

/** Whom PagerDuty calls, and how loudly. Services are PagerDuty's ids; `null`: nobody is called. */
export interface PagingRules {
  /** Called where no service of an incident has one of its own. */
  readonly otherwise: string | null;
  /** Called for private incidents. */
  readonly security: string | null;
  readonly severities: Readonly<Record<Severity, { readonly urgency: PageUrgency; readonly priority: string | null }>>;
  readonly from: string;
}

export interface PolicyPerson {
  readonly email: string;
  readonly name: string;
  readonly team: string;
}

export interface SeverityRules {
  readonly meaning: string;
  readonly criteria: readonly Criterion[];
  readonly acknowledge: Rule<number>;
  /** How soon it must have a commander; `null`: it may do without one. */
  readonly assignCommander: Rule<number> | null;
  readonly internalUpdate: Rule<number>;
  /** `null`: none is promised at this severity. */
  readonly customerUpdate: Rule<number> | null;
  readonly firstStatusEntry: Rule<number> | null;
  readonly from: string;
}

export const roomNames = ['declare', 'status', 'alerts', 'daily'] as const;
export type RoomName = (typeof roomNames)[number];

export interface Rung {
  readonly name: string;
  /** A team of the rota, or people by e-mail. */
  readonly who: { readonly rota: 'primary' | 'secondary' } | { readonly people: readonly string[] };
}

/** Who hears of private incidents: `value` is an e-mail; `slack` is used where no mail can be sent: a person's e-mail, or `#channel`. */
export interface SecurityContact extends Rule<string> {
  readonly slack: string;
}

export interface RotaShift {
  readonly team: string;
  readonly primary: readonly string[];
  readonly secondary: readonly string[];
  /** Each list moves on by one every so many days, counted from `since` (YYYY-MM-DD, 00:00 UTC). */
  readonly everyDays: number;
  readonly since: string;
}

export interface AlertRules {
  /** How long after it was resolved what fires again is the same alert. */
  readonly again: Rule<number>;
  /** How soon a critical one is to be acknowledged: minutes. */
  readonly acknowledge: Rule<number>;
  /** Critical alerts of these services declare an incident by themselves. */
  readonly declare: readonly { readonly service: string; readonly severity: Severity }[];
  readonly from: string;
}

/** The runbooks, as data. One file, one hash; what is decided under it names that hash. */
export interface Policy {
  readonly services: readonly Service[];
  readonly people: readonly PolicyPerson[];
  /** Members by e-mail. `responder` needs no list. */
  readonly groups: Readonly<Partial<Record<Group, readonly string[]>>>;
  readonly rota: readonly RotaShift[];
  /** Channel names without `#`. */
  readonly rooms: Readonly<Record<RoomName, Rule<string>>>;
  readonly severities: Readonly<Record<Severity, SeverityRules>>;
  readonly escalation: { readonly climb: Rule<number>; readonly rungs: readonly Rung[]; readonly from: string };
  readonly security: SecurityContact;
  readonly paging: PagingRules;
  /** How long before a deadline its debtor is reminded. */
  readonly reminder: Rule<number>;
  /** By how much a deadline may be put off in all. */
  readonly snooze: Rule<number>;
  /** `hold` in business days. */
  readonly review: { readonly schedule: Rule<number>; readonly hold: Rule<number> };
  readonly calendar: Calendar & { readonly from: string };
  readonly checklists: readonly Checklist[];
  /** From how many open incidents on the room gets one digest per tick. */
  readonly digest: Rule<number>;
  readonly alerts: AlertRules;
}

/** A policy as it is in force. */
export interface LoadedPolicy extends Policy {
  /** SHA-256 (hex) of the file as it was read, so that whoever has the text can check it. */
  readonly hash: string;
}

/** The severity the policy's criteria give these answers, the worst first; `sev4` where no line fits. */
export function suggestSeverity(policy: Policy, impact: Impact, extent: Extent): Severity {
  const order: readonly Severity[] = ['sev1', 'sev2', 'sev3'];
  const fits = (severity: Severity) =>
    policy.severities[severity].criteria.some((line) => line.impact === impact && line.extent === extent);
  return order.find(fits) ?? 'sev4';
}

/** How often `audience` is told news of an incident of this severity; `null`: the policy promises them none. */
export function updateRule(policy: Policy, severity: Severity, audience: Audience): Rule<number> | null {
  const { internalUpdate, customerUpdate } = policy.severities[severity];
  return audience === 'customers' ? customerUpdate : internalUpdate;
}

/** Whether the policy has a room of this name: rooms are for all incidents, so none becomes the channel of one. */
export function isRoom({ rooms }: Pick<Policy, 'rooms'>, name: string): boolean {
  return Object.values(rooms).some(({ value }) => value === name);
}

/** The service somebody meant by its id or its name, whatever the case. */
export function findService(policy: Policy, text: string): Service | null {
  const wanted = text.toLowerCase();
  return policy.services.find((one) => one.id === wanted || one.name.toLowerCase() === wanted) ?? null;
}

/**
 * What somebody is, by what Slack says of them and by the lists of the policy. Guests are in no group but those that name their e-mail; outsiders
 * are in none at all.
 */
export function groupsOf(
  policy: Pick<Policy, 'groups'>,
  person: { readonly email: string | null; readonly guest: boolean; readonly outsider: boolean },
): readonly Group[] {
  if (person.outsider) return [];
  const email = person.email?.toLowerCase();
  return groups.filter((group) =>
    group === 'responder' && !person.guest ? true : policy.groups[group]?.some((one) => one.toLowerCase() === email),
  );
}
