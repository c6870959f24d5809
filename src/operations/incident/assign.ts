import { may } from '#src/domain/access.ts';
import type { Answer } from '#src/domain/answer.ts';
import type { Role } from '#src/domain/incident/events/people.ts';
import { type By, type Changing, changeIncident } from '#src/operations/change-incident.ts';

/**
 * Gives a role to a person, or to nobody, and brings them into the channel. Refuses people known to be guests or of another workspace: they can do
 * nothing here. Somebody never seen is taken at Slack's word.
 */
export async function assignRole(
  deps: Changing,
  { number, role, person }: { readonly number: number; readonly role: Role; readonly person: string | null },
  by: By,
): Promise<Answer> {
  const permission = may(by.actor, 'incident.assign');
  if (!permission.ok) return permission;
  const known = person === null ? null : await deps.store.person(person);
  if (person !== null && (known?.guest || known?.outsider)) {
    return { ok: false, refusal: { code: 'not-a-responder', person } };
  }
  return changeIncident(deps, { action: 'incident.assign', number, command: { type: 'assign', role, person } }, by);
}
