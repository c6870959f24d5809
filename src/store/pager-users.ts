import type { PagerUser } from '#src/ports/pager.ts';
import type { KnownPerson, PagerIdentity } from '#src/ports/store.ts';
import type { Db } from './database.ts';
import { and, desc, eq, isNotNull, isNull, ne, notExists, or, sql } from './drizzle.ts';
import { storable } from './json.ts';
import { pagerUsers, people } from './schema.ts';

/** What somebody said by hand counts before the e-mail. */
export async function personInPager(db: Db, user: string): Promise<KnownPerson | null> {
  const byHand = eq(pagerUsers.person, people.id);
  const byEmail = sql`${pagerUsers.person} is null and lower(${pagerUsers.email}) = lower(${people.email})`;
  const [row] = await db
    .select({ person: people })
    .from(pagerUsers)
    .innerJoin(people, or(byHand, byEmail))
    .where(eq(pagerUsers.id, storable(user)))
    .limit(1);
  return row?.person ?? null;
}

/** The other way round. Of several with their e-mail, the one seen last. */
export async function pagerOf(db: Db, person: string): Promise<PagerIdentity | null> {
  const byEmail = sql`${pagerUsers.person} is null and lower(${pagerUsers.email}) = (select lower(${people.email}) from ${people} where ${people.id} = ${person})`;
  const [row] = await db
    .select()
    .from(pagerUsers)
    .where(or(eq(pagerUsers.person, person), byEmail))
    .orderBy(sql`${pagerUsers.person} nulls last`, desc(pagerUsers.seenAt))
    .limit(1);
  if (row === undefined) return null;
  const { id, name, email } = row;
  return { user: { id, name, email }, said: row.person !== null };
}

/** See `Store.claimPagerUser`. */
export async function claimPagerUser(tx: Db, user: string, person: string): Promise<boolean> {
  const [row] = await tx.select().from(pagerUsers).where(eq(pagerUsers.id, user)).for('update');
  if (row === undefined || (row.person !== null && row.person !== person)) return false;
  await tx
    .update(pagerUsers)
    .set({ person: null })
    .where(and(eq(pagerUsers.person, person), ne(pagerUsers.id, user)));
  await tx.update(pagerUsers).set({ person }).where(eq(pagerUsers.id, user));
  return true;
}

export async function releasePagerUser(db: Db, person: string): Promise<string | null> {
  const [row] = await db
    .update(pagerUsers)
    .set({ person: null })
    .where(eq(pagerUsers.person, person))
    .returning({ id: pagerUsers.id });
  return row?.id ?? null;
}

/** See `Store.strangersInPager`. */
export async function strangersInPager(db: Db, limit: number): Promise<readonly string[]> {
  const known = db.select({ one: sql`1` }).from(people).where(sql`lower(${people.email}) = lower(${pagerUsers.email})`);
  const rows = await db
    .select({ email: pagerUsers.email })
    .from(pagerUsers)
    .where(and(isNotNull(pagerUsers.email), isNull(pagerUsers.person), notExists(known)))
    .orderBy(sql`${pagerUsers.askedAt} nulls first`, desc(pagerUsers.seenAt))
    .limit(limit);
  return rows.flatMap(({ email }) => email ?? []);
}

export async function strangerAsked(db: Db, email: string, now: number): Promise<void> {
  await db.update(pagerUsers).set({ askedAt: now }).where(eq(pagerUsers.email, email));
}

/** Keeps what PagerDuty says of somebody. Who that is in Slack stays as it was said. */
export async function keepPagerUser(db: Db, { id, name, email }: PagerUser, seenAt: number): Promise<void> {
  const row = { name: storable(name), email: email && storable(email), seenAt };
  await db
    .insert(pagerUsers)
    .values({ id: storable(id), ...row })
    .onConflictDoUpdate({ target: pagerUsers.id, set: row });
}
