import type { BotEffect } from '#src/domain/bot-effects.ts';
import type { Looking } from '#src/domain/verification/looking.ts';
import { type DutyFinding, type Verification, verificationStream } from '#src/domain/verification/verification.ts';
import type { Wake } from '#src/ports/store.ts';
import type { Db } from './database.ts';
import { and, desc, eq, inArray, isNull, notInArray, sql } from './drizzle.ts';
import { toJson } from './json.ts';
import { notify } from './locks.ts';
import { insertEffects, isUnfinished, wakeUp } from './outbox.ts';
import { outbox, verifications } from './schema.ts';
import { dutyFinding, looking as shape } from './shapes/verification.ts';
import { fitTimers, lostAfterMs } from './timers.ts';

/** As many days as anybody looks back. */
const most = 30;

const underWay = isNull(verifications.findings);

export async function readVerification(db: Db, day: string): Promise<Verification | null> {
  const [row] = await db.select().from(verifications).where(eq(verifications.day, day));
  if (!row || row.findings === null) return null;
  return { day, at: row.at, findings: dutyFinding.array().readonly().parse(row.findings) };
}

export async function readLooking(db: Db, day: string): Promise<Looking | null> {
  const [row] = await db
    .select({ looking: verifications.looking })
    .from(verifications)
    .where(and(eq(verifications.day, day), underWay));
  return row ? shape.parse(row.looking) : null;
}

/** See `Store.keepLooking`. */
export async function keepLooking(
  tx: Db,
  day: string,
  looking: Looking,
  { effects, now }: { readonly effects: readonly BotEffect[]; readonly now: number },
): Promise<readonly Wake[]> {
  const row = { at: now, looking: toJson(looking) };
  const begun = sql`${underWay} and ${verifications.looking} -> 'looks' = 'null'::jsonb`;
  const kept = await tx
    .insert(verifications)
    .values({ day, ...row })
    .onConflictDoUpdate({
      target: verifications.day,
      set: row,
      setWhere: looking.looks === null ? sql`false` : begun,
    })
    .returning({ day: verifications.day });
  return kept.length === 0 ? [] : follow(tx, effects, now);
}

/** See `Store.lookOn`. */
export async function lookOn(db: Db, day: string, until: number): Promise<void> {
  await db
    .update(verifications)
    .set({ looking: sql`jsonb_set(${verifications.looking}, '{until}', to_jsonb(${until}::bigint))` })
    .where(and(eq(verifications.day, day), underWay));
}

/** See `Store.keepLook`. In one statement, so that looks that end side by side do not undo each other and the last one knows that it is. */
export async function keepLook(
  db: Db,
  day: string,
  index: number,
  found: readonly DutyFinding[],
): Promise<Looking | null> {
  const path = sql`array['looks', ${String(index)}::text, 'found']`;
  const value = JSON.stringify(toJson(found));
  const [row] = await db
    .update(verifications)
    .set({ looking: sql`jsonb_set(${verifications.looking}, ${path}, ${value}::jsonb, false)` })
    .where(and(eq(verifications.day, day), underWay))
    .returning({ looking: verifications.looking });
  return row ? shape.parse(row.looking) : null;
}

/** See `Store.keepVerification`. */
export async function keepVerification(
  tx: Db,
  { day, at, findings }: Verification,
  effects: readonly BotEffect[],
  now: number,
): Promise<readonly Wake[] | null> {
  const row = { at, findings: toJson(findings), looking: null };
  const kept = await tx
    .insert(verifications)
    .values({ day, ...row })
    .onConflictDoUpdate({ target: verifications.day, set: row, setWhere: underWay })
    .returning({ day: verifications.day });
  if (kept.length === 0) return null;
  await forgetOld(tx);
  return follow(tx, effects, now);
}

/** With what was done for them, but for what is still being done. */
async function forgetOld(tx: Db): Promise<void> {
  const last = tx.select({ day: verifications.day }).from(verifications).orderBy(desc(verifications.day)).limit(most);
  const old = await tx
    .delete(verifications)
    .where(notInArray(verifications.day, last))
    .returning({ day: verifications.day });
  const streams = old.map(({ day }) => verificationStream(day));
  if (streams.length > 0) await tx.delete(outbox).where(and(inArray(outbox.stream, streams), sql`not ${isUnfinished}`));
}

async function follow(tx: Db, effects: readonly BotEffect[], now: number): Promise<readonly Wake[]> {
  const begun = await insertEffects(tx, effects, now);
  const wakes = await wakeUp(tx, begun, now);
  await fitTimers(tx, begun, now, lostAfterMs);
  await notify(tx);
  return wakes;
}
