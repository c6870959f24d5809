import { and, asc, desc, eq } from 'drizzle-orm';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import type { Json } from '#src/ports/store.ts';
import { Abandoned } from './abandoned.ts';
import { genesis, hashOf } from './chain.ts';
import type { Db } from './database.ts';
import { toJson } from './json.ts';
import { events } from './schema.ts';
import { actor } from './shapes/actor.ts';
import { incidentEvent } from './shapes/incident-event.ts';
import { rehydrate } from './texts.ts';

/** Appends to a stream whose newest event is `from`; abandons the commit as a conflict where it is not. `data` as `dehydrate` left it. */
export async function append(
  tx: Db,
  { stream, from, recorded }: { stream: string; from: number; recorded: readonly RecordedIncidentEvent[] },
  data: readonly Json[],
): Promise<void> {
  let prevHash = await expectHead(tx, stream, from);
  const rows = recorded.map((one, index) => {
    const { seq, event, at, policyHash } = one;
    const { type, v } = event;
    const row = { stream, seq, type, v, data: data[index], actor: toJson(one.actor), at, policyHash, prevHash };
    prevHash = hashOf(row);
    return { ...row, hash: prevHash };
  });
  await tx.insert(events).values(rows);
}

/** The hash of the newest event of a stream; abandons the commit as a conflict where that is not `seq`. */
export async function expectHead(tx: Db, stream: string, seq: number): Promise<string> {
  const [head] = await tx
    .select({ seq: events.seq, hash: events.hash })
    .from(events)
    .where(eq(events.stream, stream))
    .orderBy(desc(events.seq))
    .limit(1);
  if ((head?.seq ?? 0) !== seq) throw new Abandoned({ kind: 'conflict' });
  return head?.hash ?? genesis;
}

/** All events of a stream, oldest first, with their texts. */
export async function readEvents(db: Db, stream: string): Promise<readonly RecordedIncidentEvent[]> {
  return recordedIn(db, await db.select().from(events).where(eq(events.stream, stream)).orderBy(asc(events.seq)));
}

export async function readEvent(db: Db, stream: string, seq: number): Promise<RecordedIncidentEvent | null> {
  const rows = await db
    .select()
    .from(events)
    .where(and(eq(events.stream, stream), eq(events.seq, seq)));
  return (await recordedIn(db, rows))[0] ?? null;
}

async function recordedIn(
  db: Db,
  rows: readonly (typeof events.$inferSelect)[],
): Promise<readonly RecordedIncidentEvent[]> {
  const data = await rehydrate(
    db,
    rows.map((row) => row.data),
  );
  return rows.map((row, index) => recordedFrom(row, data[index]));
}

/** The event of a row; `data` as `rehydrate` left it. Throws on what no version of ours wrote. */
export function recordedFrom(row: typeof events.$inferSelect, data: Json | undefined): RecordedIncidentEvent {
  return {
    stream: row.stream,
    seq: row.seq,
    event: incidentEvent.parse({ type: row.type, v: row.v, data }),
    actor: actor.parse(row.actor),
    at: row.at,
    policyHash: row.policyHash,
  };
}
