import type { FollowUpEvent } from '#src/domain/incident/events/follow-ups.ts';
import type { FollowUp, Incident } from '#src/domain/incident/state.ts';

/** What is left to do. `at`: when it happened. */
export function evolveFollowUps(state: Incident, event: FollowUpEvent, at: number): Incident {
  const { followUps, seq } = state;
  const dated = (day: string | null): FollowUp['due'] => (day === null ? null : { day, set: { seq, at } });
  const { followUp: number } = event.data;
  if (event.type === 'follow-up-added') {
    const { what, owner, due } = event.data;
    return { ...state, followUps: [...followUps, { number, what, owner, due: dated(due), ended: null }] };
  }
  const changed = (one: FollowUp): FollowUp => {
    if (event.type === 'follow-up-done') return { ...one, ended: 'done' };
    if (event.type === 'follow-up-dropped') return { ...one, ended: 'dropped' };
    const { owner, due } = event.data;
    // The same day again is the same promise.
    return { ...one, owner, due: due === (one.due?.day ?? null) ? one.due : dated(due) };
  };
  return { ...state, followUps: followUps.map((one) => (one.number === number ? changed(one) : one)) };
}
