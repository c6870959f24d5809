import type { Answer } from '#src/domain/answer.ts';
import type { Role } from '#src/domain/incident/events/people.ts';
import { type By, type Changing, changeIncident } from '#src/operations/change-incident.ts';

/**
 * Gives a role to a person, or to nobody, and brings them into the channel. Whoever takes command acknowledges. Refuses guests, bots, deactivated accounts
 * and people of another company, as far as we know: somebody never seen is taken at Slack's word, and the card says so where they cannot be brought in.
 */
export function assignRole(
  deps: Changing,
  { number, role, person }: { readonly number: number; readonly role: Role; readonly person: string | null },
  by: By,
): Promise<Answer> {
  const command = async () => {
    const known = person === null ? null : await deps.store.person(person);
    const stranger = known !== null && (known.guest || known.outsider);
    return { type: 'assign', by: by.actor.person, role, person, stranger } as const;
  };
  return changeIncident(deps, { action: 'incident.assign', number, command }, by);
}
