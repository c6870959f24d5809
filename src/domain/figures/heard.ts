import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import type { Reached, Told } from '#src/domain/promises/owed.ts';

/** Who was told of misses, by the `seq` of what they were told of. */
export function tellingsIn(recorded: readonly RecordedIncidentEvent[]): ReadonlyMap<number, Told> {
  return new Map(
    recorded.flatMap(({ event }) => (event.type === 'obligation-told' ? [[event.data.of, event.data]] : [])),
  );
}

/**
 * Those of the rungs whose turn it was of whom somebody was told. Of a private incident its members may be told in the place of all of them.
 * `told`: who was; `undefined`: that is still being found out, and nobody is missing yet.
 */
export function rungsHeard(reached: readonly Reached[], told: Told | undefined): readonly Reached[] {
  return told === undefined
    ? reached
    : reached.filter(({ people }) => people.some((email) => !told.missing.includes(email)));
}
