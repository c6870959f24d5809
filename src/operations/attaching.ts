import type { AlertChange } from '#src/domain/alert/change.ts';
import type { AlertEvent } from '#src/domain/alert/events.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { changeOf, type IncidentChange } from '#src/domain/incident/change.ts';
import type { Heard } from '#src/domain/incident/decide/alerts.ts';
import { type ChangeCommand, decide } from '#src/domain/incident/decide.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { engineActor } from '#src/domain/people.ts';
import type { By } from '#src/domain/recording.ts';
import type { Deps } from '#src/ports/deps.ts';

/** However often incidents were merged into each other. */
const mostMerges = 20;

/** The incident an alert is attached to, or the one it goes on as by now. */
export async function goesOnAs({ store }: Pick<Deps, 'store'>, number: number | null): Promise<Incident | null> {
  let incident = number === null ? null : await store.incident(number, engineActor);
  for (let merges = 0; incident?.merged && merges < mostMerges; merges += 1) {
    incident = await store.incident(incident.merged.into, engineActor);
  }
  return incident;
}

/** What an open incident is told of what happened to an alert that is attached to it; that some of it is over while more still fires is told by its card. */
export function hearing(incident: Incident, { recorded, after }: AlertChange, by: By): readonly IncidentChange[] {
  const heard = recorded.flatMap(({ event }) => told[event.type] ?? []);
  return heard.flatMap((what) => changed(incident, { type: 'hear-alert', alert: after, what }, by)).slice(-1);
}

const told: Readonly<Partial<Record<AlertEvent['type'], Heard>>> = {
  'alert-fired-again': 'alert-fired-again',
  'alert-grew': 'alert-grew',
  'alert-resolved': 'alert-resolved',
};

/** The alert is attached to it from now on, as the alert's own record says. */
export function joined(incident: Incident, alert: Alert, by: By): readonly IncidentChange[] {
  return changed(incident, { type: 'join-alert', alert }, by);
}

function changed(incident: Incident, command: ChangeCommand, by: By): readonly IncidentChange[] {
  const decision = decide(incident, command, { policy: by.policy, now: by.at });
  return decision.ok && decision.events.length > 0 ? [changeOf(incident, decision.events, by)] : [];
}
