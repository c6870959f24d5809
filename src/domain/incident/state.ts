import type { ServiceHealth } from '#src/domain/health.ts';
import type { Viewer } from '#src/domain/people.ts';
import type { Prose } from '#src/domain/prose.ts';
import type { Severity } from '#src/domain/severity.ts';

export const statuses = ['investigating', 'identified', 'monitoring', 'resolved', 'closed', 'cancelled'] as const;
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
}

/** An incident as its events say. Times are milliseconds since the epoch. */
export interface Incident {
  readonly number: number;
  readonly stream: string;
  /** `seq` of the newest event folded in. */
  readonly seq: number;
  readonly title: Prose;
  readonly affected: Prose | null;
  readonly severity: Severity;
  readonly suggested: Severity | null;
  readonly status: Status;
  readonly services: readonly string[];
  readonly customerFacing: boolean;
  readonly restricted: boolean;
  readonly reporter: string;
  /** Who may know of it while it is restricted. */
  readonly members: readonly string[];
  readonly declaredAt: number;
  readonly resolvedAt: number | null;
  readonly channel: { readonly id: string; readonly name: string } | null;
  /** `ts` of the messages that stand, by kind, with the channel they stand in. */
  readonly posted: Readonly<Record<string, { readonly channel: string; readonly ts: string }>>;
  readonly resolution: Resolution | null;
  readonly policyHash: string;
}

/** Raise when `evolve` gives another state for old events: snapshots are then rebuilt. */
export const incidentFoldVersion = 1;

/** `INC-42`, as people write it. */
export function incidentName(number: number): string {
  return `INC-${number}`;
}

/** The stream of events of incident `number`. */
export function incidentStream(number: number): string {
  return `inc-${number}`;
}

/** Statuses of an incident that still goes on. */
export const openStatuses: readonly Status[] = ['investigating', 'identified', 'monitoring'];

export function isOpen(incident: Incident): boolean {
  return openStatuses.includes(incident.status);
}

/** Whether `viewer` may know that `incident` exists. Security is part of every restricted incident (runbook 000). */
export function visibleTo(viewer: Viewer, incident: Incident): boolean {
  if (viewer.kind === 'system' || !incident.restricted) return true;
  return incident.members.includes(viewer.person) || viewer.groups.includes('security');
}
