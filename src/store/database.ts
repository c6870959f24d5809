import type { Pool, PoolClient } from 'pg';
import { drizzle, type NodePgDatabase } from './drizzle.ts';
import { translated } from './errors.ts';

/** Where statements go: the pool, or the one connection of a transaction. */
export type Db = NodePgDatabase;

export interface Database {
  /** Statements without a transaction. */
  read<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** One transaction: what `work` throws undoes it. */
  transact<T>(work: (tx: Db) => Promise<T>): Promise<T>;
}

/** Both ways in, with errors translated: `StoreUnavailable` or a `StoreFault` without values, never the driver's own. */
export function openDatabase(pool: Pool): Database {
  const db = drizzle(pool);
  return {
    read: (work) => guarded(() => work(db)),
    transact: (work) => guarded(() => transaction(pool, work)),
  };
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translated(error);
  }
}

/** Made once for each connection: it is no small thing to make. */
const made = new WeakMap<PoolClient, Db>();

function over(client: PoolClient): Db {
  const db = made.get(client) ?? drizzle(client);
  made.set(client, db);
  return db;
}

async function transaction<T>(pool: Pool, work: (tx: Db) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  // A line that drops between two statements is told here first; without a listener the process would end.
  const onError = () => {
    broken = true;
  };
  client.on('error', onError);
  try {
    await client.query('begin');
    const result = await work(over(client));
    await client.query('commit');
    return result;
  } catch (error) {
    broken = !(await undone(client)) || broken;
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** False: the connection is gone, and the server undoes the transaction by itself. */
async function undone(client: PoolClient): Promise<boolean> {
  return client.query('rollback').then(
    () => true,
    () => false,
  );
}
