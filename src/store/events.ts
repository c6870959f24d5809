import type { z } from 'zod';
import type { Recorded } from '#src/domain/recorded.ts';
import type { Json } from '#src/ports/store.ts';
import { Abandoned } from './abandoned.ts';
import { genesis, hashOf } from './chain.ts';
import type { Db } from './database.ts';
import { and, asc, desc, eq } from './drizzle.ts';
import { toJson } from './json.ts';
import { events } from './schema.ts';
import { actor } from './shapes/actor.ts';
import { rehydrate } from './texts.ts';

interface Versioned {
  readonly type: string;
  readonly v: number;
}

/** Appends to a stream whose newest event is `from`; abandons the commit as a conflict where it is not. `data` as `dehydrate` left it. */
export async function append(
  tx: Db,
  { stream, from, recorded }: { stream: string; from: number; recorded: readonly Recorded<Versioned>[] },
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

/** All events of a stream, oldest first, with their texts. `shape`: what events of its kind are. */
export async function readEvents<Event>(
  db: Db,
  stream: string,
  shape: z.ZodType<Event>,
): Promise<readonly Recorded<Event>[]> {
  return recordedIn(
    db,
    await db.select().from(events).where(eq(events.stream, stream)).orderBy(asc(events.seq)),
    shape,
  );
}

export async function readEvent<Event>(
  db: Db,
  stream: string,
  seq: number,
  shape: z.ZodType<Event>,
): Promise<Recorded<Event> | null> {
  const rows = await db
    .select()
    .from(events)
    .where(and(eq(events.stream, stream), eq(events.seq, seq)));
  return (await recordedIn(db, rows, shape))[0] ?? null;
}

async function recordedIn<Event>(
  db: Db,
  rows: readonly (typeof events.$inferSelect)[],
  shape: z.ZodType<Event>,
): Promise<readonly Recorded<Event>[]> {
  const data = await rehydrate(
    db,
    rows.map((row) => row.data),
  );
  return rows.map((row, index) => recordedFrom(row, data[index], shape));
}

/** The event of a row; `data` as `rehydrate` left it. Throws on what no version of ours wrote. */
export function recordedFrom<Event>(
  row: typeof events.$inferSelect,
  data: Json | undefined,
  shape: z.ZodType<Event>,
): Recorded<Event> {
  return {
    stream: row.stream,
    seq: row.seq,
    event: shape.parse({ type: row.type, v: row.v, data }),
    actor: actor.parse(row.actor),
    at: row.at,
    policyHash: row.policyHash,
  };
}
