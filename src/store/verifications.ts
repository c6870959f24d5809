import type { BotEffect } from '#src/domain/bot-effects.ts';
import type { Verification } from '#src/domain/verification/verification.ts';
import type { Wake } from '#src/ports/store.ts';
import type { Db } from './database.ts';
import { desc, eq, notInArray } from './drizzle.ts';
import { toJson } from './json.ts';
import { notify } from './locks.ts';
import { insertEffects, wakeUp } from './outbox.ts';
import { verifications } from './schema.ts';
import { dutyFinding } from './shapes/verification.ts';
import { fitTimers, lostAfterMs } from './timers.ts';

/** As many days as anybody looks back. */
const most = 30;

export async function readVerification(db: Db, day: string): Promise<Verification | null> {
  const [row] = await db.select().from(verifications).where(eq(verifications.day, day));
  return row ? { day, at: row.at, findings: dutyFinding.array().readonly().parse(row.findings) } : null;
}

/** See `Store.keepVerification`. */
export async function keepVerification(
  tx: Db,
  { day, at, findings }: Verification,
  effects: readonly BotEffect[],
  now: number,
): Promise<readonly Wake[]> {
  const row = { day, at, findings: toJson(findings) };
  const kept = await tx.insert(verifications).values(row).onConflictDoNothing().returning({ day: verifications.day });
  if (kept.length === 0) return [];
  const last = tx.select({ day: verifications.day }).from(verifications).orderBy(desc(verifications.day)).limit(most);
  await tx.delete(verifications).where(notInArray(verifications.day, last));
  const begun = await insertEffects(tx, effects, now);
  const wakes = await wakeUp(tx, begun, now);
  await fitTimers(tx, begun, now, lostAfterMs);
  await notify(tx);
  return wakes;
}
