import { nextMoment } from '#src/domain/alert/acknowledgement.ts';
import { broughtUpToDate } from '#src/domain/alert/change.ts';
import { partsOf } from '#src/domain/streams.ts';
import type { Deps } from '#src/ports/deps.ts';

type Keeping = Pick<Deps, 'store' | 'queue' | 'clock' | 'policy'>;

/** Others may change the same alert meanwhile; the timer rings again for what is not written here. */
const maxTries = 10;

/** Records what the clock made of the promise to acknowledge an alert: who is asked, that it is missed, and rungs. Run twice, it finds nothing left to do. */
export async function keepAlertPromise(deps: Keeping, stream: string): Promise<void> {
  const { store, queue, clock, policy } = deps;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const alert = await store.alert(partsOf(stream)?.number ?? 0);
    const change = alert && broughtUpToDate(alert, { at: clock.now(), policy });
    const quiet = { stream, seq: alert?.seq ?? 0, nextMoment: alert && nextMoment(alert, policy) };
    const committed = await store.commit(change ? { changes: [change] } : { quiet });
    if (committed.kind === 'stored') return queue.wake(committed.wakes);
  }
}

/** At most so many are looked at: those that fire are few. */
const most = 1_000;

/** The same for every alert that fires: a timer that was lost is set again. */
export async function keepAllAlertPromises(deps: Keeping): Promise<void> {
  const firing = await deps.store.alerts({ open: true }, { limit: most, offset: 0 });
  for (const { stream, unacknowledged } of firing) if (unacknowledged) await keepAlertPromise(deps, stream);
}
