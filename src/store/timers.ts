import type { Activity, Timer } from '#src/ports/store.ts';
import type { Db } from './database.ts';
import { and, eq, inArray, min, sql } from './drizzle.ts';
import { notify } from './locks.ts';
import { isFirstInOrder, isUnfinished, wakeFrom } from './outbox.ts';
import { outbox, timers } from './schema.ts';

/** Timers of this kind stand for rows of the outbox: `ref` is the row. */
const wakeKind = 'wake';

/** How long a wake-up may be on its way before it counts as lost: a fraction of the 30 s in which everything pending must be going again. */
export const lostAfterMs = 10_000;

function wakeKey(work: string): string {
  return `wake.${work}`;
}

export async function putTimers(tx: Db, set: readonly Timer[]): Promise<void> {
  if (set.length === 0) return;
  const sorted = [...new Map(set.map((timer) => [timer.key, timer])).values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  await tx
    .insert(timers)
    .values(sorted)
    .onConflictDoUpdate({
      target: timers.key,
      set: { dueAt: sql`excluded.due_at`, kind: sql`excluded.kind`, ref: sql`excluded.ref` },
    });
}

/** See `Store.beginTimers`. */
export async function beginTimers(tx: Db, set: readonly Timer[]): Promise<void> {
  if (set.length > 0)
    await tx
      .insert(timers)
      .values([...set])
      .onConflictDoNothing({ target: timers.key });
}

export async function dropTimers(tx: Db, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await tx.delete(timers).where(inArray(timers.key, [...keys]));
}

/** Gives each of `ids` the timer its row needs: at its time, or `soonMs` from now where it can go already; none once it is finished. */
export async function fitTimers(tx: Db, ids: readonly string[], now: number, soonMs: number): Promise<void> {
  if (ids.length === 0) return;
  const rows = await tx
    .select({ id: outbox.id, state: outbox.state, runAfter: outbox.runAfter })
    .from(outbox)
    .where(inArray(outbox.id, [...ids]));
  const ready = rows.filter((row) => row.state === 'ready');
  const finished = rows.filter((row) => row.state !== 'ready' && row.state !== 'claimed');
  await putTimers(
    tx,
    ready.map(({ id, runAfter }) => wakeTimer(id, runAfter > now ? runAfter : now + soonMs)),
  );
  await dropTimers(
    tx,
    finished.map(({ id }) => wakeKey(id)),
  );
}

export function wakeTimer(work: string, dueAt: number): Timer {
  return { key: wakeKey(work), dueAt, kind: wakeKind, ref: work };
}

/** See `Store.dueTimers`. Rows somebody is working on are passed over: they set their timers themselves. */
export async function takeDue(tx: Db, now: number, againMs: number, limit: number) {
  const due = await tx
    .select()
    .from(timers)
    .where(sql`${timers.dueAt} <= ${now}`)
    .orderBy(timers.dueAt)
    .limit(limit)
    .for('update', { skipLocked: true });
  if (due.length === 0) return { wakes: [], others: [] };
  const keys = due.map((timer) => timer.key);
  await tx
    .update(timers)
    .set({ dueAt: now + againMs })
    .where(inArray(timers.key, keys));
  const refs = due.filter((timer) => timer.kind === wakeKind).map((timer) => timer.ref);
  return { wakes: await wakeDue(tx, refs), others: due.filter((timer) => timer.kind !== wakeKind) };
}

async function wakeDue(tx: Db, refs: readonly string[]) {
  if (refs.length === 0) return [];
  const free = await tx
    .select({ seq: outbox.seq })
    .from(outbox)
    .where(and(inArray(outbox.id, [...refs]), isUnfinished, isFirstInOrder))
    .for('update', { skipLocked: true });
  if (free.length === 0) return [];
  const rows = await tx
    .update(outbox)
    .set({ turn: sql`${outbox.turn} + 1` })
    .where(
      inArray(
        outbox.seq,
        free.map((row) => row.seq),
      ),
    )
    .returning();
  return rows.toSorted((a, b) => a.seq - b.seq).map(wakeFrom);
}

export async function earliest(db: Db): Promise<number | null> {
  const [row] = await db.select({ dueAt: min(timers.dueAt) }).from(timers);
  return row?.dueAt ?? null;
}

/** See `Store.releaseClaims`. */
export async function releaseClaims(tx: Db, now: number): Promise<number> {
  const claimed = await tx
    .update(outbox)
    .set({ leaseUntil: 0 })
    .where(eq(outbox.state, 'claimed'))
    .returning({ id: outbox.id });
  await tx
    .update(outbox)
    .set({ runAfter: now })
    .where(and(eq(outbox.state, 'ready'), sql`${outbox.runAfter} > ${now}`));
  await tx
    .update(timers)
    .set({ dueAt: now })
    .where(and(eq(timers.kind, wakeKind), sql`${timers.dueAt} > ${now}`));
  await notify(tx);
  return claimed.length;
}

/** See `Store.activity`. */
export async function readActivity(db: Db, now: number): Promise<Activity> {
  const { rows } = await db.execute<{ busy: boolean; next_turn: string | null; next_alarm: string | null }>(sql`select
    exists (select from ${outbox} where ${outbox.state} = 'claimed')
    or exists (select from ${outbox} where ${outbox.state} = 'ready' and ${outbox.runAfter} <= ${now} and ${isFirstInOrder})
    or exists (select from ${timers} where ${timers.kind} <> ${wakeKind} and ${timers.dueAt} <= ${now}) as busy,
    (select min(${outbox.tokenAt}) from ${outbox} where ${outbox.state} = 'ready' and ${isFirstInOrder}) as next_turn,
    (select min(${timers.dueAt}) from ${timers} where ${timers.kind} <> ${wakeKind}) as next_alarm`);
  const [row] = rows;
  if (!row) throw new Error('a query without tables gave no row');
  return { busy: row.busy, nextTurn: numberOrNull(row.next_turn), nextAlarm: numberOrNull(row.next_alarm) };
}

/** The driver gives what may be bigger than a number as text. */
function numberOrNull(text: string | null): number | null {
  return text === null ? null : Number(text);
}
