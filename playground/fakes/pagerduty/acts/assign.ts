import { firstOnCall, onCallAt } from '#playground/fakes/pagerduty/on-call.ts';
import { log, tell } from '#playground/fakes/pagerduty/record.ts';
import { userReference } from '#playground/fakes/pagerduty/references.ts';
import { invalid, Refused } from '#playground/fakes/pagerduty/refused.ts';
import type { By, Incident } from '#playground/fakes/pagerduty/state.ts';
import { isOpen, type World } from '#playground/fakes/pagerduty/world.ts';

/** Whose an incident is. Whoever gets it has to acknowledge it anew. */

/** Gives it to whoever is on call first; refused where nobody is. */
export function assignOnCall(world: World, incident: Incident, by: By): void {
  const found = firstOnCall(world.state, incident.policy, by.at);
  if (found === null) throw new Refused(1015);
  incident.level = found.level;
  give(world, incident, found.users, by);
}

/** `level`: the next one unless told otherwise. */
export function escalate(world: World, incident: Incident, level: number | undefined, by: By): void {
  if (!isOpen(incident)) throw new Refused(1001);
  const to = level ?? incident.level + 1;
  const levels = world.state.policies.get(incident.policy)?.levels.length ?? 0;
  if (to > levels) throw invalid(`Escalation level ${to} is not in the escalation policy`);
  const users = onCallAt(world.state, incident.policy, to, by.at);
  if (users.length === 0) throw new Refused(1015);
  incident.level = to;
  log(world, incident, 'escalate', `Escalated to level ${to}`, by);
  give(world, incident, users, by);
  tell(world, 'incident.escalated', incident, by);
}

/** Hands it to another escalation policy, from its first level on. */
export function delegate(world: World, incident: Incident, policy: string, by: By): void {
  if (!isOpen(incident)) throw new Refused(1001);
  if (!world.state.policies.has(policy)) throw invalid('Escalation policy is not found');
  if (firstOnCall(world.state, policy, by.at) === null) throw new Refused(1015);
  incident.policy = policy;
  log(world, incident, 'delegate', 'Delegated', by);
  assignOnCall(world, incident, by);
  tell(world, 'incident.delegated', incident, by);
}

export function reassign(world: World, incident: Incident, users: readonly string[], by: By): void {
  if (!isOpen(incident)) throw new Refused(1001);
  if (users.length === 0) throw invalid('Assignments cannot be empty');
  if (!users.every((user) => world.state.users.has(user))) throw invalid('Assignee is not found');
  give(world, incident, users, by);
  tell(world, 'incident.reassigned', incident, by);
}

/** Calls them. */
export function give(world: World, incident: Incident, users: readonly string[], by: By): void {
  Object.assign(incident, {
    status: 'triggered',
    assignments: users.map((user) => ({ user, at: by.at })),
    acknowledgements: [],
  } satisfies Partial<Incident>);
  const assignees = users.map((user) => userReference(world.state, user));
  log(world, incident, 'assign', 'Assigned', by, { assignees });
  const itself: By = { agent: { kind: 'service', id: incident.service }, at: by.at, via: 'auto' };
  for (const user of users)
    log(world, incident, 'notify', 'Notified', itself, { user: userReference(world.state, user) });
}
