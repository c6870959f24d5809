import { lt } from 'drizzle-orm';
import { evolve } from '#src/domain/incident/evolve.ts';
import { type Incident, incidentFoldVersion, involvedIn } from '#src/domain/incident/state.ts';
import type { Json } from '#src/ports/store.ts';
import type { Database, Db } from './database.ts';
import { readEvents } from './events.ts';
import { storable } from './json.ts';
import { lockStream } from './locks.ts';
import { rebuildLedger } from './obligations.ts';
import { incidents } from './schema.ts';
import { dehydrate } from './texts.ts';

/** What queries go by, beside the state. */
export function columnsOf(incident: Incident) {
  const { number, stream, seq, status, severity, restricted, drill, declaredAt, members, services } = incident;
  return {
    ...{ number, stream, seq, status, severity, restricted, drill, declaredAt },
    members: members.map(storable),
    services: services.map(storable),
    involved: involvedIn(incident).map(storable),
    captures: incident.captures.map(captureKey).map(storable),
  };
}

/** A message, as the column `captures` names it. */
export function captureKey({ channel, ts }: { readonly channel: string; readonly ts: string }): string {
  return `${channel}/${ts}`;
}

/** Writes the newest state of an incident. `state` as `dehydrate` left it. */
export async function keepSnapshot(tx: Db, incident: Incident, state: Json | undefined): Promise<void> {
  const { number, ...columns } = columnsOf(incident);
  const kept = { ...columns, state, foldVersion: incidentFoldVersion };
  await tx
    .insert(incidents)
    .values({ number, ...kept })
    .onConflictDoUpdate({ target: incidents.number, set: kept });
}

/** In the place of what was read from a snapshot that an older version of `evolve` made. */
export const stale = Symbol('a stale snapshot');

/** Whether an older version of `evolve` made any of the snapshots. */
export async function hasStaleSnapshots(db: Db): Promise<boolean> {
  const rows = await db.select({ number: incidents.number }).from(incidents).where(isStale).limit(1);
  return rows.length > 0;
}

/** Only older ones: while two versions run side by side, the older leaves the newer's alone. */
const isStale = lt(incidents.foldVersion, incidentFoldVersion);

/** Folds every incident anew, with all it promised, whose snapshot an older version of `evolve` made. Returns how many. */
export async function rebuildSnapshots(database: Database): Promise<number> {
  const stale = await database.read((db) => db.select({ stream: incidents.stream }).from(incidents).where(isStale));
  for (const { stream } of stale) await database.transact((tx) => rebuild(tx, stream));
  return stale.length;
}

async function rebuild(tx: Db, stream: string): Promise<void> {
  await lockStream(tx, stream);
  const recorded = await readEvents(tx, stream);
  const incident = recorded.reduce<Incident | null>(evolve, null);
  if (incident === null) throw new Error(`${stream} has a snapshot and no events`);
  const [state] = await dehydrate(tx, [incident]);
  await keepSnapshot(tx, incident, state);
  await rebuildLedger(tx, stream, recorded);
}
