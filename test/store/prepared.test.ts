import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rememberStatements } from '#src/store/prepared.ts';
import { databaseFromTemplate, type TestDatabase } from '#test/support/cluster.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await databaseFromTemplate();
  // One line, so that we know which remembers what.
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  rememberStatements(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** What this line of the server remembers, and how often each was used. */
async function remembered(): Promise<readonly object[]> {
  const { rows } = await pool.query(
    'select statement, (generic_plans + custom_plans)::int as used from pg_prepared_statements order by statement',
  );
  return rows;
}

/** As drizzle sends it. */
const send = (text: string, ...values: readonly unknown[]) => pool.query({ text }, [...values]);

describe('a line to the server', () => {
  it('remembers a statement from its second time on', async () => {
    await send('select $1::int as one', 1);
    expect(await remembered()).toEqual([]);
    for (const one of [2, 3, 4]) expect((await send('select $1::int as one', one)).rows).toEqual([{ one }]);
    expect(await remembered()).toEqual([{ statement: 'select $1::int as one', used: 3 }]);
  });

  it('goes on after one that fails', async () => {
    const divided = (by: number) => send('select 1 / $1::int as whole', by);
    for (let again = 0; again < 3; again += 1) await expect(divided(0)).rejects.toThrow('division by zero');
    expect((await divided(1)).rows).toEqual([{ whole: 1 }]);
    for (let again = 0; again < 3; again += 1)
      await expect(send('select $1 from nowhere', 1)).rejects.toThrow('nowhere');
    expect((await send('select $1::int as one', 5)).rows).toEqual([{ one: 5 }]);
  });

  it('does not remember more and more', async () => {
    for (let count = 0; count < 700; count += 1) await send(`select $1::int as n${count % 350}`, count);
    const kept = await remembered();
    expect(kept.length).toBeGreaterThan(200);
    expect(kept.length).toBeLessThanOrEqual(300);
  });
});
