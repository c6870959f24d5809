import { z } from 'zod';
import { sharedEffectKinds } from '#src/domain/bot-effects.ts';
import type { EffectOf } from '#src/domain/effect.ts';
import type { Wake, Work } from '#src/ports/store.ts';
import type { Db } from './database.ts';
import { and, asc, eq, inArray, lte, type SQL, sql } from './drizzle.ts';
import { toJson } from './json.ts';
import { outbox } from './schema.ts';

export type OutboxRow = typeof outbox.$inferSelect;

const payload = z.json();

export function workFrom(row: OutboxRow): Work {
  const { id, kind, stream, state, attempt, claims: claim, last, ambiguousAt, createdAt, error, cause } = row;
  return {
    id,
    kind,
    stream,
    payload: payload.parse(row.payload),
    state,
    attempt,
    claim,
    last,
    ambiguousAt,
    createdAt,
    error,
    cause,
  };
}

/** What of a row shows in a message. */
export function lookOf({ state, last }: Pick<OutboxRow, 'state' | 'last'>): string {
  if (state === 'failed') return 'failed';
  const finished = state === 'done' || state === 'void';
  if (!finished && last !== 'none') return 'retrying';
  return finished ? 'finished' : 'fine';
}

/** The kind of the rows that keep messages up to date. */
export const showKind = 'slack.show';

/** Ready or claimed, as SQL: used in partial indexes, so it must read as they do. */
export const isUnfinished: SQL = sql`${outbox.state} in ('ready', 'claimed')`;

/** No older unfinished row has its order key. */
export const isFirstInOrder: SQL = sql`not exists (
  select from ${outbox} older
  where older.order_key = ${outbox.orderKey} and older.seq < ${outbox.seq} and older.state in ('ready', 'claimed')
)`;

/** A row as it is first written: to be done at once. */
export function newRow(
  { id, kind, stream, payload: data, orderKey }: Omit<EffectOf, 'payload'> & { payload: unknown },
  now: number,
): typeof outbox.$inferInsert {
  const fresh = {
    state: 'ready',
    attempt: 0,
    claims: 0,
    turn: 0,
    runAfter: now,
    last: 'none',
    createdAt: now,
  } as const;
  return { id, kind, stream, payload: toJson(data), orderKey, ...fresh };
}

/** The rows that begin with these effects. One that is there already is a bug, and undoes the commit, but for what several incidents ask for. */
export async function insertEffects(tx: Db, effects: readonly EffectOf[], now: number): Promise<readonly string[]> {
  const rows = effects.map((effect) => newRow(effect, now));
  const shared = rows.filter(({ kind }) => sharedEffectKinds.has(kind));
  const own = rows.filter(({ kind }) => !sharedEffectKinds.has(kind));
  if (own.length > 0) await tx.insert(outbox).values(own);
  return [...own.map(({ id }) => id), ...(await insertShared(tx, shared))];
}

async function insertShared(tx: Db, rows: readonly (typeof outbox.$inferInsert)[]): Promise<readonly string[]> {
  if (rows.length === 0) return [];
  const begun = await tx
    .insert(outbox)
    .values([...rows])
    .onConflictDoNothing({ target: outbox.id })
    .returning({ id: outbox.id });
  return begun.map(({ id }) => id);
}

/** The row that may go once `row` is out of its way. */
export async function nextInOrder(tx: Db, { orderKey }: OutboxRow): Promise<readonly string[]> {
  if (orderKey === null) return [];
  const rows = await tx
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.orderKey, orderKey), isUnfinished))
    .orderBy(asc(outbox.seq))
    .limit(1);
  return rows.map((row) => row.id);
}

/** Counts one more wake-up for those of `ids` that can go now, and names them, oldest first. */
export async function wakeUp(tx: Db, ids: readonly string[], now: number): Promise<readonly Wake[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .update(outbox)
    .set({ turn: sql`${outbox.turn} + 1` })
    .where(and(inArray(outbox.id, [...ids]), eq(outbox.state, 'ready'), lte(outbox.runAfter, now), isFirstInOrder))
    .returning();
  return rows.toSorted((a, b) => a.seq - b.seq).map(wakeFrom);
}

export function wakeFrom({ id, kind, turn }: OutboxRow): Wake {
  return { work: id, lane: kind.slice(0, kind.indexOf('.')), turn };
}
