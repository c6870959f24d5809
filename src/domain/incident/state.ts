import type { ServiceHealth } from '#src/domain/health.ts';
import { numberWords } from '#src/domain/numbers.ts';
import type { Unanswerable } from '#src/domain/paging/events.ts';
import type { Page } from '#src/domain/paging/page.ts';
import { isInSlack, type Viewer } from '#src/domain/people.ts';
import type { Mark } from '#src/domain/promises/owed.ts';
import type { Prose } from '#src/domain/prose.ts';
import type { Severity } from '#src/domain/severity.ts';
import type { MessageAt } from './events/capture.ts';
import { type AffectedKind, type Audience, type OpenStatus, openStatuses } from './events/life.ts';
import type { Role } from './events/people.ts';
import type { Untold } from './messages.ts';
import type { Promises } from './promises/state.ts';

export const statuses = [...openStatuses, 'resolved', 'closed', 'cancelled'] as const;
export type Status = (typeof statuses)[number];

/** The newest attempt to resolve: asked for, then concluded by what the health checks said. */
export interface Resolution {
  readonly by: string;
  readonly requestedAt: number;
  /** Why to resolve even if health does not pass; `null`: do not. */
  readonly override: Prose | null;
  /** `seq` of the event that concluded it; `null` while the checks run. */
  readonly concludedSeq: number | null;
  readonly outcome: 'under-way' | 'refused' | 'resolved';
  readonly health: readonly ServiceHealth[];
  /** Numbers of the alerts for which it was refused. */
  readonly firing: readonly number[];
}

/** The newest update people gave to one audience. */
export interface LastUpdate {
  readonly seq: number;
  readonly by: string;
  readonly at: number;
  readonly know: Prose;
  /** When they promised the next one. */
  readonly nextAt: number | null;
  /** What is done next, as they said; `null`: they did not say. */
  readonly next: Prose | null;
}

/** Something done so that it hurts less, until the cause is mended (runbook 003). */
export interface Mitigation {
  /** From 1, within the incident. */
  readonly number: number;
  readonly what: Prose;
  readonly by: string;
  readonly appliedAt: number;
  readonly removed: { readonly by: string; readonly at: number; readonly how: Prose | null } | null;
}

/** Something left to do (runbook 003). */
export interface FollowUp {
  /** From 1, within the incident. */
  readonly number: number;
  readonly what: Prose;
  readonly owner: string | null;
  /** The last day (`YYYY-MM-DD`) on which it is in time, and what set it. */
  readonly due: { readonly day: string; readonly set: Mark } | null;
  readonly ended: 'done' | 'dropped' | null;
}

/** What it touches (runbook 000, triage). */
export interface Affected {
  /** In the words of who declared it. */
  readonly said: Prose | null;
  /** What was named since. */
  readonly named: Readonly<Record<AffectedKind, readonly Prose[]>>;
}

export interface IncidentLink {
  readonly url: Prose;
  readonly title: Prose | null;
}

/** A message that somebody put on the timeline. */
export interface Capture extends MessageAt {
  /** Whose 📌 hold it there. */
  readonly pinnedBy: readonly string[];
  /** Also by the shortcut, which no reaction takes back. */
  readonly byShortcut: boolean;
  /** When each person last put a 📌 on it or took it off (ms). */
  readonly moves: Readonly<Record<string, number>>;
  /** The newest edit we know of (ms). */
  readonly editedAt: number | null;
}

export interface AccessRequest {
  /** `seq` of the event that first asked. */
  readonly request: number;
  readonly person: string;
  /** The newest reason they gave. */
  readonly why: Prose | null;
}

/** An incident as its events say. Times are milliseconds since the epoch. */
export interface Incident {
  readonly number: number;
  readonly stream: string;
  /** `seq` of the newest event folded in. */
  readonly seq: number;
  readonly title: Prose;
  readonly affected: Affected;
  readonly severity: Severity;
  readonly suggested: Severity | null;
  readonly status: Status;
  readonly services: readonly string[];
  readonly customerFacing: boolean;
  readonly restricted: boolean;
  /** An exercise: marked everywhere and left out of figures. */
  readonly drill: boolean;
  readonly reporter: string;
  /** Who may know of it while it is restricted. */
  readonly members: readonly string[];
  /** When each person last came into its channel or left it (ms): what Slack tells late changes nothing. */
  readonly moves: Readonly<Record<string, number>>;
  /** Who asked to be let in and waits for an answer. */
  readonly requests: readonly AccessRequest[];
  readonly declaredAt: number;
  /** When it really began and was noticed, where somebody said so. */
  readonly beganAt: number | null;
  readonly detectedAt: number | null;
  readonly resolvedAt: number | null;
  /** When it was closed or cancelled. */
  readonly endedAt: number | null;
  /** `by`: as `actorId` names who it was. `there`: in PagerDuty, which can take it back. */
  readonly acknowledged: { readonly by: string; readonly at: number; readonly there: boolean } | null;
  /** The incident of PagerDuty that stands for it; `null`: nobody was called yet. */
  readonly page: Page | null;
  /** Whom PagerDuty had nobody to call for. */
  readonly unanswerable: readonly Unanswerable[];
  /** Ids of pages that stood for it besides. */
  readonly sparePages: readonly string[];
  readonly roles: Readonly<Record<Role, string | null>>;
  /** The newest of each audience. */
  readonly updates: Readonly<Record<Audience, LastUpdate | null>>;
  readonly mitigations: readonly Mitigation[];
  readonly followUps: readonly FollowUp[];
  readonly links: readonly IncidentLink[];
  readonly related: readonly number[];
  /** Numbers of the alerts that are attached to it. */
  readonly alerts: readonly number[];
  /** The incident that goes on in its place, and the status it had. */
  readonly merged: { readonly into: number; readonly from: OpenStatus } | null;
  /** Incidents that turned out to be this one. */
  readonly duplicates: readonly number[];
  readonly captures: readonly Capture[];
  readonly channel: {
    readonly id: string;
    readonly name: string;
    /** It was there before the incident. */
    readonly adopted: boolean;
    readonly archived: boolean;
    /** Since when, as Slack tells (ms): what it tells late changes nothing. `null`: it never said when. */
    readonly archivedAsOf: number | null;
    /** `seq` of the event by which somebody made it public: everybody reads it since then. */
    readonly exposed: number | null;
    /** When it was last made public or private, as Slack tells (ms): what it tells late changes nothing. `null`: it never said. */
    readonly turnedAt: number | null;
  } | null;
  /** What its channel must be told and does not show yet. */
  readonly untold: readonly Untold[];
  /** `ts` of the messages that follow the state, by kind, with the channel they stand in. */
  readonly posted: Readonly<Record<string, { readonly channel: string; readonly ts: string }>>;
  readonly resolution: Resolution | null;
  readonly promises: Promises;
  readonly policyHash: string;
}

/** Raise when `evolve` gives another state for old events: snapshots are then rebuilt. */
export const incidentFoldVersion = 15;

/** `INC-42`, as people write it. */
export function incidentName(number: number): string {
  return `INC-${numberWords(number)}`;
}

/** The stream of events of incident `number`. */
export function incidentStream(number: number): string {
  return `inc-${number}`;
}

/** The incident whose stream it is. */
export function incidentNumber(stream: string): number {
  return Number(stream.slice('inc-'.length));
}

const isOpenStatus: ReadonlySet<Status> = new Set(openStatuses);

export function isOpen(incident: Pick<Incident, 'status'>): boolean {
  return isOpenStatus.has(incident.status);
}

/** Whether `viewer` may know that `incident` exists. Security is part of every restricted incident (runbook 000). */
export function visibleTo(viewer: Viewer, incident: Incident): boolean {
  if (viewer.kind === 'system' || !incident.restricted) return true;
  return incident.members.includes(viewer.person) || viewer.groups.includes('security');
}

/** Whether `person` may be told of it without having asked: of a private one only its members are. */
export function mayBeTold({ restricted, members }: Pick<Incident, 'restricted' | 'members'>, person: string): boolean {
  return !restricted || members.includes(person);
}

/** Whether outsiders can read along in its channel. */
export function isExposed({ channel }: Pick<Incident, 'channel'>): boolean {
  return channel !== null && channel.exposed !== null;
}

/** The channel where it can be spoken of: of a private one only while the channel is private too. */
export function ownChannel(incident: Incident): Incident['channel'] {
  return incident.restricted && isExposed(incident) ? null : incident.channel;
}

/** The channel its news are posted in by now; `null`: they wait. */
export function newsChannel(incident: Incident): Incident['channel'] {
  const channel = ownChannel(incident);
  return channel?.archived ? null : channel;
}

/**
 * Whether its news stand in its channel also if the bot was taken out of it: into a public one it comes back by itself. A channel that was there before
 * the incident may be private.
 */
export function returnsToChannel({ restricted, channel }: Pick<Incident, 'restricted' | 'channel'>): boolean {
  return !restricted && channel?.adopted === false;
}

/** Everybody who has a part in it: who declared it, who has a role, who acknowledged it. */
export function involvedIn({ reporter, roles, acknowledged }: Incident): readonly string[] {
  const holders = Object.values(roles).filter((person) => person !== null);
  const taken = acknowledged && isInSlack(acknowledged.by) ? [acknowledged.by] : [];
  return [...new Set([reporter, ...holders, ...taken])];
}
