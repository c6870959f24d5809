import { alertFoldVersion } from '#src/domain/alert/state.ts';
import type { Change } from '#src/domain/change.ts';
import { incidentFoldVersion } from '#src/domain/incident/state.ts';
import type { StreamWord } from '#src/domain/streams.ts';
import type { Json } from '#src/ports/store.ts';
import type { Database, Db } from './database.ts';
import { sql } from './drizzle.ts';
import { lockStream } from './locks.ts';
import { alerts, incidents } from './schema.ts';
import { keepAlert, rebuildAlert } from './snapshots/alert.ts';
import { keepIncident, rebuildIncident } from './snapshots/incident.ts';

/** Where the newest states are kept, and by which version of `evolve`. */
const kept = {
  inc: { table: incidents, version: incidentFoldVersion, rebuild: rebuildIncident },
  alert: { table: alerts, version: alertFoldVersion, rebuild: rebuildAlert },
} as const satisfies Record<StreamWord, unknown>;

/** Writes the newest state of what changed. `state` as `dehydrate` left it. */
export function keepSnapshot(tx: Db, change: Change, state: Json | undefined): Promise<void> {
  switch (change.of) {
    case 'inc':
      return keepIncident(tx, change, state);
    case 'alert':
      return keepAlert(tx, change.after, state);
  }
}

/** In the place of what was read from a snapshot that an older version of `evolve` made. */
export const stale = Symbol('a stale snapshot');

/** Whether an older version of `evolve` made any of the snapshots. */
export async function hasStaleSnapshots(db: Db, of: StreamWord): Promise<boolean> {
  return (await staleStreams(db, of, 1)).length > 0;
}

/** Folds everything anew whose snapshot an older version of `evolve` made. */
export async function rebuildSnapshots(database: Database, of: StreamWord): Promise<void> {
  for (const stream of await database.read((db) => staleStreams(db, of, null))) {
    await database.transact(async (tx) => {
      await lockStream(tx, stream);
      await kept[of].rebuild(tx, stream);
    });
  }
}

/** Only older ones: while two versions run side by side, the older leaves the newer's alone. */
async function staleStreams(db: Db, of: StreamWord, limit: number | null): Promise<readonly string[]> {
  const { table, version } = kept[of];
  const { rows } = await db.execute<{ stream: string }>(
    sql`select stream from ${table} where fold_version < ${version} limit ${limit}`,
  );
  return rows.map(({ stream }) => stream);
}
