import { changeOf } from '#src/domain/alert/change.ts';
import { type AlertReport, decide } from '#src/domain/alert/decide.ts';
import type { AlertEvent, Ended, Fired, Instance } from '#src/domain/alert/events.ts';
import type { ToldInstance } from '#src/domain/alert/instances.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { engineActor } from '#src/domain/people.ts';
import { aPolicy, prose, wednesday } from './builders.ts';

const minute = 60_000;

/** Something that fires since so many minutes after the hour. */
export function instance(id: string, minutes = 0, changes: Partial<Instance> = {}): Instance {
  return { id, startedAt: wednesday + minutes * minute, severity: 'critical', what: null, ...changes };
}

export function ended(id: string, from: number, to: number): Ended {
  return { id, startedAt: wednesday + from * minute, endedAt: wednesday + to * minute };
}

/** The same as its source tells it; without `to` it fires. */
export function told(id: string, from = 0, to: number | null = null, changes: Partial<Instance> = {}): ToldInstance {
  return { ...instance(id, from, changes), endedAt: to === null ? null : wednesday + to * minute };
}

export function aReport(of: readonly ToldInstance[] = [told('a')], changes: Partial<AlertReport> = {}): AlertReport {
  return {
    source: 'alertmanager',
    key: 'group-1',
    name: 'HighErrorRate',
    service: 'api-gateway',
    title: prose('bank-lines answers with errors'),
    description: null,
    links: { runbook: prose('https://runbooks.example/errors'), dashboard: null, source: null },
    told: of,
    truncated: 0,
    page: null,
    ...changes,
  };
}

export function fired(data: Partial<Fired> = {}): Extract<AlertEvent, { type: 'alert-fired' }> {
  const { told: _, truncated: __, ...said } = aReport();
  return { type: 'alert-fired', v: 1, data: { number: 7, ...said, instances: [instance('a')], unlisted: 0, ...data } };
}

export function alertChange(before: Alert | null, events: readonly AlertEvent[], at = wednesday) {
  return changeOf(before, events, { actor: engineActor, at, policy: { ...aPolicy, hash: 'policy' } });
}

/** The alert that these events make. */
export function anAlert(...events: readonly AlertEvent[]): Alert {
  return alertChange(null, events.length > 0 ? events : [fired()]).after;
}

/** What comes of a report, told so many minutes after the hour, where this alert is the newest of its key. */
export function hearing(before: Alert | null, report: AlertReport, minutes = 0): readonly AlertEvent[] {
  const command = before
    ? ({ type: 'hear', report, left: false } as const)
    : ({ type: 'fire', number: 7, report, before } as const);
  const decision = decide(before, command, { policy: aPolicy, now: wednesday + minutes * minute });
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.events;
}

/** The alert once it is told all of these, the first so many minutes after the hour and each a second after the one before. */
export function afterHearing(reports: readonly AlertReport[], minutes = 0, first: Alert | null = null): Alert | null {
  return reports.reduce<Alert | null>((before, report, index) => {
    const at = minutes + index / 60;
    const events = hearing(before, report, at);
    return events.length === 0 ? before : alertChange(before, events, wednesday + at * minute).after;
  }, first);
}
