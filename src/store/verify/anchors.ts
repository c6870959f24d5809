import { z } from 'zod';
import { type Anchor, anchorLink, anchorName, type Head, type KeptAnchor } from '#src/domain/anchor.ts';
import type { Finding, Report, Verified } from '#src/domain/finding.ts';
import { hashOfAnchor } from '#src/store/anchors.ts';
import { genesis } from '#src/store/chain.ts';
import type { Db } from '#src/store/database.ts';
import { asc, eq, gt, max, sql } from '#src/store/drizzle.ts';
import { anchors, events, links } from '#src/store/schema.ts';

type Row = typeof anchors.$inferSelect;
type Counts = Pick<Verified, 'anchors' | 'newest' | 'kept'>;

const pageRows = 50;
const headsShape = z.array(z.tuple([z.string(), z.int().max(2 ** 31 - 1), z.string()]));

/** Checks the chain of anchors, the events they seal, and the anchor somebody kept. A stream is accused once: by the first anchor it does not fit. */
export async function verifyAnchors(tx: Db, kept: KeptAnchor | null, report: Report): Promise<Counts> {
  const accused = new Set<string>();
  let count = 0;
  let last: Row | null = null;
  let candidate: Row | null = null;
  for await (const rows of pages(tx)) {
    for (const row of rows) {
      const heads = headsShape.safeParse(row.heads);
      for (const finding of linkFindings(row, heads.data, last)) report(finding);
      for (const misfit of await misfits(tx, heads.data ?? [], row)) {
        if (!accused.has(misfit.stream)) report(misfit);
        accused.add(misfit.stream);
      }
      if (kept && (kept.seq === null ? row.hash.startsWith(kept.digits) : row.seq === kept.seq)) candidate = row;
      last = row;
      count += 1;
    }
  }
  await findWithdrawn(tx, last?.seq ?? 0, report);
  const wrong = kept && keptFinding(kept, candidate, last);
  if (wrong) report(wrong);
  return { anchors: count, newest: last && shortened(last), kept: wrong ? null : candidate && shortened(candidate) };
}

function shortened({ seq, at, hash }: Row): Pick<Anchor, 'seq' | 'at' | 'hash'> {
  return { seq, at, hash };
}

async function* pages(tx: Db): AsyncGenerator<readonly Row[]> {
  let after: number | undefined = 0;
  while (after !== undefined) {
    const rows: readonly Row[] = await tx
      .select()
      .from(anchors)
      .where(gt(anchors.seq, after))
      .orderBy(asc(anchors.seq))
      .limit(pageRows);
    yield rows;
    after = rows.at(-1)?.seq;
  }
}

function linkFindings(row: Row, heads: readonly Head[] | undefined, before: Row | null): readonly Finding[] {
  const { seq: anchor, at, prevHash, hash } = row;
  const expected = (before?.seq ?? 0) + 1;
  const gap = anchor !== expected;
  const missing: readonly Finding[] = gap ? [{ kind: 'anchors-missing', from: expected, to: anchor - 1 }] : [];
  if (!heads || hash !== hashOfAnchor({ seq: anchor, at, heads, prevHash })) {
    return [...missing, { kind: 'anchor-changed', anchor }];
  }
  return gap || prevHash === (before?.hash ?? genesis) ? missing : [{ kind: 'anchor-detached', anchor }];
}

type Misfit = Extract<Finding, { kind: 'head-changed' | 'head-missing' }>;

/** The events that are not as the anchor sealed them. */
async function misfits(tx: Db, heads: readonly Head[], { seq, at }: Row): Promise<readonly Misfit[]> {
  if (heads.length === 0) return [];
  const { rows } = await tx.execute<{ stream: string; seq: number; expected: string; found: string | null }>(sql`
    select held ->> 0 as stream, (held ->> 1)::int as seq, held ->> 2 as expected, event.hash as found
    from jsonb_array_elements(${JSON.stringify(heads)}::jsonb) held
    left join ${events} event on event.stream = held ->> 0 and event.seq = (held ->> 1)::int
    where event.hash is distinct from held ->> 2`);
  const all: Misfit[] = [];
  for (const { found, ...head } of rows) {
    const of = { ...head, anchor: { seq, at } };
    if (found !== null) all.push({ kind: 'head-changed', ...of, found });
    else all.push({ kind: 'head-missing', ...of, ends: await endOf(tx, head.stream) });
  }
  return all;
}

async function endOf(tx: Db, stream: string): Promise<number> {
  const [row] = await tx
    .select({ seq: max(events.seq) })
    .from(events)
    .where(eq(events.stream, stream));
  return row?.seq ?? 0;
}

/** Anchors that stand in Slack and were taken off the end of the chain. */
async function findWithdrawn(tx: Db, newest: number, report: Report): Promise<void> {
  const posted = await tx.select({ ours: links.ours }).from(links).where(eq(links.kind, anchorLink));
  const numbers = posted.map(({ ours }) => Number(ours.slice(anchorName(0).length - 1)));
  for (const anchor of numbers.filter((number) => number > newest).sort((a, b) => a - b)) {
    report({ kind: 'anchor-withdrawn', anchor });
  }
}

function keptFinding({ seq, digits }: KeptAnchor, found: Row | null, newest: Row | null): Finding | null {
  if (found === null) return { kind: 'kept-unknown', anchor: seq, digits, newest: newest?.seq ?? null };
  return found.hash.startsWith(digits) ? null : { kind: 'kept-differs', anchor: found.seq, digits, found: found.hash };
}
