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

/** What an open incident is told of what happened to an alert that is attached to it. That some of it is over while more still fires its card tells. */
export function passedOn(incident: Incident, { recorded, after }: AlertChange, by: By): readonly IncidentChange[] {
  const [what] = recorded.flatMap(({ event }) => told[event.type] ?? []).slice(-1);
  return what === undefined ? [] : changed(incident, { type: 'hear-alert', alert: after, what }, by);
}

const told: Readonly<Partial<Record<AlertEvent['type'], AlertNews>>> = {
  'alert-fired-again': 'alert-fired-again',
  'alert-grew': 'alert-grew',
  'alert-resolved': 'alert-resolved',
};

/** Whoever has an alert in hand has in hand what it belongs to, unless somebody has already. */
export async function takenOnWith(
  deps: Reading,
  { recorded, after }: AlertChange,
  by: By,
): Promise<readonly IncidentChange[]> {
  const [person] = recorded.flatMap(({ event }) => (event.type === 'alert-acknowledged' ? [event.data.person] : []));
  const incident = person === undefined ? null : await goesOnAs(deps, after.incident);
  return incident && person !== undefined ? changed(incident, { type: 'acknowledge', person }, by) : [];
}

/** The alert is attached to it from now on, as the alert's own record says. */
export function joined(incident: Incident, alert: Alert, by: By): readonly IncidentChange[] {
  return changed(incident, { type: 'join-alert', alert }, by);
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
  const join = decide(to, { type: 'join-alert', alert }, context);
  return join.ok ? ({ ok: true, ofAlert: attach.events, ofIncident: join.events } as const) : join;
}

/** That an alert is taken off its incident, for the record of that. */
export async function leaving(
  { store }: Reading,
  { number, incident }: Alert,
  by: By,
): Promise<readonly IncidentChange[]> {
  const before = incident === null ? null : await store.incident(incident, engineActor);
  return before ? changed(before, { type: 'lose-alert', alert: number }, by) : [];
}

function changed(incident: Incident, command: ChangeCommand, by: By): readonly IncidentChange[] {
  const decision = decide(incident, command, { policy: by.policy, now: by.at });
  return decision.ok ? changes(incident, decision.events, by) : [];
}

function changes(incident: Incident, events: readonly IncidentEvent[], by: By): readonly IncidentChange[] {
  return events.length > 0 ? [changeOf(incident, events, by)] : [];
}
