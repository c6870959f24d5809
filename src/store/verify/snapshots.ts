import canonicalize from 'canonicalize';
import type { Report } from '#src/domain/finding.ts';
import type { Db } from '#src/store/database.ts';
import { toJson } from '#src/store/json.ts';
import { rehydrate } from '#src/store/texts.ts';

/** What the events of a stream make of it. */
interface Made {
  readonly state: { readonly stream: string; readonly seq: number };
  readonly columns: object;
  /** Columns that do not hang on the version that kept them: who may know of it. */
  readonly always: object;
  readonly foldVersion: number;
}

interface SnapshotRow {
  readonly seq: number;
  readonly foldVersion: number;
  readonly state: unknown;
}

/**
 * Compares what is kept of something with what its events make of it. `otherVersion`: another version of the program keeps it otherwise, and folds it
 * anew; `null`: there is nothing to compare.
 */
export async function verifySnapshot(
  tx: Db,
  row: SnapshotRow | undefined,
  made: Made,
  report: Report,
): Promise<'snapshots' | 'otherVersion' | null> {
  const { stream, seq } = made.state;
  if (!row) {
    report({ kind: 'snapshot-missing', stream });
    return null;
  }
  if (row.seq !== seq) {
    report({ kind: 'snapshot-elsewhere', stream, stands: row.seq, ends: seq });
    return 'snapshots';
  }
  const { foldVersion, state, ...columns } = row;
  if (foldVersion !== made.foldVersion) {
    const fields = differing(columns, made.always).filter((name) => name in made.always);
    if (fields.length > 0) report({ kind: 'snapshot-differs', stream, fields: fields.toSorted() });
    return 'otherVersion';
  }
  const [held] = await rehydrate(tx, [state]);
  const fields = new Set([...differing(columns, made.columns), ...differing(held, made.state)]);
  if (fields.size > 0) report({ kind: 'snapshot-differs', stream, fields: [...fields].sort() });
  return 'snapshots';
}

/** Names of the fields that are not the same in both. */
export function differing(one: unknown, other: object): readonly string[] {
  const [held, made] = [fieldsOf(one), fieldsOf(toJson(other))];
  return [...new Set([...held.keys(), ...made.keys()])].filter((name) => held.get(name) !== made.get(name));
}

function fieldsOf(value: unknown): ReadonlyMap<string, string | undefined> {
  const object = typeof value === 'object' && value !== null ? value : { state: value };
  return new Map(Object.entries(object).map(([name, field]) => [name, canonicalize(field)]));
}
