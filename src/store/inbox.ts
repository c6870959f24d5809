import type { Answer } from '#src/domain/answer.ts';
import { Abandoned } from './abandoned.ts';
import type { Db } from './database.ts';
import { eq, lt } from './drizzle.ts';
import { toJson } from './json.ts';
import { inbox } from './schema.ts';
import { answer as answerShape } from './shapes/answer.ts';

export async function readAnswer(db: Db, key: string): Promise<Answer | null> {
  const [row] = await db.select().from(inbox).where(eq(inbox.key, key));
  return row ? answerShape.parse(row.answer) : null;
}

/**
 * Keeps the answer to a delivery; abandons the commit as repeated where there is one. While another transaction answers the same delivery, the insert
 * waits for how that ends.
 */
export async function writeAnswer(
  tx: Db,
  { key, answer }: { key: string; answer: Answer },
  now: number,
): Promise<void> {
  const kept = await tx
    .insert(inbox)
    .values({ key, answer: toJson(answer), at: now })
    .onConflictDoNothing()
    .returning({ key: inbox.key });
  if (kept.length > 0) return;
  const before = await readAnswer(tx, key);
  if (!before) throw new Error('the answer to a delivery vanished while it was repeated');
  throw new Abandoned({ kind: 'repeated', answer: before });
}

/** See `Store.forgetInbox`. */
export async function forgetAnswers(db: Db, before: number): Promise<number> {
  const gone = await db.delete(inbox).where(lt(inbox.at, before)).returning({ key: inbox.key });
  return gone.length;
}
