import { broughtUpToDate } from '#src/domain/incident/change.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { ticksAt, tickUpTo } from '#src/domain/incident/promises/course.ts';
import { nextMoment } from '#src/domain/incident/promises/overdue.ts';
import { type Incident, incidentNumber } from '#src/domain/incident/state.ts';
import { engineActor } from '#src/domain/people.ts';
import type { Deps } from '#src/ports/deps.ts';

type Keeping = Pick<Deps, 'store' | 'queue' | 'clock' | 'policy'>;

/** Others may change the same incident meanwhile; the timer rings again for what is not written here. */
const maxTries = 10;

/**
 * Records what the clock made of the promises of an incident: reminders, misses, rungs, and the status post of a cadence tick. Of ticks nobody was there
 * for only the newest is made up. Run twice, it finds nothing left to do.
 */
export async function keepPromises(deps: Keeping, stream: string): Promise<void> {
  const { store, queue, clock, policy } = deps;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const incident = await store.incident(incidentNumber(stream), engineActor);
    const at = clock.now();
    const change = incident && broughtUpToDate(incident, await ticks(deps, incident, at), { at, policy });
    const quiet = { stream, seq: incident?.seq ?? 0, nextMoment: incident && nextMoment(incident) };
    const committed = await store.commit(change ? { changes: [change] } : { quiet });
    if (committed.kind === 'stored') return queue.wake(committed.wakes);
  }
}

async function ticks(deps: Keeping, incident: Incident, now: number): Promise<readonly IncidentEvent[]> {
  const tick = tickUpTo(incident, now);
  if (tick === null) return [];
  const many = (await tickingAt(deps, tick)).length >= deps.policy.digest.value;
  return [{ type: 'status-due', v: 1, data: { tick, digest: many } }];
}

/** The same for every incident that promises something: those of an earlier version learn the rules in force, and a timer that was lost is set again. */
export async function keepAllPromises(deps: Keeping): Promise<void> {
  for (const stream of await deps.store.promising()) await keepPromises(deps, stream);
}

/** The open incidents whose status is posted at this tick, the worst first. */
export async function tickingAt({ store }: Pick<Deps, 'store'>, tick: number): Promise<readonly Incident[]> {
  const open = await store.incidents({ open: true, restricted: false }, { limit: 1_000, offset: 0 }, engineActor);
  return open.filter((incident) => ticksAt(incident, tick));
}
