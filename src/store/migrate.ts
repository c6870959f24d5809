import { fileURLToPath } from 'node:url';
import { LATEST_SCHEMA_VERSION, runMigrations } from 'bullmq';
import pg from 'pg';
import { migrate as applyMigrations, drizzle } from './drizzle.ts';
import { translated } from './errors.ts';
import journal from './migrations/meta/_journal.json' with { type: 'json' };

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
const ledger = { migrationsFolder, migrationsSchema: 'app', migrationsTable: 'migrations' };

/** Only one process migrates at a time. The number is ours alone: "APGM" in ASCII. */
const lockKey = 0x4150_474d;

/**
 * Brings the database at `url` to the newest schema: ours in `app`, the queue's in `bullmq`. Safe to repeat and to start from several processes at once.
 * Throws `StoreUnavailable` when it cannot be reached.
 */
export async function migrate(url: string): Promise<void> {
  await withClient(url, async (client) => {
    // Held by the session: whoever dies holding it gives it back.
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await applyMigrations(drizzle(client), ledger);
    await runMigrations(client);
  });
}

/** Names of the steps `migrate` would take, oldest first. Empty: the database is ready for this version. */
export async function pendingMigrations(url: string): Promise<readonly string[]> {
  return withClient(url, async (client) => {
    const ours = await newest(client, 'app.migrations', 'created_at');
    const queue = await newest(client, 'bullmq.migration', 'version');
    const pending = journal.entries.filter(({ when }) => when > ours).map(({ tag }) => `app ${tag}`);
    return queue < LATEST_SCHEMA_VERSION ? [...pending, `bullmq ${queue} to ${LATEST_SCHEMA_VERSION}`] : pending;
  });
}

async function newest(client: pg.Client, table: string, column: string): Promise<number> {
  const known = await client.query('select to_regclass($1) is not null as known', [table]);
  if (!known.rows[0]?.known) return 0;
  const { rows } = await client.query(`select max(${column}) as newest from ${table}`);
  return Number(rows[0]?.newest ?? 0);
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A line that drops fails the statement in hand; this listener only keeps the process alive until then.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw translated(error);
  } finally {
    await client.end();
  }
}
