import type { Anchor, AnchorEffects, Head } from '#src/domain/anchor.ts';
import { digest, genesis } from './chain.ts';
import type { Db } from './database.ts';
import { desc, sql } from './drizzle.ts';
import { lockStream, notify } from './locks.ts';
import { insertEffects } from './outbox.ts';
import { anchors, events } from './schema.ts';
import { fitTimers } from './timers.ts';

/** SHA-256 (hex) of the canonical JSON (RFC 8785) of everything an anchor holds but its own hash. */
export function hashOfAnchor({ seq, at, heads, prevHash }: Omit<Anchor, 'hash'>): string {
  return digest({ seq, at, heads, prevHash });
}

/** See `Store.anchor`. */
export async function makeAnchor(tx: Db, effectsOf: AnchorEffects, now: number): Promise<Anchor | null> {
  await lockStream(tx, 'anchors');
  const { heads, streams } = await movedHeads(tx);
  if (heads.length === 0) return null;
  const [last] = await tx.select().from(anchors).orderBy(desc(anchors.seq)).limit(1);
  const unsealed = { seq: (last?.seq ?? 0) + 1, at: now, heads, prevHash: last?.hash ?? genesis };
  const anchor = { ...unsealed, hash: hashOfAnchor(unsealed) };
  await tx.insert(anchors).values(anchor);
  const begun = await insertEffects(tx, effectsOf(anchor, streams), now);
  // Nobody is handed the wake-ups, so the rows are due at once.
  await fitTimers(tx, begun, now, 0);
  await notify(tx);
  return anchor;
}

/**
 * The heads that no anchor holds yet, and how many streams there are. One statement, so one moment: of what is committed together it sees all or
 * nothing. A stream that went back has not moved: the anchor that holds its head accuses it.
 */
async function movedHeads(tx: Db): Promise<{ readonly heads: readonly Head[]; readonly streams: number }> {
  const { rows } = await tx.execute<{ stream: string; seq: number; hash: string; streams: number }>(sql`
    with head as (
      select stream, max(seq) as seq, (count(*) over ())::int as streams from ${events} group by stream
    ), anchored as (
      select held ->> 0 as stream, max((held ->> 1)::int) as seq
      from ${anchors}, jsonb_array_elements(heads) held group by held ->> 0
    )
    select stream, head.seq, hash, streams
    from head join ${events} using (stream, seq) left join anchored using (stream)
    where anchored.seq is null or head.seq > anchored.seq`);
  const heads = rows.map(({ stream, seq, hash }): Head => [stream, seq, hash]);
  return { heads: heads.toSorted(([a], [b]) => (a < b ? -1 : 1)), streams: rows[0]?.streams ?? 0 };
}
