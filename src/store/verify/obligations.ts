import type { Report } from '#src/domain/finding.ts';
import type { Entry } from '#src/domain/incident/promises/ledger.ts';
import type { Db } from '#src/store/database.ts';
import { and, asc, eq, notExists, sql } from '#src/store/drizzle.ts';
import { entryFrom } from '#src/store/obligations.ts';
import { events, incidents, obligations } from '#src/store/schema.ts';
import { differing } from './snapshots.ts';

/** Compares what the ledger keeps of a stream with what its events make of it. Returns how many promises they made. */
export async function verifyLedger(
  tx: Db,
  stream: string,
  made: ReadonlyMap<string, Entry>,
  report: Report,
): Promise<number> {
  const rows = await tx.select().from(obligations).where(eq(obligations.stream, stream)).orderBy(asc(obligations.key));
  const kept = new Map(rows.map((row) => [row.key, entryFrom(row)]));
  for (const [obligation, entry] of made) {
    const held = kept.get(obligation);
    const fields = held ? differing(held, entry).toSorted() : [];
    if (!held) report({ kind: 'obligation-missing', stream, obligation });
    else if (fields.length > 0) report({ kind: 'obligation-differs', stream, obligation, fields });
  }
  for (const obligation of kept.keys()) {
    if (!made.has(obligation)) report({ kind: 'obligation-unfounded', stream, obligation });
  }
  return made.size;
}

/** Promises of what has neither events nor a snapshot, which would be told of by itself. */
export async function findUnfoundedObligations(tx: Db, report: Report): Promise<void> {
  const one = { one: sql`1` };
  const eventsOfIt = tx.select(one).from(events).where(eq(events.stream, obligations.stream));
  const snapshotOfIt = tx.select(one).from(incidents).where(eq(incidents.stream, obligations.stream));
  const rows = await tx
    .select({ stream: obligations.stream, obligation: obligations.key })
    .from(obligations)
    .where(and(notExists(eventsOfIt), notExists(snapshotOfIt)))
    .orderBy(asc(obligations.stream), asc(obligations.key));
  for (const row of rows) report({ kind: 'obligation-unfounded', ...row });
}
