import { asc, inArray, sql } from 'drizzle-orm';
import type { Bucket } from '#src/ports/store.ts';
import type { Db } from './database.ts';
import { buckets } from './schema.ts';

export type Taken =
  | { readonly kind: 'taken' }
  /** Somebody asked for quiet until then. */
  | { readonly kind: 'held'; readonly until: number }
  /** The next token comes then. */
  | { readonly kind: 'empty'; readonly at: number };

/** Takes a token from each bucket, or none from any. Buckets are locked in the order of their keys. */
export async function takeTokens(tx: Db, wanted: readonly Bucket[], now: number): Promise<Taken> {
  if (wanted.length === 0) return { kind: 'taken' };
  const rules = new Map(wanted.map((bucket) => [bucket.key, bucket]));
  const keys = [...rules.keys()].sort();
  await tx
    .insert(buckets)
    .values(keys.map((key) => ({ key, tokens: rules.get(key)?.burst ?? 0, refilledAt: now, heldUntil: 0 })))
    .onConflictDoNothing();
  const rows = await tx
    .select()
    .from(buckets)
    .where(inArray(buckets.key, keys))
    .orderBy(asc(buckets.key))
    .for('update');

  const until = Math.max(...rows.map((row) => row.heldUntil));
  if (until > now) return { kind: 'held', until };
  const levels = rows.map((row) => levelOf(row, rules.get(row.key), now));
  const at = Math.max(...levels.map((level) => level.nextAt));
  if (at > now) return { kind: 'empty', at };
  await tx
    .insert(buckets)
    .values(levels.map(({ row, tokens }) => ({ ...row, tokens: tokens - 1, refilledAt: now })))
    .onConflictDoUpdate({
      target: buckets.key,
      set: { tokens: sql`excluded.tokens`, refilledAt: sql`excluded.refilled_at` },
    });
  return { kind: 'taken' };
}

function levelOf(row: typeof buckets.$inferSelect, rule: Bucket | undefined, now: number) {
  if (!rule) throw new Error(`bucket ${row.key} was not asked for`);
  const perMs = rule.perMinute / 60_000;
  const gained = Math.max(0, now - row.refilledAt) * perMs;
  const tokens = Math.min(rule.burst, row.tokens + gained);
  // A nanosecond of rounding must not cost a millisecond, nor the token.
  const nextAt = now + Math.ceil(Math.max(0, (1 - tokens) / perMs - 1e-6));
  return { row, tokens: Math.max(1, tokens), nextAt };
}

/** See `Store.holdBucket`. A bucket nobody took from yet is full, whatever its burst. */
export async function holdBucket(db: Db, key: string, until: number): Promise<void> {
  await db
    .insert(buckets)
    .values({ key, tokens: Number.POSITIVE_INFINITY, refilledAt: until, heldUntil: until })
    .onConflictDoUpdate({
      target: buckets.key,
      set: { heldUntil: sql`greatest(${buckets.heldUntil}, excluded.held_until)` },
    });
}
