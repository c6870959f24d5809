import type { Db } from './database.ts';
import { sql } from './drizzle.ts';
import { outbox } from './schema.ts';

/**
 * Makes the transaction wait until no other one works on `stream`. Whoever touches rows of a stream takes this first: results of one incident arrive
 * side by side, and without it they would block each other the other way round.
 */
export async function lockStream(tx: Db, stream: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${stream}, 0))`);
}

/** The same for several: those named, and those that these rows of the outbox belong to. In the order of their names, so that nobody waits the other way round. */
export async function lockStreams(tx: Db, streams: readonly string[], works: readonly string[]): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(wanted.stream, 0)) from (
    select ${outbox.stream} from ${outbox} where ${outbox.id} = any(${sql.param([...works])}::text[])
    union select unnest(${sql.param([...streams])}::text[]) order by 1) as wanted (stream)`);
}

/** Tells every process, once the transaction is stored, that something may be due. */
export async function notify(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_notify(${changeChannel}, '')`);
}

export const changeChannel = 'apgms';
