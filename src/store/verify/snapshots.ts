import canonicalize from 'canonicalize';
import { eq } from 'drizzle-orm';
import type { Report } from '#src/domain/finding.ts';
import { type Incident, incidentFoldVersion } from '#src/domain/incident/state.ts';
import type { Db } from '#src/store/database.ts';
import { toJson } from '#src/store/json.ts';
import { incidents } from '#src/store/schema.ts';
import { columnsOf } from '#src/store/snapshots.ts';
import { rehydrate } from '#src/store/texts.ts';

/** Streams that have a snapshot begin so. */
export const incidentPrefix = 'inc-';

/**
 * Compares what is kept of an incident with what its events make of it. `otherVersion`: another version of the program keeps it otherwise, and folds it
 * anew; `null`: there is nothing to compare.
 */
export async function verifySnapshot(
  tx: Db,
  incident: Incident,
  report: Report,
): Promise<'snapshots' | 'otherVersion' | null> {
  const { stream, seq } = incident;
  const [row] = await tx.select().from(incidents).where(eq(incidents.stream, stream));
  if (!row) {
    report({ kind: 'snapshot-missing', stream });
    return null;
  }
  if (row.seq !== seq) {
    report({ kind: 'snapshot-elsewhere', stream, stands: row.seq, ends: seq });
    return 'snapshots';
  }
  const { foldVersion, state, ...columns } = row;
  if (foldVersion !== incidentFoldVersion) {
    // Who may know of it does not hang on the version that kept it.
    const { number, restricted, members } = columnsOf(incident);
    const kept = { number: columns.number, restricted: columns.restricted, members: columns.members };
    const fields = differing(kept, { number, restricted, members });
    if (fields.length > 0) report({ kind: 'snapshot-differs', stream, fields: fields.toSorted() });
    return 'otherVersion';
  }
  const [held] = await rehydrate(tx, [state]);
  const fields = new Set([...differing(columns, columnsOf(incident)), ...differing(held, incident)]);
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
