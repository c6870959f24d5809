import type { Change } from '#src/domain/change.ts';
import type { Commit, Committed, Counter, Link, Store } from '#src/ports/store.ts';
import { Abandoned } from './abandoned.ts';
import type { Database, Db } from './database.ts';
import { and, eq, inArray, sql } from './drizzle.ts';
import { StoreContended, StoreFault } from './errors.ts';
import { append, expectHead } from './events.ts';
import { readAnswer, writeAnswer } from './inbox.ts';
import { lockStreams, notify } from './locks.ts';
import { arm, forgetStanding, wantMessages, wantProgress } from './messages.ts';
import { promisesTimers } from './obligations.ts';
import { insertEffects, wakeUp } from './outbox.ts';
import { newestNumber } from './reads/alerts.ts';
import { counters, links, outbox } from './schema.ts';
import { revive, settle } from './settle.ts';
import { keepSnapshot } from './snapshots.ts';
import { dehydrate } from './texts.ts';
import { dropTimers, fitTimers, lostAfterMs, putTimers } from './timers.ts';

/** See `Store.commit`. */
export function commitOnce(database: Database, commit: Commit, now: number): Promise<Committed> {
  return outcomeOf(database.transact((tx) => write(tx, commit, now)));
}

interface Numbered {
  readonly counter: Counter;
  readonly delivery: string | null;
  readonly build: Parameters<Store['commitNumbered']>[2];
}

/** See `Store.commitNumbered`. */
export function commitNumbered(
  database: Database,
  { counter, delivery, build }: Numbered,
  now: number,
): Promise<Committed> {
  return outcomeOf(
    database.transact(async (tx) => {
      const answer = delivery === null ? null : await readAnswer(tx, delivery);
      if (answer) throw new Abandoned({ kind: 'repeated', answer });
      const next = (other: Counter) => nextNumber(tx, other);
      return write(tx, await build(await next(counter), next), now);
    }),
  );
}

/** The row of the counter stays locked until the transaction ends, and goes back if it is undone: that is why there are no gaps. */
async function nextNumber(tx: Db, name: Counter): Promise<number> {
  const [row] = await tx
    .insert(counters)
    .values({ name, value: 1 })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } })
    .returning();
  if (!row) throw new Error(`counter ${name} gave no number`);
  return row.value;
}

/** Somebody else wrote the next event of the stream first, or told first of what fires. */
const wasFirst: ReadonlySet<string | null> = new Set(['events_pkey', 'alerts_firing']);

async function outcomeOf(written: Promise<Committed>): Promise<Committed> {
  try {
    return await written;
  } catch (error) {
    if (error instanceof Abandoned) return error.outcome;
    if (error instanceof StoreContended) return { kind: 'conflict' };
    if (error instanceof StoreFault && wasFirst.has(error.constraint)) return { kind: 'conflict' };
    throw error;
  }
}

async function write(tx: Db, commit: Commit, now: number): Promise<Committed> {
  if (commit.newest) await expectNewest(tx, commit.newest);
  if (commit.inbox) await writeAnswer(tx, commit.inbox, now);
  await lockStreams(tx, ...lockedBy(commit));
  const settled = commit.settle && (await settle(tx, commit.settle, now));
  const revived = await revive(tx, commit.revive ?? [], now);
  const begun = revived.map((row) => row.id);
  const changes = commit.changes ?? [];
  for (const change of changes.toSorted((a, b) => (a.stream < b.stream ? -1 : 1))) {
    await writeChange(tx, change);
    begun.push(...(await insertEffects(tx, change.effects, now)));
    // Otherwise messages that cannot be shown would set each other going for ever, each failure being news for the rest.
    const failed = settled?.row.state !== 'failed';
    begun.push(...(await arm(tx, await wantMessages(tx, change.messages), now, { failed })));
  }
  begun.push(...(await arm(tx, await forgetStanding(tx, commit.repost ?? []), now, { failed: true })));
  const progress = [...(settled?.looksOtherwise ? [settled.row] : []), ...revived];
  const renewed = changes.flatMap(({ messages }) => messages.map((message) => message.key));
  begun.push(...(await arm(tx, await wantProgress(tx, progress, renewed), now, { failed: false })));
  await noteCause(tx, begun, commit.inbox?.key ?? settled?.row.cause ?? null);
  await writeLinks(tx, commit.links ?? []);
  if (commit.quiet) await expectHead(tx, commit.quiet.stream, commit.quiet.seq);
  const promised = promisesTimers([...changes, ...(commit.quiet ? [commit.quiet] : [])]);
  await putTimers(tx, promised.set);
  await dropTimers(tx, promised.drop);

  const touched = [...new Set([...(settled?.touched ?? []), ...begun])];
  const wakes = await wakeUp(tx, touched, now);
  await fitTimers(tx, touched, now, lostAfterMs);
  if (touched.length > 0 || promised.set.length > 0) await notify(tx);
  return { kind: 'stored', wakes };
}

/** Whoever makes the next alert has its counter until the transaction ends: who comes after sees what is newest by then. */
async function expectNewest(tx: Db, { source, key, number }: NonNullable<Commit['newest']>): Promise<void> {
  if ((await newestNumber(tx, source, key)) !== number) throw new Abandoned({ kind: 'conflict' });
}

/** What a commit sets going is caused by the delivery it answers, or by what caused the effect it settles. */
async function noteCause(tx: Db, rows: readonly string[], cause: string | null): Promise<void> {
  if (cause === null || rows.length === 0) return;
  await tx
    .update(outbox)
    .set({ cause })
    .where(inArray(outbox.id, [...rows]));
}

/** The streams it is about, whose messages it renews, and the rows of the outbox whose streams it is about besides. */
function lockedBy({ changes = [], quiet, settle: ended, revive: again = [] }: Commit) {
  const renewed = changes.flatMap(({ messages }) => messages);
  const streams = [...changes, ...renewed, ...(quiet ? [quiet] : [])].map(({ stream }) => stream);
  return [streams, [...(ended ? [ended.work] : []), ...again]] as const;
}

async function writeChange(tx: Db, change: Change): Promise<void> {
  const { recorded, after } = change;
  const plain = await dehydrate(tx, [...recorded.map(({ event }) => event.data), after]);
  await append(tx, change, plain);
  await keepSnapshot(tx, change, plain[recorded.length]);
}

/** A link that stands already is fine; another one in its place is a bug, and undoes the commit. */
async function writeLinks(tx: Db, wanted: readonly Link[]): Promise<void> {
  for (const link of wanted) {
    await tx
      .insert(links)
      .values(link)
      .onConflictDoNothing({ target: [links.kind, links.ours] });
    const [row] = await tx
      .select({ theirs: links.theirs })
      .from(links)
      .where(and(eq(links.kind, link.kind), eq(links.ours, link.ours)));
    if (row?.theirs !== link.theirs) throw new Error(`${link.ours} has another ${link.kind} already`);
  }
}
