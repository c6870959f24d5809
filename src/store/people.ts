import type { KnownPerson } from '#src/ports/store.ts';
import type { Db } from './database.ts';
import { eq, inArray, sql } from './drizzle.ts';
import { storable } from './json.ts';
import { people, policies } from './schema.ts';

export async function readPerson(db: Db, id: string): Promise<KnownPerson | null> {
  const [row] = await db.select().from(people).where(eq(people.id, id));
  return row ?? null;
}

/** Those of `ids` who are known. */
export async function readPeople(db: Db, ids: readonly string[]): Promise<readonly KnownPerson[]> {
  return ids.length === 0
    ? []
    : db
        .select()
        .from(people)
        .where(inArray(people.id, [...new Set(ids)]));
}

/** Those who have one of these e-mails, whatever the case. */
export async function readPeopleWith(db: Db, emails: readonly string[]): Promise<readonly KnownPerson[]> {
  const wanted = [...new Set(emails.map((email) => email.toLowerCase()))];
  return wanted.length === 0
    ? []
    : db
        .select()
        .from(people)
        .where(inArray(sql`lower(${people.email})`, wanted));
}

export async function keepPerson(db: Db, { id, ...person }: KnownPerson): Promise<void> {
  const row = { ...person, name: storable(person.name), email: person.email && storable(person.email) };
  await db
    .insert(people)
    .values({ id, ...row })
    .onConflictDoUpdate({ target: people.id, set: row });
}

/** The text of a policy, by its hash: what was decided under it can be read later. */
export async function keepPolicy(db: Db, hash: string, text: string): Promise<void> {
  await db
    .insert(policies)
    .values({ hash, text: storable(text) })
    .onConflictDoNothing();
}
