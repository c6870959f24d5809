import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import type { StorageConfig } from '#src/config.ts';
import { ConfigError } from '#src/errors.ts';
import { findBinaries, findEmbeddedPostgres } from '#src/store/embedded/embedded.ts';
import { codeOf, databaseProblem, translated } from '#src/store/errors.ts';
import { type Known, known, unconfigured, unknown, wrong } from './check.ts';

/** `asleep`: one of our own in `DATA_DIR` that does not run now; to start it would be to take it. */
export type Database =
  | { readonly kind: 'asleep'; readonly dataDir: string }
  | ({ readonly kind: 'server' | 'embedded'; readonly url: string } & Facts);

const facts = z.object({
  /** As the server says it: `18.4 (Debian 18.4-1)`. */
  version: z.string(),
  /** 180004 */
  number: z.coerce.number(),
  readOnly: z.boolean(),
  hasQueue: z.boolean(),
});
type Facts = Readonly<z.infer<typeof facts>>;

const why = 'the database cannot be used, see database.';

/** Finds the database the bot would use and asks it what it is. Takes no lock, starts nothing. */
export async function askDatabase(storage: StorageConfig | undefined): Promise<Known<Database>> {
  if (!storage) return unconfigured('what names the database');
  const { databaseUrl, dataDir } = storage;
  if (databaseUrl !== null) {
    return asking(databaseUrl, 'server', (error) => databaseProblem(error) ?? `DATABASE_URL: ${said(error)}`);
  }
  try {
    const found = await findEmbeddedPostgres(dataDir);
    if (typeof found !== 'string')
      return asking(found.url, 'embedded', (error) => `The PostgreSQL in ${dataDir} runs, but: ${said(error)}`);
    await findBinaries();
    await mustBeWritable(resolve(dataDir));
    return known({ kind: 'asleep', dataDir });
  } catch (error) {
    if (error instanceof ConfigError) return unknown(wrong(error.message), why);
    const advice = 'Type this as the account the bot runs as, or set DATA_DIR to a folder of that account.';
    return unknown(wrong(`DATA_DIR=${dataDir} cannot be used by this account (${short(error)}). ${advice}`), why);
  }
}

async function asking(
  url: string,
  kind: 'server' | 'embedded',
  problem: (error: unknown) => string,
): Promise<Known<Database>> {
  try {
    return known({ kind, url, ...(await factsOf(url)) });
  } catch (error) {
    return unknown(wrong(isTimeout(error) ? silence : problem(translated(error))), why);
  }
}

const silence =
  'The database does not answer in time. Is the address right, does a firewall stand in between, is it overloaded?';

/** The driver has words for it, and no code. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && /timeout/i.test(error.message) && !(error instanceof pg.DatabaseError);
}

async function factsOf(url: string): Promise<Facts> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
  // A line that drops fails the statement in hand.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(
      `select current_setting('server_version') as version, current_setting('server_version_num') as number,
         current_setting('transaction_read_only') = 'on' as "readOnly",
         exists (select from pg_tables where schemaname = 'bullmq' and tablename = 'migration') as "hasQueue"`,
    );
    return facts.parse(rows[0]);
  } finally {
    await client.end();
  }
}

/** The nearest folder that is there already decides. */
async function mustBeWritable(path: string): Promise<void> {
  try {
    await access(path, constants.W_OK);
  } catch (error) {
    if (short(error) !== 'ENOENT' || path === dirname(path)) throw error;
    await mustBeWritable(dirname(path));
  }
}

/** Of the driver's own words only those that quote nothing. */
const harmless = /^(?:The server does not support SSL|SASL:)/;

function said(error: unknown): string {
  const words = error instanceof Error && harmless.test(error.message) ? ` ${error.message}.` : '';
  return `the server cannot be asked (${short(error)}).${words} Try the address with psql from this machine.`;
}

function short(error: unknown): string {
  return error instanceof Error ? codeOf(error) : 'unknown';
}
