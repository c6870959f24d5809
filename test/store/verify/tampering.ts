import type { Pool } from 'pg';
import type { Head, KeptAnchor } from '#src/domain/anchor.ts';
import type { Finding } from '#src/domain/finding.ts';
import { hashOfAnchor } from '#src/store/anchors.ts';
import { genesis, hashOf } from '#src/store/chain.ts';
import { openDatabase } from '#src/store/database.ts';
import { asc, drizzle, eq } from '#src/store/drizzle.ts';
import { anchors, events } from '#src/store/schema.ts';
import { verifyRecord } from '#src/store/verify/verify.ts';
import { findingLine } from '#views/verification.ts';

/** What `npm run verify` finds, as lines. */
export async function verified(pool: Pool, kept: KeptAnchor | null = null) {
  const findings: Finding[] = [];
  const counts = await verifyRecord(openDatabase(pool), { kept, report: (finding) => findings.push(finding) });
  return { findings, lines: findings.map(findingLine), counts };
}

/** Runs `statements` as somebody with the owner's password would, around the triggers. */
export async function forge(pool: Pool, ...statements: readonly string[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("set session_replication_role = 'replica'");
    for (const statement of statements) await client.query(statement);
    await client.query("set session_replication_role = 'origin'");
  } finally {
    client.release();
  }
}

/** Writes the events from `from` to `to` anew, a minute earlier, with every hash as it must be: up to there the chain is perfect. */
export async function rewriteStream(
  pool: Pool,
  stream: string,
  from: number,
  to = Number.POSITIVE_INFINITY,
): Promise<void> {
  const rows = await drizzle(pool).select().from(events).where(eq(events.stream, stream)).orderBy(asc(events.seq));
  let prevHash = genesis;
  for (const row of rows.filter(({ seq }) => seq <= to)) {
    const at = row.seq >= from ? row.at - 60_000 : row.at;
    const hash = hashOf({ ...row, at, prevHash });
    await forge(
      pool,
      `update app.events set at = ${at}, prev_hash = '${prevHash}', hash = '${hash}' where stream = '${stream}' and seq = ${row.seq}`,
    );
    prevHash = hash;
  }
}

/** Writes all anchors anew to fit the events as they stand now: only who kept one can tell. */
export async function rewriteAnchors(pool: Pool): Promise<void> {
  const db = drizzle(pool);
  const hashes = new Map((await db.select().from(events)).map((row) => [`${row.stream} ${row.seq}`, row.hash]));
  const { rows } = await pool.query<{ seq: number; heads: readonly Head[] }>(
    'select seq, heads from app.anchors order by seq',
  );
  const times = new Map((await db.select().from(anchors)).map((row) => [row.seq, row.at]));
  let prevHash = genesis;
  for (const { seq, heads: old } of rows) {
    const heads = old.map(([stream, head, hash]): Head => [stream, head, hashes.get(`${stream} ${head}`) ?? hash]);
    const hash = hashOfAnchor({ seq, at: times.get(seq) ?? 0, heads, prevHash });
    await forge(
      pool,
      `update app.anchors set heads = '${JSON.stringify(heads)}', prev_hash = '${prevHash}', hash = '${hash}' where seq = ${seq}`,
    );
    prevHash = hash;
  }
}
