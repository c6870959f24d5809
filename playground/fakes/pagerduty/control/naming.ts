import type { Incident, Policy, Priority, Service, State, User } from '#playground/fakes/pagerduty/state.ts';
import { BadRequest } from '#playground/workspace/looking.ts';

/** What somebody who types means: an id, or the name people use. */

/** A user by id, or by the name their person has in Slack (`ana`), which begins their e-mail; `null`: that person has none. */
export function findUser({ users }: State, given: string): User | null {
  const name = given.replace(/^@/, '').toLowerCase();
  return users.get(given) ?? [...users.values()].find(({ email }) => email.split('@')[0] === name) ?? null;
}

export function userOf(state: State, given: string): User {
  const user = findUser(state, given);
  if (user === null) throw new BadRequest(`${given} has no user in PagerDuty`);
  return user;
}

/** An incident by id or number. */
export function incidentOf({ incidents }: State, given: string): Incident {
  const incident = incidents.get(given) ?? [...incidents.values()].find(({ number }) => String(number) === given);
  if (incident === undefined) throw new BadRequest(`there is no incident "${given}"`);
  return incident;
}

export function serviceOf({ services }: State, given: string): Service {
  return named('service', services, given);
}

export function policyOf({ policies }: State, given: string): Policy {
  return named('escalation policy', policies, given);
}

export function priorityOf({ priorities }: State, given: string): Priority {
  return named('priority', priorities, given);
}

function named<Thing extends { readonly name: string }>(
  what: string,
  things: ReadonlyMap<string, Thing>,
  given: string,
): Thing {
  const isMeant = ({ name }: Thing) => name.toLowerCase() === given.toLowerCase();
  const thing = things.get(given) ?? [...things.values()].find(isMeant);
  if (thing === undefined) throw new BadRequest(`there is no ${what} "${given}"`);
  return thing;
}
