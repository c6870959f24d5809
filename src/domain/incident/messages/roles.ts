import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { type Incident, mayBeTold } from '#src/domain/incident/state.ts';
import type { KeptMessage } from '#src/domain/kept-message.ts';
import { tell } from './telling.ts';

/** Whoever gets a role is told once what it asks of them, and whoever had it that it is not theirs any more. */
export function toldOfRole(
  { event, seq }: RecordedIncidentEvent,
  after: Incident,
  before: Incident | null,
): readonly KeptMessage[] {
  if (event.type !== 'role-assigned') return [];
  const { role, person } = event.data;
  const people = new Set([before?.roles[role] ?? null, person]);
  return [...people]
    .filter((one) => one !== null)
    .filter((one) => mayBeTold(after, one))
    .map((one) => ({
      ...tell(after, { kind: 'duties', of: seq }, one, { person: one }),
      key: `${after.stream}.duties.${role}.${one}`,
    }));
}
