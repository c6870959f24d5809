import type { Settle } from '#src/ports/store.ts';
import { Abandoned } from './abandoned.ts';
import type { Db } from './database.ts';
import { and, eq, inArray } from './drizzle.ts';
import { freshStart, keepShown, wantsMore } from './messages.ts';
import { lookOf, nextInOrder, type OutboxRow, showKind } from './outbox.ts';
import { outbox } from './schema.ts';

export interface Settled {
  readonly row: OutboxRow;
  /** People should see it in the messages that show how things stand. */
  readonly looksOtherwise: boolean;
  /** Rows whose turn or time may have changed. */
  readonly touched: readonly string[];
}

/** Writes how an attempt ended; abandons the commit as lost where the row is not held by this claim any more. */
export async function settle(tx: Db, { work, claim, how, shown }: Settle, now: number): Promise<Settled> {
  const [held] = await tx.select().from(outbox).where(eq(outbox.id, work)).for('update');
  if (held?.state !== 'claimed' || held.claims !== claim) throw new Abandoned({ kind: 'lost' });
  if (shown) await keepShown(tx, shown);
  const [row] = await tx
    .update(outbox)
    .set({ ...settlement(held, how, now), leaseUntil: null, seenSeq: null })
    .where(eq(outbox.id, work))
    .returning();
  if (!row) throw new Error(`${work} vanished while it was held`);
  const looksOtherwise = lookOf(held) !== lookOf(row);
  if (row.state === 'ready') return { row, looksOtherwise, touched: [work] };
  const seen = how.state === 'done' && shown ? shown.seq : (held.seenSeq ?? 0);
  if (row.kind === showKind && (await wantsMore(tx, work, seen))) {
    await tx.update(outbox).set(freshStart(now)).where(eq(outbox.id, work));
  }
  return { row, looksOtherwise, touched: [work, ...(await nextInOrder(tx, row))] };
}

function settlement(held: OutboxRow, how: Settle['how'], now: number): Partial<OutboxRow> {
  switch (how.state) {
    case 'done':
      return { state: 'done', last: 'none', ambiguousAt: null, error: null };
    case 'void':
      return { state: 'void', error: null };
    case 'failed':
      // A doubt outlives the failure: whoever sets the row going again must clear it up first.
      return { state: 'failed', error: how.error, ...(held.last !== 'ambiguous' && { last: 'refused' }) };
    case 'ready': {
      const { at: runAfter, last, error } = how;
      const ambiguousAt = last === 'ambiguous' ? (how.ambiguousAt ?? now) : null;
      return {
        state: 'ready',
        runAfter,
        last,
        ambiguousAt,
        error,
        attempt: held.attempt - (how.countsAsAttempt ? 0 : 1),
      };
    }
  }
}

/** Sets failed rows going again from the start; others stay as they are. Returns those it found failed. */
export async function revive(tx: Db, ids: readonly string[], now: number): Promise<readonly OutboxRow[]> {
  if (ids.length === 0) return [];
  return tx
    .update(outbox)
    .set(freshStart(now))
    .where(and(inArray(outbox.id, [...ids]), eq(outbox.state, 'failed')))
    .returning();
}
