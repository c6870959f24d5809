import { log, tell } from '#playground/fakes/pagerduty/record.ts';
import { invalid, Refused } from '#playground/fakes/pagerduty/refused.ts';
import type { By, Incident } from '#playground/fakes/pagerduty/state.ts';
import { isOpen, type World } from '#playground/fakes/pagerduty/world.ts';
import { assignOnCall } from './assign.ts';
import { refuseTaken } from './trigger.ts';

/** The incident becomes whoever's acknowledged it, and nobody else's. */
export function acknowledge(world: World, incident: Incident, by: By): void {
  if (!isOpen(incident)) throw new Refused(1001);
  if (incident.status === 'acknowledged') throw new Refused(1002);
  if (by.agent?.kind !== 'user') throw invalid('Only a user can acknowledge');
  const touch = { user: by.agent.id, at: by.at };
  incident.status = 'acknowledged';
  incident.assignments = [touch];
  incident.acknowledgements = [touch];
  incident.lastChange = by;
  log(world, incident, 'acknowledge', 'Acknowledged', by);
  tell(world, 'incident.acknowledged', incident, by);
}

/** Somebody lets go of it, or their time to resolve it is over. */
export function unacknowledge(world: World, incident: Incident, by: By): void {
  if (incident.status !== 'acknowledged') throw invalid('Incident is not acknowledged');
  incident.status = 'triggered';
  incident.acknowledgements = [];
  incident.lastChange = by;
  log(world, incident, 'unacknowledge', 'Unacknowledged', by);
  tell(world, 'incident.unacknowledged', incident, by);
}

/** It is nobody's then. `note`: why, for the log only. `mergedInto`: the incident that goes on for it. */
export function resolve(
  world: World,
  incident: Incident,
  by: By,
  { note, mergedInto = null }: { readonly note?: string | undefined; readonly mergedInto?: string | null } = {},
): void {
  if (!isOpen(incident)) throw new Refused(1001);
  Object.assign(incident, {
    status: 'resolved',
    assignments: [],
    acknowledgements: [],
    lastChange: by,
    resolvedAt: by.at,
    mergedInto,
  } satisfies Partial<Incident>);
  log(world, incident, 'resolve', 'Resolved', by, note === undefined ? {} : { note });
  tell(world, 'incident.resolved', incident, by);
}

/** Calls whoever is on call now, as at the beginning. */
export function reopen(world: World, incident: Incident, by: By): void {
  if (isOpen(incident)) throw invalid('Incident is not resolved');
  if (incident.key !== null) refuseTaken(world.state, incident.service, incident.key);
  assignOnCall(world, incident, by);
  incident.lastChange = by;
  incident.resolvedAt = null;
  incident.mergedInto = null;
  log(world, incident, 'reopen', 'Reopened', by);
  tell(world, 'incident.reopened', incident, by);
}
