import pg from 'pg';
import { loadStorageConfig, readEnvFile, type StorageConfig } from '#src/config.ts';
import { type KeptAnchor, keptAnchor } from '#src/domain/anchor.ts';
import { ConfigError, StoreUnavailable } from '#src/errors.ts';
import { openDatabase } from '#src/store/database.ts';
import { findEmbeddedPostgres, startEmbeddedPostgres } from '#src/store/embedded/embedded.ts';
import { databaseProblem } from '#src/store/errors.ts';
import { pendingMigrations } from '#src/store/migrate.ts';
import { verifyRecord } from '#src/store/verify/verify.ts';
import { findingLine, verifiedLines } from '#views/verification.ts';

interface Place {
  readonly url: string;
  close(): Promise<void>;
}

/** Holds the record to its hashes, its anchors, and an anchor somebody kept. Ends with 0 where everything fits, else with 1. */
async function main(words: readonly string[]): Promise<void> {
  readEnvFile();
  const kept = keptIn(words);
  const config = loadStorageConfig();
  const place = await open(config);
  try {
    if (!(await verify(place.url, kept))) process.exitCode = 1;
  } catch (error) {
    const stopped = error instanceof StoreUnavailable && config.databaseUrl === null;
    complain(
      stopped ? [`The PostgreSQL in ${config.dataDir} stopped while it was read. Type it again.`] : problemsOf(error),
    );
  } finally {
    await place.close();
  }
}

function keptIn(words: readonly string[]): KeptAnchor | null {
  if (words.length === 0) return null;
  const kept = words.length === 1 ? keptAnchor(words[0] ?? '') : null;
  if (kept) return kept;
  throw new ConfigError([
    'That is no anchor. Type `npm run verify`, or behind it an anchor as it stands in Slack: `npm run verify -- 12:9f86d081884c…`.',
    'Twelve digits of the hash are enough.',
  ]);
}

async function open({ databaseUrl, dataDir }: StorageConfig): Promise<Place> {
  if (databaseUrl !== null) return { url: databaseUrl, close: async () => undefined };
  const found = await findEmbeddedPostgres(dataDir);
  if (found === 'absent') throw new ConfigError([`There is no database in ${dataDir}.`, twoWays]);
  if (found === 'stopped') {
    const { url, stop } = await startEmbeddedPostgres({ dataDir, log: quiet });
    return { url, close: stop };
  }
  say(`The PostgreSQL in ${dataDir} is running, so the bot may be at work: it is read beside it, as it stands now.`);
  return { url: found.url, close: async () => undefined };
}

const quiet = { info: () => undefined, warn: () => undefined };

/** Says what is wrong and what was looked at; true where nothing is wrong. */
async function verify(url: string, kept: KeptAnchor | null): Promise<boolean> {
  const pending = (await pendingMigrations(url)).filter((name) => name.startsWith('app '));
  if (pending.length > 0) {
    throw new ConfigError([
      'The database is older than this program. Bring it up to date first: `npm run migrate` with DATABASE_URL, else a start of the bot.',
    ]);
  }
  const pool = new pg.Pool({ connectionString: url, max: 1, keepAlive: true, connectionTimeoutMillis: 10_000 });
  // What it breaks is told by the statement in hand.
  pool.on('error', () => undefined);
  let findings = 0;
  try {
    const verified = await verifyRecord(openDatabase(pool), {
      kept,
      report(finding) {
        findings += 1;
        say(findingLine(finding));
      },
    });
    for (const line of verifiedLines(verified, findings)) say(line);
    return findings === 0;
  } finally {
    await pool.end();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Whoever types it may not have the environment of the bot. */
const twoWays =
  'Name the database the bot runs on: DATABASE_URL for a server, or, without DATABASE_URL, DATA_DIR for the folder of its own PostgreSQL.';

function problemsOf(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.problems;
  const problem = databaseProblem(error);
  return problem === null ? [String(error)] : [problem, twoWays];
}

function complain(problems: readonly string[]): void {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => complain(problemsOf(error)));
