import { createHash, randomBytes } from 'node:crypto';
import type { Json } from '#src/ports/store.ts';
import type { Db } from './database.ts';
import { eq, inArray } from './drizzle.ts';
import { type JsonObject, rewrite, toJson } from './json.ts';
import { texts } from './schema.ts';

/**
 * `values` as they are stored: in the place of each `{ prose, body }` stands `{ prose, sha256 }`, and the body is kept in `texts`. A text that is kept
 * already stays as it is.
 */
export async function dehydrate(tx: Db, values: readonly unknown[]): Promise<readonly Json[]> {
  const plain = values.map(toJson);
  const bodies = new Map<string, string | null>();
  for (const one of plain) {
    rewrite(one, (object) => {
      if (!isPair(object, 'prose', 'body')) return undefined;
      const { prose, body } = object;
      if (typeof prose === 'string' && (typeof body === 'string' || body === null)) bodies.set(prose, body);
      return null;
    });
  }
  const hashes = await keep(tx, bodies);
  return plain.map((one) =>
    rewrite(one, (object) => {
      if (!isPair(object, 'prose', 'body')) return undefined;
      const sha256 = typeof object['prose'] === 'string' ? hashes.get(object['prose']) : undefined;
      if (sha256 === undefined) throw new Error('a text without a body was never kept');
      return { prose: object['prose'] ?? null, sha256 };
    }),
  );
}

/** The inverse of `dehydrate`; a redacted text has the body `null`. */
export async function rehydrate(db: Db, values: readonly unknown[]): Promise<readonly Json[]> {
  const plain = values.map(toJson);
  const wanted = proseIds(plain);
  if (wanted.length === 0) return plain;
  const rows = await db
    .select({ prose: texts.prose, body: texts.body })
    .from(texts)
    .where(inArray(texts.prose, [...wanted]));
  const bodies = new Map(rows.map((row) => [row.prose, row.body]));
  return plain.map((one) =>
    rewrite(one, (object) => {
      if (!isPair(object, 'prose', 'sha256') || typeof object['prose'] !== 'string') return undefined;
      return { prose: object['prose'], body: bodies.get(object['prose']) ?? null };
    }),
  );
}

/** Empties a text and its salt, so that not even a guess can be tried against the hash that stays. False: no such text. */
export async function redact(db: Db, prose: string): Promise<boolean> {
  const rows = await db
    .update(texts)
    .set({ body: null, salt: null })
    .where(eq(texts.prose, prose))
    .returning({ prose: texts.prose });
  return rows.length > 0;
}

/** `redacted` as `redact` left it; `changed`: not what the hash that the record holds was made of; `missing`: not even redacted. */
export type TextState = 'whole' | 'redacted' | 'changed' | 'missing';

/** For each of `values`, the ids of the texts it names, and how these stand. */
export async function textsNamed(
  db: Db,
  values: readonly unknown[],
): Promise<readonly ReadonlyMap<string, TextState>[]> {
  const claims = values.map((value) => proseClaims([toJson(value)]));
  const ids = new Set(claims.flatMap((one) => [...one.keys()]));
  const rows =
    ids.size === 0
      ? []
      : await db
          .select()
          .from(texts)
          .where(inArray(texts.prose, [...ids]));
  const kept = new Map(rows.map((row) => [row.prose, row]));
  return claims.map((one) => new Map([...one].map(([id, sha256]) => [id, stateOf(kept.get(id), sha256)])));
}

function stateOf(row: typeof texts.$inferSelect | undefined, claim: string): TextState {
  if (!row) return 'missing';
  const { salt, body, sha256 } = row;
  if (salt === null || body === null) return sha256 === claim ? 'redacted' : 'changed';
  return hashText(salt, body) === claim ? 'whole' : 'changed';
}

async function keep(tx: Db, bodies: ReadonlyMap<string, string | null>): Promise<ReadonlyMap<string, string>> {
  const known = await hashesOf(tx, [...bodies.keys()]);
  const fresh = [...bodies].flatMap(([prose, body]) => {
    if (body === null || known.has(prose)) return [];
    const salt = randomBytes(16).toString('hex');
    return [{ prose, salt, body, sha256: hashText(salt, body) }];
  });
  if (fresh.length === 0) return known;
  await tx.insert(texts).values(fresh).onConflictDoNothing();
  // Anew, because somebody else may have been first.
  return new Map([
    ...known,
    ...(await hashesOf(
      tx,
      fresh.map(({ prose }) => prose),
    )),
  ]);
}

async function hashesOf(tx: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ prose: texts.prose, sha256: texts.sha256 })
    .from(texts)
    .where(inArray(texts.prose, [...ids]));
  return new Map(rows.map((row) => [row.prose, row.sha256]));
}

function hashText(salt: string, body: string): string {
  return createHash('sha256').update(salt).update(body).digest('hex');
}

function proseIds(values: readonly Json[]): readonly string[] {
  return [...proseClaims(values).keys()];
}

/** Text id to the hash its record claims for it. */
function proseClaims(values: readonly Json[]): ReadonlyMap<string, string> {
  const claims = new Map<string, string>();
  for (const one of values) {
    rewrite(one, (object) => {
      if (!isPair(object, 'prose', 'sha256')) return undefined;
      const { prose, sha256 } = object;
      if (typeof prose === 'string' && typeof sha256 === 'string') claims.set(prose, sha256);
      return null;
    });
  }
  return claims;
}

function isPair(object: JsonObject, one: string, other: string): boolean {
  return one in object && other in object && Object.keys(object).length === 2;
}
