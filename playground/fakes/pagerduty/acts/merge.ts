import { log } from '#playground/fakes/pagerduty/record.ts';
import { invalid, Refused } from '#playground/fakes/pagerduty/refused.ts';
import type { By, Incident } from '#playground/fakes/pagerduty/state.ts';
import { isOpen, type World } from '#playground/fakes/pagerduty/world.ts';
import { resolve } from './status.ts';

/** One goes on for both: it takes over the alerts, and the other is resolved. */
export function merge(world: World, incident: Incident, target: Incident, by: By): void {
  if (incident === target) throw invalid('An incident cannot be merged into itself');
  if (!isOpen(incident) || !isOpen(target)) throw new Refused(1001);
  target.alertKeys = [...target.alertKeys, ...incident.alertKeys];
  incident.alertKeys = [];
  log(world, target, 'merge', `Incident #${incident.number} merged in`, by);
  resolve(world, incident, by, { mergedInto: target.id });
}

/** There was never such an incident; webhooks hear nothing of it. */
export function erase({ state, changed }: World, { id }: Incident): void {
  state.incidents.delete(id);
  changed();
}
