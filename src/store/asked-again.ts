import type { BotEffect } from '#src/domain/bot-effects.ts';
import type { Wake } from '#src/ports/store.ts';
import type { Db } from './database.ts';
import { inArray, sql } from './drizzle.ts';
import { notify } from './locks.ts';
import { freshStart } from './messages.ts';
import { newRow, wakeUp } from './outbox.ts';
import { outbox } from './schema.ts';
import { fitTimers, lostAfterMs } from './timers.ts';

/** See `Store.setGoing`. Each keeps one row for good, as kept messages do: what is asked for every few minutes leaves no trail of rows. */
export async function setGoing(tx: Db, effects: readonly BotEffect[], now: number): Promise<readonly Wake[]> {
  if (effects.length === 0) return [];
  const armed = await tx
    .insert(outbox)
    .values(effects.map((effect) => newRow(effect, now)))
    .onConflictDoUpdate({
      target: outbox.id,
      set: { ...freshStart(now), payload: sql`excluded.payload` },
      setWhere: inArray(outbox.state, ['done', 'void', 'failed']),
    })
    .returning({ id: outbox.id });
  const ids = armed.map(({ id }) => id);
  const wakes = await wakeUp(tx, ids, now);
  await fitTimers(tx, ids, now, lostAfterMs);
  await notify(tx);
  return wakes;
}
