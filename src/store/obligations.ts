import type { Change } from '#src/domain/change.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { type Entry, ledgerOf } from '#src/domain/incident/promises/ledger.ts';
import { promisesKey, promisesKind } from '#src/domain/incident/promises/timer.ts';
import type { Timer } from '#src/ports/work.ts';
import type { Db } from './database.ts';
import { eq, sql } from './drizzle.ts';
import { obligations } from './schema.ts';

/** Keeps what changed in the ledger. */
export async function keepLedger(tx: Db, ledger: readonly Entry[]): Promise<void> {
  if (ledger.length === 0) return;
  await tx
    .insert(obligations)
    .values(ledger.map(rowOf))
    .onConflictDoUpdate({
      target: [obligations.stream, obligations.key],
      set: {
        dueAt: sql`excluded.due_at`,
        debtor: sql`excluded.debtor`,
        rung: sql`excluded.rung`,
        endedHow: sql`excluded.ended_how`,
        endedSeq: sql`excluded.ended_seq`,
        endedAt: sql`excluded.ended_at`,
        endedBy: sql`excluded.ended_by`,
      },
    });
}

/** Makes the ledger of a stream anew from its record. */
export async function rebuildLedger(tx: Db, stream: string, recorded: readonly RecordedIncidentEvent[]): Promise<void> {
  await tx.delete(obligations).where(eq(obligations.stream, stream));
  await keepLedger(tx, ledgerOf(recorded));
}

/** When the clock must look at these incidents and alerts again, and at which of them it need not. */
export function promisesTimers(changes: readonly Pick<Change, 'stream' | 'nextMoment'>[]): {
  readonly set: readonly Timer[];
  readonly drop: readonly string[];
} {
  const timers = changes.map(({ stream, nextMoment }) => ({ stream, dueAt: nextMoment, key: promisesKey(stream) }));
  return {
    set: timers.flatMap(({ stream, key, dueAt }) =>
      dueAt === null ? [] : [{ key, dueAt, kind: promisesKind, ref: stream }],
    ),
    drop: timers.filter(({ dueAt }) => dueAt === null).map(({ key }) => key),
  };
}

/** The entry of a row. */
export function entryFrom(row: typeof obligations.$inferSelect): Entry {
  const { stream, key, kind, since, dueAt, debtor, rung, endedHow: how, endedSeq: seq, endedAt: at, endedBy: by } = row;
  return {
    ...{ stream, key, kind, since, dueAt, rung },
    debtor: debtor === null ? { onCall: true } : { person: debtor },
    ended: how === null || seq === null || at === null || by === null ? null : { how, seq, at, by },
  };
}

function rowOf({ debtor, ended, stream, key, kind, since, dueAt, rung }: Entry): typeof obligations.$inferInsert {
  return {
    ...{ stream, key, kind, since, dueAt, rung },
    debtor: 'person' in debtor ? debtor.person : null,
    endedHow: ended?.how ?? null,
    endedSeq: ended?.seq ?? null,
    endedAt: ended?.at ?? null,
    endedBy: ended?.by ?? null,
  };
}
