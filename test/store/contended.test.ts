import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '#src/domain/answer.ts';
import { createStore } from '#src/store/store.ts';
import { aChange, declared } from '#test/support/builders.ts';
import { silentLog } from '#test/support/log.ts';
import { openStore } from './open-store.ts';

let at: Awaited<ReturnType<typeof openStore>>;
beforeEach(async () => {
  at = await openStore();
});
afterEach(() => at.close());

/** A transaction of somebody else that holds what `statement` takes, for as long as they like. */
async function holding(statement: string) {
  const client = await at.pool.connect();
  await client.query('begin');
  // Of two that wait for each other, the one whose patience ends first is ended. It is never this one.
  await client.query("set local deadlock_timeout = '1h'");
  await client.query(statement);
  return {
    client,
    async letGo(): Promise<void> {
      await client.query('rollback');
      client.release();
    },
  };
}

/** Looks until so many wait for somebody's lock. */
async function waiting(count: number): Promise<void> {
  const statement =
    "select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  let found = -1;
  while (found !== count) found = (await at.pool.query<{ count: number }>(statement)).rows[0]?.count ?? -1;
}

describe('a commit that the database ends, because it and another wait for each other', () => {
  it('is a conflict: nothing of it is stored, no number is taken, and the next try goes through', async () => {
    const pool = new pg.Pool({ connectionString: at.url, options: '-c deadlock_timeout=1ms' });
    const store = createStore({ pool, clock: { now: () => at.time.clock }, log: silentLog });
    const answer = (number: number): Answer => ({ ok: true, number });
    const declare = (delivery: string) =>
      store.commitNumbered('incident', delivery, (number) => ({
        changes: [aChange(null, [declared({ number })])],
        inbox: { key: delivery, answer: answer(number) },
      }));
    await declare('d1');

    const inbox = await holding("insert into app.inbox (key, answer, at) values ('d2', '{}', 0)");
    const stream = await holding("select pg_advisory_xact_lock(hashtextextended('inc-2', 0))");
    // It has its number and waits for the delivery; who holds the stream waits for the number; then it asks for the stream.
    const first = declare('d2');
    await waiting(1);
    const counter = stream.client.query('update app.counters set value = value');
    await waiting(2);
    await inbox.letGo();
    expect(await first).toEqual({ kind: 'conflict' });
    await counter;
    await stream.letGo();

    expect(await store.answerTo('d2')).toBeNull();
    expect(await store.events('inc-2')).toEqual([]);
    expect(await declare('d2')).toMatchObject({ kind: 'stored' });
    expect(await store.answerTo('d2')).toEqual(answer(2));
    await store.close();
    await pool.end();
  });
});
