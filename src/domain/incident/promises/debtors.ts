import type { TaskOwner } from '#src/domain/checklist.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Debtor } from './obligations.ts';

/** Who answers for the incident as a whole. */
export function responder({ roles, acknowledged }: Incident): Debtor {
  return personOr(roles.commander ?? acknowledged?.by);
}

/** Who answers for what customers are told. */
export function speaker(incident: Incident): Debtor {
  const { communications } = incident.roles;
  return communications ? { person: communications } : responder(incident);
}

/** Who answers for an item of a checklist. Whoever acknowledged is who is on call for it. */
export function ownerOf(incident: Incident, owner: TaskOwner | null): Debtor {
  switch (owner) {
    case 'communications':
      return speaker(incident);
    case 'scribe':
      return incident.roles.scribe ? { person: incident.roles.scribe } : responder(incident);
    case 'on-call':
      return personOr(incident.acknowledged?.by);
    default:
      return responder(incident);
  }
}

function personOr(person: string | undefined): Debtor {
  return person ? { person } : { onCall: true };
}
