import pg from 'pg';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { engineActor } from '#src/domain/people.ts';
import type { Bucket, Committed, Settlement, Shown, Wake, Work } from '#src/ports/store.ts';
import { drizzle } from '#src/store/drizzle.ts';
import { createStore } from '#src/store/store.ts';
import { aChange, declared, wednesday } from '#test/support/builders.ts';
import { databaseFromTemplate } from '#test/support/cluster.ts';
import { silentLog } from '#test/support/log.ts';

export const leaseMs = 30_000;

/** A store on an empty migrated database of its own, with times that stand still until they are moved. */
export async function openStore() {
  const database = await databaseFromTemplate();
  const pool = new pg.Pool({ connectionString: database.url, max: 24 });
  const time = { clock: wednesday, wall: wednesday };
  const store = createStore({ pool, clock: { now: () => time.clock }, log: silentLog });

  async function change(before: Incident | null, ...events: readonly IncidentEvent[]): Promise<Incident> {
    const next = aChange(before, events);
    const links = events.flatMap(({ type, data }) =>
      type === 'channel-opened' ? [{ kind: 'slack.channel', ours: next.stream, theirs: data.channel }] : [],
    );
    stored(await store.commit({ changes: [next], links }));
    return next.after;
  }

  async function row(id: string): Promise<Work> {
    const found = (await store.workOf(id.split('.')[0] ?? '')).find((one) => one.id === id);
    if (!found) throw new Error(`there is no row ${id}`);
    return found;
  }

  function claim(work: string, ...buckets: readonly Bucket[]) {
    return store.claim({ work, now: time.clock, wall: time.wall, leaseMs, buckets: () => buckets });
  }

  /** Claims the row and ends the attempt. */
  async function attempt(work: string, how: Settlement, shown?: Shown): Promise<readonly Wake[]> {
    const claimed = await claim(work);
    if (claimed.kind !== 'claimed') throw new Error(`${work} was not claimed: ${claimed.kind}`);
    const settle = { work, claim: claimed.work.claim, how, ...(shown && { shown }) };
    return stored(await store.commit({ settle }));
  }

  return {
    store,
    pool,
    url: database.url,
    db: drizzle(pool),
    time,
    change,
    row,
    claim,
    attempt,
    /** Declares incident `number`; of a restricted one only its channel is asked for, so that it has one row, and one timer. */
    async declare(number: number, data: { readonly restricted?: boolean; readonly reporter?: string } = {}) {
      const next = aChange(null, [declared({ number, ...data })]);
      const alone = { ...next, effects: next.effects.slice(0, 1), messages: [], nextMoment: null };
      stored(await store.commit({ changes: [data.restricted ? alone : next] }));
      return next.after;
    },
    incident: async (number: number): Promise<Incident> => {
      const found = await store.incident(number, engineActor);
      if (!found) throw new Error(`there is no incident ${number}`);
      return found;
    },
    async close(): Promise<void> {
      await store.close();
      await pool.end();
      await database.drop();
    },
  };
}

export function stored(committed: Committed): readonly Wake[] {
  if (committed.kind !== 'stored') throw new Error(`not stored: ${committed.kind}`);
  return committed.wakes;
}
