import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { asc, eq } from 'drizzle-orm';
import type { Db } from './database.ts';
import { toJson } from './json.ts';
import { events } from './schema.ts';
import { forgedTexts, proseIds } from './texts.ts';

/** What the first event of a stream has for the hash of the one before it. */
export const genesis = '0'.repeat(64);

type EventRow = typeof events.$inferSelect;

/** SHA-256 (hex) of the canonical JSON (RFC 8785) of everything an event row holds but its own hash. */
export function hashOf(event: Omit<EventRow, 'hash'>): string {
  const { stream, seq, type, v, data, actor, at, policyHash, prevHash } = event;
  const text = canonicalize({ stream, seq, type, v, data, actor, at, policyHash, prevHash });
  return createHash('sha256')
    .update(text ?? '')
    .digest('hex');
}

export interface BrokenLink {
  readonly stream: string;
  readonly seq: number;
}

/** The first event that is not as it was written: changed, moved, missing before it, or with another text. `null`: all is well. */
export async function verifyChain(db: Db, stream?: string): Promise<BrokenLink | null> {
  const streams = stream === undefined ? await allStreams(db) : [stream];
  for (const one of streams) {
    const broken = await verifyStream(db, one);
    if (broken) return broken;
  }
  return null;
}

async function allStreams(db: Db): Promise<readonly string[]> {
  const rows = await db.selectDistinct({ stream: events.stream }).from(events).orderBy(asc(events.stream));
  return rows.map((row) => row.stream);
}

async function verifyStream(db: Db, stream: string): Promise<BrokenLink | null> {
  const rows = await db.select().from(events).where(eq(events.stream, stream)).orderBy(asc(events.seq));
  const forged = await forgedTexts(
    db,
    rows.map((row) => row.data),
  );
  let prevHash = genesis;
  for (const [index, row] of rows.entries()) {
    const fits = row.seq === index + 1 && row.prevHash === prevHash && row.hash === hashOf(row);
    if (!fits || proseIds([toJson(row.data)]).some((id) => forged.has(id))) return { stream, seq: row.seq };
    prevHash = row.hash;
  }
  return null;
}
