import { changeOf as changeOfAlert } from '#src/domain/alert/change.ts';
import { decide as decideAlert } from '#src/domain/alert/decide.ts';
import { type AlertEvent, alertSources } from '#src/domain/alert/events.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { changeOf, type IncidentChange } from '#src/domain/incident/change.ts';
import { longPast } from '#src/domain/incident/decide/decision.ts';
import { decide } from '#src/domain/incident/decide.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { actorId, engineActor } from '#src/domain/people.ts';
import { findService, type Policy } from '#src/domain/policy.ts';
import type { By } from '#src/domain/recording.ts';
import type { Severity } from '#src/domain/severity.ts';
import { joined } from '#src/operations/attaching.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Commit, Committed } from '#src/ports/store.ts';

/** How bad an incident is that this alert declares by itself; `null`: it declares none. */
export function declaredAs({ service }: Alert, policy: Policy): Severity | null {
  if (service === null || findService(policy, service) === null) return null;
  return policy.alerts.declare.find((one) => one.service === service)?.severity ?? null;
}

interface Declaring {
  readonly before: Alert | null;
  /** What is written besides. */
  readonly besides: Pick<Commit, 'changes' | 'newest'>;
  /** What happens to the alert besides; `number`: of a new one. */
  readonly eventsFor: (number: number) => readonly AlertEvent[];
  /** As it is then. */
  readonly after: Alert;
  readonly severity: Severity;
}

/**
 * Commits what happens to an alert together with an incident for it. One outage makes many alerts, and several sources may tell of it: while an incident that
 * alerts declared for the service is open, they join that one, whichever source told first. Several may hear of it at once: all of them have the same key
 * until one has declared it.
 */
export async function commitDeclared(
  { store }: Pick<Deps, 'store'>,
  { before, besides, eventsFor, after, severity }: Declaring,
  by: By,
): Promise<Committed> {
  const reporter = actorId(by.actor);
  const service = after.service ?? '';
  const ofAlerts = { reporters: alertSources, service, restricted: false, drill: false };
  // Counted first: one that is declared after that has taken the key, or is found open. Neither its services nor who declared it ever change.
  const declared = await store.incidentCount(ofAlerts, engineActor);
  const open = await store.incidents({ ...ofAlerts, open: true }, { limit: 1, offset: 0 }, engineActor);

  const [joins] = open;
  if (joins) {
    const room = takesIn(joins, after, by);
    const commit = (number: number): Commit => {
      const rest = besides.changes ?? [];
      if (!room) return { ...besides, changes: [...rest, changeOfAlert(before, eventsFor(number), by)] };
      const { change, alert } = attached(before, eventsFor(number), joins, by);
      return { ...besides, changes: [...rest, change, ...joined(joins, alert, by)] };
    };
    return before ? store.commit(commit(before.number)) : store.commitNumbered('alert', null, commit);
  }

  const key = `declare.alerts.${service}.${declared.total}`;
  const commit = (number: number, incident: number): Commit => {
    const events = declaring(incident, { alert: after, severity, reporter }, by);
    const { change, alert } = attached(before, eventsFor(number), changeOf(null, events, by).after, by);
    return {
      ...besides,
      changes: [...(besides.changes ?? []), change, opening(events, alert, by)],
      inbox: { key, answer: { ok: true, number: incident } },
    };
  };
  if (before) return store.commitNumbered('incident', key, (incident) => commit(before.number, incident));
  return store.commitNumbered('alert', key, async (number, next) => commit(number, await next('incident')));
}

/** What happens to an alert, and that it is attached to `to`; `alert`: as it is when the incident takes it in, still with the page that may go on with it. */
function attached(before: Alert | null, events: readonly AlertEvent[], to: Incident, by: By) {
  const alert = changeOfAlert(before, events, by).after;
  const decision = decideAlert(alert, { type: 'attach', to }, { policy: by.policy, now: by.at });
  if (!decision.ok) throw new Error(`an alert could not be attached to what is open: ${decision.refusal.code}`);
  return { alert, change: changeOfAlert(before, [...events, ...decision.events], by) };
}

/** An incident that has as many alerts as it keeps takes no more: what comes then goes on by itself, and calls. */
function takesIn(incident: Incident, alert: Alert, by: By): boolean {
  return decide(incident, { type: 'join-alert', alert }, { policy: by.policy, now: by.at }).ok;
}

function declaring(
  number: number,
  { alert, severity, reporter }: { readonly alert: Alert; readonly severity: Severity; readonly reporter: string },
  by: By,
): readonly IncidentEvent[] {
  const said = { affected: null, severity, hurts: null, services: [alert.service ?? ''], customerFacing: false };
  const beganAt = longPast(alert.firedAt, by.at) ? null : alert.firedAt;
  const times = { beganAt, detectedAt: null, resolvedAt: null };
  const rest = { restricted: false, drill: false, channel: null, reporter, number, title: alert.title };
  const declared = decide(null, { type: 'declare', ...said, ...times, ...rest }, { policy: by.policy, now: by.at });
  if (!declared.ok) throw new Error(`an alert could not declare its incident: ${declared.refusal.code}`);
  return declared.events;
}

function opening(events: readonly IncidentEvent[], alert: Alert, by: By): IncidentChange {
  const { after } = changeOf(null, events, by);
  const joins = decide(after, { type: 'join-alert', alert }, { policy: by.policy, now: by.at });
  return changeOf(null, [...events, ...(joins.ok ? joins.events : [])], by);
}
