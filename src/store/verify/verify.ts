import { createHash } from 'node:crypto';
import type { KeptAnchor } from '#src/domain/anchor.ts';
import type { Audited, Report, Verified } from '#src/domain/finding.ts';
import { type StreamWord, streamWords } from '#src/domain/streams.ts';
import type { Counter } from '#src/ports/store.ts';
import type { Database, Db } from '#src/store/database.ts';
import { sql } from '#src/store/drizzle.ts';
import { alerts, counters, events, incidents, policies } from '#src/store/schema.ts';
import { verifyAnchors } from './anchors.ts';
import { findOrphanedChannels } from './links.ts';
import { findUnfoundedObligations } from './obligations.ts';
import { verifyStreams } from './streams.ts';

/**
 * Reads the whole record as it stands at one moment, beside whoever is writing: streams, texts, snapshots, promises, channels, policies, anchors, and the anchor somebody
 * kept. Changes nothing, holds nobody up, and keeps a page of rows at a time in memory.
 */
export function verifyRecord(
  database: Database,
  { kept, report }: { readonly kept: KeptAnchor | null; readonly report: Report },
): Promise<Verified> {
  return atOneMoment(database, async (tx) => {
    const streams = await auditStreams(tx, report);
    for (const word of streamWords) await findOrphans(tx, word, report);
    await findOrphanedChannels(tx, report);
    await verifyPolicies(tx, report);
    return { ...streams, ...(await verifyAnchors(tx, kept, report)) };
  });
}

/** See `Store.audit`. */
export function auditRecord(database: Database, report: Report): Promise<Audited> {
  return atOneMoment(database, (tx) => auditStreams(tx, report));
}

async function auditStreams(tx: Db, report: Report) {
  const streams = await verifyStreams(tx, report);
  await findUnfoundedObligations(tx, report);
  return streams;
}

function atOneMoment<T>(database: Database, work: (tx: Db) => Promise<T>): Promise<T> {
  return database.transact(async (tx) => {
    await tx.execute(sql`set transaction isolation level repeatable read, read only`);
    return work(tx);
  });
}

/** What says that a stream must be there. */
const promisedBy = {
  inc: { snapshots: incidents, counter: 'incident' },
  alert: { snapshots: alerts, counter: 'alert' },
} as const satisfies Record<StreamWord, { snapshots: unknown; counter: Counter }>;

/** Streams that must have events, since something else says so, and have none. */
async function findOrphans(tx: Db, word: StreamWord, report: Report): Promise<void> {
  const { snapshots: table, counter } = promisedBy[word];
  const { rows: snapshots } = await tx.execute<{ stream: string }>(sql`
    select stream from ${table} kept where not exists (select from ${events} where events.stream = kept.stream) order by number`);
  const orphaned = new Set(snapshots.map(({ stream }) => stream));
  for (const stream of orphaned) report({ kind: 'snapshot-orphaned', stream });
  const { rows: numbers } = await tx.execute<{ number: number }>(sql`
    select number from ${counters}, generate_series(1, value) number
    where name = ${counter} and not exists (select from ${events} where stream = ${`${word}-`} || number) order by number`);
  for (const { number } of numbers) {
    const stream = `${word}-${number}`;
    if (!orphaned.has(stream)) report({ kind: 'number-unused', stream });
  }
}

async function verifyPolicies(tx: Db, report: Report): Promise<void> {
  for (const { hash, text } of await tx.select().from(policies)) {
    if (createHash('sha256').update(text).digest('hex') !== hash) report({ kind: 'policy-changed', hash });
  }
}
