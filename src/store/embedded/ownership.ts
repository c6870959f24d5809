import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { ConfigError } from '#src/errors.ts';
import type { Log } from '#src/ports/log.ts';
import { hasCode } from './postmaster.ts';

/** Held from the start to the end of the process. */
export interface Ownership {
  /** Resolves, at most once, with the reason why the server is no longer ours. Stays pending when it is released. */
  readonly lost: Promise<Error>;
  /** Gives it up after a last act, which only an owner may do; a connection that is cut meanwhile is no loss. */
  release(lastAct: () => Promise<void>): Promise<void>;
}

export interface Claim {
  readonly url: string;
  /** What is owned, in words for people. */
  readonly subject: string;
  readonly serverLives: () => Promise<boolean>;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

// "APGO" (O for owner) in ASCII. Migrations hold a lock of their own in the same database.
const lockKey = 0x4150474f;
// A killed owner's lock is freed as soon as the server reads the end of its connection; a living one's is not.
const graceMs = 2_000;
const patienceMs = 60_000;
const pauseMs = 100;

/**
 * Promises to be the only owner, or throws a ConfigError that names the other one. The lock belongs to a connection, and the connection to
 * the process, so it ends with us however we end. When a restart of the server cuts the connection, it is taken again.
 */
export async function claimOwnership(claim: Claim): Promise<Ownership> {
  const lost = Promise.withResolvers<Error>();
  let state: 'held' | 'lost' | 'released' = 'held';
  let client = await lock(claim);
  watch();

  function watch(): void {
    client.once('end', () => void regain());
  }

  async function regain(): Promise<void> {
    for (const deadline = Date.now() + patienceMs; state === 'held'; await pause(pauseMs)) {
      try {
        client = await lock(claim);
        watch();
        claim.log.warn({}, 'the connection that owns the embedded PostgreSQL was cut; it is ours again');
        return;
      } catch (error) {
        if (error instanceof ConfigError) lose(error);
        else if (Date.now() > deadline || !(await claim.serverLives())) {
          lose(new Error(`${claim.subject} went away`, { cause: error }));
        }
      }
    }
  }

  function lose(reason: Error): void {
    if (state !== 'held') return;
    state = 'lost';
    lost.resolve(reason);
  }

  return {
    lost: lost.promise,
    async release(lastAct) {
      const owned = state === 'held';
      state = 'released';
      try {
        if (owned) await lastAct();
      } finally {
        await client.end();
      }
    },
  };
}

async function lock({ url, subject }: Claim): Promise<pg.Client> {
  const client = connection(url);
  // What cuts it is reported by what follows: the lock is taken again, or it is lost.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    return client;
  } catch (error) {
    const refusal = isTaken(error)
      ? new ConfigError([`Another ${await holder(client)} is using ${subject}. ${advice}`])
      : error;
    await client.end();
    throw refusal;
  }
}

const advice = 'Stop it first, or choose another DATA_DIR.';

function isTaken(error: unknown): boolean {
  return hasCode(error, '55P03');
}

/** The name a process gave to its connection holds its pid. */
async function holder(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ readonly name: string }>(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and granted and classid = 0 and objid = $1 and objsubid = 1`,
    [lockKey],
  );
  return rows[0]?.name ?? 'APGMS Ops';
}

/** Promises undefined when a server answers, else the reason why it does not. One that is still recovering is given time. */
export async function silenceOf(url: string): Promise<string | undefined> {
  for (const deadline = Date.now() + patienceMs; ; await pause(pauseMs)) {
    const client = connection(url);
    try {
      await client.connect();
      await client.query('select 1');
      return undefined;
    } catch (error) {
      if (!hasCode(error, '57P03') || Date.now() > deadline) return String(error);
    } finally {
      await client.end();
    }
  }
}

function connection(url: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    application_name: `APGMS Ops (pid ${process.pid})`,
    keepAlive: true,
    connectionTimeoutMillis: 3_000,
    query_timeout: 10_000,
    lock_timeout: graceMs,
  });
}
