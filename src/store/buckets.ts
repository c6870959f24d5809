import type { Bucket } from '#src/ports/store.ts';
import type { Db } from './database.ts';
import { asc, inArray, sql } from './drizzle.ts';
import { buckets } from './schema.ts';

export type Taken =
  | { readonly kind: 'taken' }
  /** Somebody asked for quiet until then. */
  | { readonly kind: 'held'; readonly until: number }
  /** There is none left, so one of those to come was taken: it is for use then. */
  | { readonly kind: 'promised'; readonly at: number };

/**
 * Takes a token from each bucket, at once or from those to come: who waits has its place in the line and asks no more. Nothing is taken from a bucket
 * that is held. Buckets are locked in the order of their keys.
 */
export async function takeTokens(tx: Db, wanted: readonly Bucket[], now: number): Promise<Taken> {
  if (wanted.length === 0) return { kind: 'taken' };
  const { rules, rows } = await lockBuckets(tx, wanted, now);
  const until = Math.max(...rows.map((row) => row.heldUntil));
  if (until > now) return { kind: 'held', until };
  const levels = rows.map((row) => levelOf(row, rules.get(row.key), now));
  await tx
    .insert(buckets)
    .values(levels.map(({ row, tokens }) => ({ ...row, tokens: tokens - 1, refilledAt: now })))
    .onConflictDoUpdate({
      target: buckets.key,
      set: { tokens: sql`excluded.tokens`, refilledAt: sql`excluded.refilled_at` },
    });
  const at = Math.max(...levels.map((level) => level.nextAt));
  return at > now ? { kind: 'promised', at } : { kind: 'taken' };
}

/** Until when the quietest of these is held; 0: none ever was. */
export async function heldUntil(tx: Db, wanted: readonly Bucket[]): Promise<number> {
  const keys = wanted.map((bucket) => bucket.key);
  if (keys.length === 0) return 0;
  const rows = await tx.select({ until: buckets.heldUntil }).from(buckets).where(inArray(buckets.key, keys));
  return Math.max(0, ...rows.map((row) => row.until));
}

async function lockBuckets(tx: Db, wanted: readonly Bucket[], now: number) {
  const rules = new Map(wanted.map((bucket) => [bucket.key, bucket]));
  const keys = [...rules.keys()].sort();
  const known = await locked(tx, keys);
  if (known.length === keys.length) return { rules, rows: known };
  await tx
    .insert(buckets)
    .values(keys.map((key) => ({ key, tokens: rules.get(key)?.burst ?? 0, refilledAt: now, heldUntil: 0 })))
    .onConflictDoNothing();
  return { rules, rows: await locked(tx, keys) };
}

async function locked(tx: Db, keys: readonly string[]) {
  const those = tx
    .select()
    .from(buckets)
    .where(inArray(buckets.key, [...keys]));
  return those.orderBy(asc(buckets.key)).for('update');
}

function levelOf(row: typeof buckets.$inferSelect, rule: Bucket | undefined, now: number) {
  if (!rule) throw new Error(`bucket ${row.key} was not asked for`);
  const perMs = rule.perMinute / 60_000;
  const gained = Math.max(0, now - row.refilledAt) * perMs;
  const tokens = Math.min(rule.burst, row.tokens + gained);
  // A nanosecond of rounding must not cost a millisecond, nor the token.
  const nextAt = now + Math.ceil(Math.max(0, (1 - tokens) / perMs - 1e-6));
  return { row, tokens, nextAt };
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
