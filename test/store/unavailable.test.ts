import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineActor } from '#src/domain/people.ts';
import { StoreUnavailable } from '#src/errors.ts';
import { startEmbeddedPostgres } from '#src/store/embedded/embedded.ts';
import { migrate, pendingMigrations } from '#src/store/migrate.ts';
import { createStore } from '#src/store/store.ts';
import { aChange, declared, prose } from '#test/support/builders.ts';
import { silentLog } from '#test/support/log.ts';
import { openStore } from './open-store.ts';

let at: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  at = await openStore();
});
afterAll(() => at.close());

/** A second store on the same database, with a pool of its own making. */
async function withPool<T>(
  config: pg.PoolConfig,
  work: (store: ReturnType<typeof createStore>, pool: pg.Pool) => Promise<T>,
) {
  const pool = new pg.Pool({ connectionString: at.url, ...config });
  const store = createStore({ pool, clock: { now: () => at.time.clock }, log: silentLog });
  try {
    return await work(store, pool);
  } finally {
    await store.close();
    await pool.end();
  }
}

/** Cuts the connection of that name as soon as it waits for somebody else's lock. */
async function cutWhoWaits(name: string): Promise<void> {
  const statement =
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'";
  let cut = 0;
  while (cut === 0) cut = (await at.pool.query(statement, [name])).rows.length;
}

describe('the store is unavailable', () => {
  it('when nobody listens at the address', async () => {
    await withPool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' }, async (store) => {
      const calls = [
        store.commit({ changes: [aChange(null, [declared()])] }),
        store.commitNumbered('incident', 'd', () => ({})),
        store.incident(1, engineActor),
        store.dueTimers(0, 1, 1),
        store.onChange(() => undefined),
      ];
      for (const one of await Promise.allSettled(calls)) {
        expect(one).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) });
      }
      expect(await store.ready()).toBe(false);
    });
    await expect(migrate('postgres://nobody@127.0.0.1:1/none')).rejects.toThrow(StoreUnavailable);
    await expect(pendingMigrations('postgres://nobody@127.0.0.1:1/none')).rejects.toThrow(StoreUnavailable);
  });

  it('when the server stops, and it is there again with the server', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'apgms-store-'));
    await chmod(dataDir, 0o711);
    const server = await startEmbeddedPostgres({ dataDir, log: silentLog });
    await migrate(server.url);
    await withPool({ connectionString: server.url }, async (store) => {
      await store.commit({ changes: [aChange(null, [declared({ number: 1 })])] });
      await store.onChange(() => undefined);
      await server.stop();
      await expect(store.commit({ changes: [aChange(null, [declared({ number: 2 })])] })).rejects.toThrow(
        StoreUnavailable,
      );
      expect(await store.ready()).toBe(false);
    });
    const again = await startEmbeddedPostgres({ dataDir, log: silentLog });
    await withPool({ connectionString: again.url }, async (store) => {
      expect((await store.incidentCount({}, engineActor)).total).toBe(1);
    });
    await again.stop();
    await rm(dataDir, { recursive: true });
  });

  it('when the connection is cut in the middle of a transaction, and nothing of that is stored', async () => {
    const answer = { ok: true, number: 8 } as const;
    const holder = await at.pool.connect();
    await holder.query('begin');
    await holder.query("insert into app.inbox (key, answer, at) values ('held', '{}', 0)");
    await withPool({ application_name: 'cut' }, async (store) => {
      const cut = store.commitNumbered('incident', 'held', (number) => ({
        changes: [aChange(null, [declared({ number })])],
        inbox: { key: 'held', answer },
      }));
      await Promise.all([expect(cut).rejects.toThrow(StoreUnavailable), cutWhoWaits('cut')]);
      await holder.query('rollback');
      holder.release();
      expect(await store.answerTo('held')).toBeNull();
      const again = await store.commitNumbered('incident', 'held', (number) => ({
        changes: [aChange(null, [declared({ number })])],
        inbox: { key: 'held', answer },
      }));
      expect(again.kind).toBe('stored');
      expect((await store.incidents({}, { limit: 9, offset: 0 }, engineActor)).map((one) => one.number)).toEqual([1]);
    });
  });

  it('when a statement takes longer than it may', async () => {
    const holder = await at.pool.connect();
    await holder.query('begin');
    await holder.query('lock table app.incidents');
    await withPool({ statement_timeout: 50 }, async (store) => {
      await expect(store.incidentCount({}, engineActor)).rejects.toThrow(StoreUnavailable);
    });
    await holder.query('rollback');
    holder.release();
  });

  it('when no connection is free in time', async () => {
    // The first connection is made within it, also on a machine that has much else to do.
    await withPool({ max: 1, connectionTimeoutMillis: 2_000 }, async (store, pool) => {
      const only = await pool.connect();
      await expect(store.incidentCount({}, engineActor)).rejects.toThrow(StoreUnavailable);
      only.release();
      expect((await store.incidentCount({}, engineActor)).total).toBe(1);
    });
  });
});

describe('an error of the database', () => {
  it('names what was broken and none of what was written', async () => {
    const change = aChange(null, [declared({ number: 7, title: prose('hunter2') })]);
    const twice = { ...change, effects: [...change.effects, ...change.effects] };
    const error: unknown = await at.store.commit({ changes: [twice] }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'StoreFault', sqlstate: '23505', constraint: 'outbox_id_key' });
    expect(inspect(error, { depth: 9 })).not.toMatch(/hunter2|inc-7|insert into/i);
  });

  it('about a table that is gone tells no statement either', async () => {
    await at.pool.query('alter table app.links rename to lost');
    const error: unknown = await at.store.incidentInChannel('C-secret', engineActor).catch((thrown: unknown) => thrown);
    await at.pool.query('alter table app.lost rename to links');
    expect(error).toMatchObject({ name: 'StoreFault', sqlstate: '42P01' });
    expect(inspect(error, { depth: 9 })).not.toMatch(/C-secret|select/i);
  });
});
