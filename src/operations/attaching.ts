import { type AlertChange, changeOf as changeOfAlert } from '#src/domain/alert/change.ts';
import { decide as decideAlert } from '#src/domain/alert/decide.ts';
import type { AlertEvent } from '#src/domain/alert/events.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Change } from '#src/domain/change.ts';
import { changeOf, type IncidentChange } from '#src/domain/incident/change.ts';
import type { AlertNews } from '#src/domain/incident/decide/alerts.ts';
import { type ChangeCommand, decide } from '#src/domain/incident/decide.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import { engineActor } from '#src/domain/people.ts';
import type { By } from '#src/domain/recording.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import type { Deps } from '#src/ports/deps.ts';

/** However often incidents were merged into each other. */
const mostMerges = 20;

type Reading = Pick<Deps, 'store'>;

/** The incident of this number, or the one it goes on as by now. */
export async function goesOnAs({ store }: Reading, number: number | null): Promise<Incident | null> {
  let incident = number === null ? null : await store.incident(number, engineActor);
  for (let merges = 0; incident?.merged && merges < mostMerges; merges += 1) {
    incident = await store.incident(incident.merged.into, engineActor);
  }
  return incident;
}

/** Which of its alerts fire, and of those that were merged into it: people are at work on them here. */
export async function firingOf({ store }: Reading, { number, duplicates }: Incident): Promise<readonly number[]> {
  const firing: number[] = [];
  const merged = [number, ...duplicates];
  for (let next = merged.shift(); next !== undefined; next = merged.shift()) {
    for (const alert of await store.alertsOf(next)) if (alert.status === 'firing') firing.push(alert.number);
    if (next !== number) merged.push(...((await store.incident(next, engineActor))?.duplicates ?? []));
  }
  return firing;
}

/**
 * What an incident hears of what happened to an alert that is attached to it. Whoever has that in hand has the incident in hand, unless somebody has already; the
 * rest is for open ones. That some of it is over while more still fires its card tells.
 */
export function newsFor(incident: Incident, { recorded, after }: AlertChange): readonly ChangeCommand[] {
  const [person] = recorded.flatMap(({ event }) => (event.type === 'alert-acknowledged' ? [event.data.person] : []));
  const what = isOpen(incident) ? recorded.flatMap(({ event }) => told[event.type] ?? []).at(-1) : undefined;
  return [
    ...(person === undefined ? [] : [{ type: 'acknowledge', person } as const]),
    ...(what === undefined ? [] : [{ type: 'hear-alert', alert: after, what } as const]),
  ];
}

/** The same, ready to be committed with it. */
export function passedOn(incident: Incident, change: AlertChange, by: By): readonly IncidentChange[] {
  return changedBy(incident, newsFor(incident, change), by);
}

const told: Readonly<Partial<Record<AlertEvent['type'], AlertNews>>> = {
  'alert-fired-again': 'alert-fired-again',
  'alert-grew': 'alert-grew',
  'alert-resolved': 'alert-resolved',
};

/** The alert is attached to it from now on, as the alert's own record says. */
export function joined(incident: Incident, alert: Alert, by: By): readonly IncidentChange[] {
  return changedBy(incident, [{ type: 'join-alert', alert }], by);
}

type Refused = { readonly ok: false; readonly refusal: Refusal };
type Attached = { readonly ok: true; readonly changes: readonly Change[] } | Refused;

/** Attaches an alert to an incident, and takes it off the one it was attached to: what changes, or why it cannot be. */
export async function attaching(deps: Reading, alert: Alert, to: Incident, by: By): Promise<Attached> {
  const decided = bothSay(alert, to, by);
  if (!decided.ok) return decided;
  const left = await leaving(deps, alert, by);
  return {
    ok: true,
    changes: [changeOfAlert(alert, decided.ofAlert, by), ...changes(to, decided.ofIncident, by), ...left],
  };
}

/** The same for an incident that is only just declared by `events`; see `free`. */
export function declaredWith(alert: Alert, events: readonly IncidentEvent[], by: By): Attached {
  const decided = bothSay(alert, changeOf(null, events, by).after, by);
  if (!decided.ok) return decided;
  const opened = changeOf(null, [...events, ...decided.ofIncident], by);
  return { ok: true, changes: [opened, changeOfAlert(alert, decided.ofAlert, by)] };
}

/** Takes an alert off the incident it was attached to. Refuses while that is open: people work on it there. */
export async function free(deps: Reading, alert: Alert, by: By): Promise<Attached> {
  const other = await goesOnAs(deps, alert.incident);
  if (other && isOpen(other)) {
    return { ok: false, refusal: { code: 'alert-attached', alert: alert.number, number: other.number } };
  }
  return { ok: true, changes: await leaving(deps, alert, by) };
}

/** That an alert belongs to an incident stands in the record of either. */
function bothSay(alert: Alert, to: Incident, by: By) {
  const context = { policy: by.policy, now: by.at };
  const attach = decideAlert(alert, { type: 'attach', to }, context);
  if (!attach.ok) return attach;
  // Whoever had it in hand as a part of another incident has not taken this one on.
  const joins = alert.incident === null ? alert : { ...alert, acknowledged: null };
  const join = decide(to, { type: 'join-alert', alert: joins }, context);
  return join.ok ? ({ ok: true, ofAlert: attach.events, ofIncident: join.events } as const) : join;
}

/** That an alert is taken off its incident, for the record of that. */
export async function leaving(
  { store }: Reading,
  { number, incident }: Alert,
  by: By,
): Promise<readonly IncidentChange[]> {
  const before = incident === null ? null : await store.incident(incident, engineActor);
  return before ? changedBy(before, [{ type: 'lose-alert', alert: number }], by) : [];
}

/** What these make of it, one after the other; what does not fit changes nothing. */
export function changedBy(incident: Incident, commands: readonly ChangeCommand[], by: By): readonly IncidentChange[] {
  const events: IncidentEvent[] = [];
  for (const command of commands) {
    const [change] = changes(incident, events, by);
    const decision = decide(change?.after ?? incident, command, { policy: by.policy, now: by.at });
    if (decision.ok) events.push(...decision.events);
  }
  return changes(incident, events, by);
}

function changes(incident: Incident, events: readonly IncidentEvent[], by: By): readonly IncidentChange[] {
  return events.length > 0 ? [changeOf(incident, events, by)] : [];
}
