import type { OnCall } from '#src/domain/on-call.ts';
import type { Db } from './database.ts';
import { eq, lte } from './drizzle.ts';
import { toJson } from './json.ts';
import { facts, pagerUsers, people } from './schema.ts';
import { onCall } from './shapes/on-call.ts';

const onCallKey = 'on-call';

/** What an older version kept and this one does not understand is as if it was not there: it is asked for again. */
export async function readOnCall(db: Db): Promise<OnCall | null> {
  const [row] = await db.select().from(facts).where(eq(facts.key, onCallKey));
  const read = onCall.safeParse(row?.value);
  if (!read.success) return null;
  const said = await db
    .select({ user: pagerUsers.id, email: people.email })
    .from(pagerUsers)
    .innerJoin(people, eq(pagerUsers.person, people.id));
  const emails = new Map(said.map(({ user, email }) => [user, email]));
  const turns = read.data.turns.map((turn) => {
    const email = emails.get(turn.person.id) ?? turn.person.email;
    return { ...turn, person: { ...turn.person, email } };
  });
  return { ...read.data, turns };
}

/** The newer of two answers stays, in whatever order they arrive. */
export async function keepOnCall(db: Db, value: OnCall): Promise<void> {
  const row = { at: value.at, value: toJson(value) };
  await db
    .insert(facts)
    .values({ key: onCallKey, ...row })
    .onConflictDoUpdate({ target: facts.key, set: row, setWhere: lte(facts.at, value.at) });
}
