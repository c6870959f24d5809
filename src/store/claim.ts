import type { Bucket, Claim, Store } from '#src/ports/store.ts';
import { heldUntil, type Taken, takeTokens } from './buckets.ts';
import type { Db } from './database.ts';
import { eq, sql } from './drizzle.ts';
import { lockStreams, notify } from './locks.ts';
import { arm, messageOf, readMessage, wantProgress } from './messages.ts';
import { isFirstInOrder, lookOf, type OutboxRow, showKind, workFrom } from './outbox.ts';
import { outbox } from './schema.ts';
import { fitTimers, putTimers, wakeTimer } from './timers.ts';

type Request = Parameters<Store['claim']>[0];

/** See `Store.claim`. */
export async function claim(tx: Db, request: Request): Promise<Claim> {
  const { work: id, now, wall, leaseMs } = request;
  const found = await find(tx, id);
  if (!found || !isFree(found, now, wall)) return { kind: 'not-now' };

  // Whoever held an expired lease may have done it: nobody knows.
  const expired = found.state === 'claimed';
  const row: OutboxRow = expired ? { ...found, last: 'ambiguous', ambiguousAt: now } : found;
  const message = row.kind === showKind ? await readMessage(tx, messageOf(id)) : null;
  const taken = await tokensFor(tx, row, request.buckets(workFrom(row), message), now);
  const { last, ambiguousAt } = row;
  if (taken.kind === 'taken') {
    const counted = { attempt: row.attempt + 1, claims: row.claims + 1, leaseUntil: wall + leaseMs };
    const [held] = await tx
      .update(outbox)
      .set({
        ...{ state: 'claimed', ...counted, last, ambiguousAt, tokenAt: null },
        seenSeq: message?.wantedSeq ?? null,
      })
      .where(eq(outbox.id, id))
      .returning();
    if (!held) throw new Error(`${id} vanished while it was claimed`);
    await putTimers(tx, [wakeTimer(id, now + leaseMs)]);
    if (lookOf(found) !== lookOf(held)) await showDoubt(tx, held, now);
    return { kind: 'claimed', work: workFrom(held), message };
  }

  const [at, tokenAt] = taken.kind === 'held' ? [taken.until, null] : [taken.at, taken.at];
  const [waiting] = await tx
    .update(outbox)
    .set({ state: 'ready', runAfter: at, tokenAt, leaseUntil: null, seenSeq: null, last, ambiguousAt })
    .where(eq(outbox.id, id))
    .returning();
  await putTimers(tx, [wakeTimer(id, at)]);
  if (waiting && lookOf(found) !== lookOf(waiting)) await showDoubt(tx, waiting, now);
  return { kind: 'throttled', at };
}

/** How late a token that was promised may still be used: later, many would be used at once. */
const lateMs = 5_000;

/** Tokens for one attempt: those that were promised to the row for now, or others. */
async function tokensFor(tx: Db, { tokenAt }: OutboxRow, buckets: readonly Bucket[], now: number): Promise<Taken> {
  if (tokenAt === null || now > tokenAt + lateMs) return takeTokens(tx, buckets, now);
  if (now < tokenAt) return { kind: 'promised', at: tokenAt };
  const until = await heldUntil(tx, buckets);
  return until > now ? { kind: 'held', until } : { kind: 'taken' };
}

/** The row, locked for this transaction; nothing where it is behind an older one. */
async function find(tx: Db, id: string): Promise<OutboxRow | undefined> {
  await lockStreams(tx, [], [id]);
  const [row] = await tx
    .select()
    .from(outbox)
    .where(sql`${outbox.id} = ${id} and ${isFirstInOrder}`)
    .for('update', { skipLocked: true });
  return row;
}

function isFree({ state, runAfter, leaseUntil }: OutboxRow, now: number, wall: number): boolean {
  return state === 'ready' ? runAfter <= now : state === 'claimed' && leaseUntil !== null && leaseUntil <= wall;
}

/** A claim wakes nobody: what it sets going is due at once and found by its timer. */
async function showDoubt(tx: Db, row: OutboxRow, now: number): Promise<void> {
  const armed = await arm(tx, await wantProgress(tx, [row]), now, { failed: false });
  await fitTimers(tx, armed, now, 0);
  if (armed.length > 0) await notify(tx);
}
