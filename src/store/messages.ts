import type { KeptMessage, Place } from '#src/domain/kept-message.ts';
import type { MessageRow, Shown } from '#src/ports/store.ts';
import type { Db } from './database.ts';
import { and, eq, inArray, notInArray, sql } from './drizzle.ts';
import { newRow, type OutboxRow, showKind } from './outbox.ts';
import { messages, outbox } from './schema.ts';

type Row = typeof messages.$inferSelect;

/** A message's row in the outbox is named after it. */
const suffix = '.show';

/** The message whose row `work` would be. */
export function messageOf(work: string): string {
  return work.endsWith(suffix) ? work.slice(0, -suffix.length) : '';
}

function messageFrom(row: Row): MessageRow {
  const { key, stream, kind, of, replyBroadcast, showsEffects, channel, ts, wantedSeq, shownSeq, shownHash } = row;
  const reply = replyBroadcast === null ? null : { broadcast: replyBroadcast };
  const kept = { key, stream, kind, of, place: placeOf(row), reply, showsEffects };
  return { ...kept, channel, ts, wantedSeq, shownSeq, shownHash };
}

function placeOf({ key, placeRoom, placeChannel, placeContact, placePerson }: Row): Place {
  if (placeRoom !== null) return { room: placeRoom };
  if (placeChannel !== null) return { channel: placeChannel };
  if (placeContact !== null) return { contact: placeContact };
  if (placePerson !== null) return { person: placePerson };
  throw new Error(`${key} has no place`);
}

/** Where a message stands, in one word: what its order key is made of. */
function wordFor(place: Place): string {
  return Object.values(place).join('');
}

export async function readMessage(db: Db, key: string): Promise<MessageRow | null> {
  const [row] = await db.select().from(messages).where(eq(messages.key, key));
  return row ? messageFrom(row) : null;
}

/** Sees to it that the messages are kept and show what has changed. */
export async function wantMessages(tx: Db, kept: readonly KeptMessage[]): Promise<readonly MessageRow[]> {
  if (kept.length === 0) return [];
  const rows = kept.map(({ key, stream, kind, of, place, reply, showsEffects }) => ({
    ...{ key, stream, kind, of, showsEffects, wantedSeq: 1, shownSeq: 0 },
    placeRoom: 'room' in place ? place.room : null,
    placeChannel: 'channel' in place ? place.channel : null,
    placeContact: 'contact' in place ? place.contact : null,
    placePerson: 'person' in place ? place.person : null,
    replyBroadcast: reply?.broadcast ?? null,
  }));
  const wanted = await tx
    .insert(messages)
    .values(rows)
    .onConflictDoUpdate({ target: messages.key, set: { wantedSeq: sql`${messages.wantedSeq} + 1` } })
    .returning();
  return wanted.map(messageFrom);
}

/** Has the messages that show how things stand show the progress of `rows`; not the rows' own messages, nor those `renewed` already. */
export async function wantProgress(
  tx: Db,
  rows: readonly OutboxRow[],
  renewed: readonly string[] = [],
): Promise<readonly MessageRow[]> {
  if (rows.length === 0) return [];
  const streams = rows.map((row) => row.stream);
  const except = [...renewed, ...rows.map((row) => messageOf(row.id))];
  const wanted = await tx
    .update(messages)
    .set({ wantedSeq: sql`${messages.wantedSeq} + 1` })
    .where(and(inArray(messages.stream, streams), messages.showsEffects, notInArray(messages.key, except)))
    .returning();
  return wanted.map(messageFrom);
}

/**
 * Sets the rows of messages going, fresh where they had ended; one that waits or works already will see what is wanted. `failed`: also rows that
 * failed. Returns the rows that may go.
 */
export async function arm(
  tx: Db,
  wanted: readonly MessageRow[],
  now: number,
  { failed }: { readonly failed: boolean },
): Promise<readonly string[]> {
  if (wanted.length === 0) return [];
  const rows = wanted.map(({ key, stream, place, ts }) => {
    // Posts stand in the order of what they tell; what stands already is edited whenever there is time, and holds no news back.
    const orderKey = ts === null ? `${stream}@${wordFor(place)}` : null;
    return newRow({ id: `${key}${suffix}`, kind: showKind, stream, payload: { message: key }, orderKey }, now);
  });
  const armed = await tx
    .insert(outbox)
    .values(rows)
    .onConflictDoUpdate({
      target: outbox.id,
      set: { ...freshStart(now), orderKey: sql`excluded.order_key` },
      setWhere: inArray(outbox.state, failed ? ['done', 'void', 'failed'] : ['done', 'void']),
    })
    .returning({ id: outbox.id });
  return armed.map((row) => row.id);
}

/** From the start again, except for a doubt: it stays until something clears it up. */
export function freshStart(now: number) {
  const last = sql`case when ${outbox.last} = 'ambiguous' then ${outbox.last} else 'none' end`;
  return { state: 'ready', attempt: 0, runAfter: now, last, error: null } as const;
}

export async function keepShown(tx: Db, { key, was, channel, ts, seq, hash }: Shown): Promise<void> {
  await tx
    .update(messages)
    .set({ channel, ts, shownSeq: seq, shownHash: hash })
    .where(and(eq(messages.key, key), sql`${messages.ts} is not distinct from ${was}`));
}

/** Whether more is wanted of the message whose row is `work` than was seen when it was shown. */
export async function wantsMore(tx: Db, work: string, seen: number): Promise<boolean> {
  const [row] = await tx
    .select({ wantedSeq: messages.wantedSeq })
    .from(messages)
    .where(eq(messages.key, messageOf(work)));
  return (row?.wantedSeq ?? 0) > seen;
}

/** The kept message that stands there, if it is one. */
export async function messageStandingAt(db: Db, channel: string, ts: string): Promise<MessageRow | null> {
  const [row] = await db
    .select()
    .from(messages)
    .where(and(eq(messages.channel, channel), eq(messages.ts, ts)));
  return row ? messageFrom(row) : null;
}

/** Forgets that messages stand, because somebody deleted them: they are posted anew. */
export async function forgetStanding(
  tx: Db,
  gone: readonly { readonly key: string; readonly ts: string }[],
): Promise<readonly MessageRow[]> {
  const forgotten: MessageRow[] = [];
  for (const { key, ts } of gone) {
    const rows = await tx
      .update(messages)
      .set({ ts: null, shownSeq: 0, shownHash: null, wantedSeq: sql`${messages.wantedSeq} + 1` })
      .where(and(eq(messages.key, key), eq(messages.ts, ts)))
      .returning();
    forgotten.push(...rows.map(messageFrom));
  }
  return forgotten;
}
