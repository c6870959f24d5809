import type { Finding, Report, Verified } from '#src/domain/finding.ts';
import type { Json } from '#src/ports/store.ts';
import { genesis, hashOf } from '#src/store/chain.ts';
import type { Db } from '#src/store/database.ts';
import { sql } from '#src/store/drizzle.ts';
import { events } from '#src/store/schema.ts';
import { rehydrate, type TextState, textsNamed } from '#src/store/texts.ts';
import { type Folded, unfolded } from './folded.ts';

type Row = typeof events.$inferSelect;
type Counts = Pick<
  Verified,
  'streams' | 'events' | 'texts' | 'redacted' | 'snapshots' | 'otherVersion' | 'obligations'
>;

const pageRows = 500;

/** A stream as far as it was read. */
interface Reading {
  readonly stream: string;
  readonly seq: number;
  readonly hash: string;
  readonly folded: Folded | null;
  readonly sound: boolean;
}

/** Checks the chain of every stream, the texts its events name, and what is kept beside them against what its events make of it. */
export async function verifyStreams(tx: Db, report: Report): Promise<Counts> {
  const count = { streams: 0, events: 0, texts: 0, redacted: 0, snapshots: 0, otherVersion: 0, obligations: 0 };
  let reading: Reading | null = null;

  async function finish(ended: Reading | null): Promise<void> {
    if (!ended?.sound || ended.folded === null) return;
    const { snapshots = 0, otherVersion = 0, obligations = 0 } = await ended.folded.compare(tx, report);
    count.snapshots += snapshots;
    count.otherVersion += otherVersion;
    count.obligations += obligations;
  }

  for await (const rows of pages(tx)) {
    const data = rows.map((row) => row.data);
    const named = await textsNamed(tx, data);
    const whole = await rehydrate(tx, data);
    for (const [index, row] of rows.entries()) {
      if (row.stream !== reading?.stream) {
        await finish(reading);
        reading = { stream: row.stream, seq: 0, hash: genesis, folded: unfolded(row.stream), sound: true };
        count.streams += 1;
      }
      const texts = named[index] ?? new Map<string, TextState>();
      for (const finding of [...linkFindings(row, reading), ...textFindings(row, texts)]) report(finding);
      reading = next(reading, row, whole[index], report);
      count.events += 1;
      count.texts += texts.size;
      count.redacted += [...texts.values()].filter((state) => state === 'redacted').length;
    }
  }
  await finish(reading);
  return count;
}

/** Every event there is, stream by stream, oldest first. */
async function* pages(tx: Db): AsyncGenerator<readonly Row[]> {
  let after: Pick<Row, 'stream' | 'seq'> | undefined = { stream: '', seq: 0 };
  while (after !== undefined) {
    const rows: readonly Row[] = await tx
      .select()
      .from(events)
      .where(sql`(${events.stream}, ${events.seq}) > (${after.stream}, ${after.seq})`)
      .orderBy(events.stream, events.seq)
      .limit(pageRows);
    yield rows;
    after = rows.at(-1);
  }
}

function linkFindings(row: Row, before: Reading): readonly Finding[] {
  const { stream, seq } = row;
  const gap = seq !== before.seq + 1;
  const missing: readonly Finding[] = gap
    ? [{ kind: 'events-missing', stream, from: before.seq + 1, to: seq - 1 }]
    : [];
  if (row.hash !== hashOf(row)) return [...missing, { kind: 'event-changed', stream, seq }];
  // Behind a gap nobody knows which hash it should hold.
  return gap || row.prevHash === before.hash ? missing : [{ kind: 'event-detached', stream, seq }];
}

function textFindings({ stream, seq }: Row, texts: ReadonlyMap<string, TextState>): readonly Finding[] {
  return [...texts].flatMap(([prose, state]): readonly Finding[] =>
    state === 'changed' || state === 'missing' ? [{ kind: `text-${state}`, stream, seq, prose }] : [],
  );
}

/** The stream with one more event read. What is broken already is not folded any further. */
function next(before: Reading, row: Row, data: Json | undefined, report: Report): Reading {
  const { stream, seq, hash } = row;
  const sound = before.sound && linkFindings(row, before).length === 0;
  if (!sound || before.folded === null) return { ...before, seq, hash, sound };
  try {
    return { stream, seq, hash, sound, folded: before.folded.with(row, data) };
  } catch {
    report({ kind: 'event-unreadable', stream, seq });
    return { ...before, seq, hash, sound: false };
  }
}
