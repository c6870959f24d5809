import type { TaskOwner } from '#src/domain/checklist.ts';
import { type Incident, mayBeTold } from '#src/domain/incident/state.ts';
import { isInSlack } from '#src/domain/people.ts';
import type { Debtor } from '#src/domain/promises/obligation.ts';

/** Who answers for the incident as a whole. */
export function responder(incident: Incident): Debtor {
  const { roles, acknowledged } = incident;
  return firstOf(incident, roles.commander, acknowledged?.by);
}

/** Who answers for what customers are told. */
export function speaker(incident: Incident): Debtor {
  const { roles, acknowledged } = incident;
  return firstOf(incident, roles.communications, roles.commander, acknowledged?.by);
}

/** Who answers for an item of a checklist. Whoever acknowledged is who is on call for it. */
export function ownerOf(incident: Incident, owner: TaskOwner | null): Debtor {
  const { roles, acknowledged } = incident;
  switch (owner) {
    case 'communications':
      return speaker(incident);
    case 'scribe':
      return firstOf(incident, roles.scribe, roles.commander, acknowledged?.by);
    case 'on-call':
      return firstOf(incident, acknowledged?.by);
    default:
      return responder(incident);
  }
}

/** Who left a private incident owes it nothing, nor does whom nobody can ask here. */
function firstOf(incident: Incident, ...people: readonly (string | null | undefined)[]): Debtor {
  const person = people.find((one) => one && isInSlack(one) && mayBeTold(incident, one));
  return person ? { person } : { onCall: true };
}
