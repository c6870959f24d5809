import { type AlertSource, alertSeverities } from '#src/domain/alert/events.ts';
import { type Alert, alertFoldVersion } from '#src/domain/alert/state.ts';
import type { AlertFilter, Page } from '#src/ports/store.ts';
import type { Db } from '#src/store/database.ts';
import { and, asc, desc, eq, or, sql } from '#src/store/drizzle.ts';
import { isNumber } from '#src/store/is-number.ts';
import { storable } from '#src/store/json.ts';
import { alerts } from '#src/store/schema.ts';
import { alert as shape } from '#src/store/shapes/alert.ts';
import { stale } from '#src/store/snapshots.ts';
import { rehydrate } from '#src/store/texts.ts';

export async function alertByNumber(db: Db, number: number): Promise<Alert | null | typeof stale> {
  if (!isNumber(number)) return null;
  const rows = await db
    .select({ state: alerts.state, version: alerts.foldVersion })
    .from(alerts)
    .where(eq(alerts.number, number));
  if (rows.some(({ version }) => version < alertFoldVersion)) return stale;
  return (await statesOf(db, rows))[0] ?? null;
}

/** Of one key at most one fires, and that one goes on. */
const goesOnFirst = [sql`${alerts.status} = 'firing' desc`, desc(alerts.number)];

export async function newestAlert(db: Db, source: AlertSource, key: string): Promise<Alert | null> {
  const rows = await db
    .select({ state: alerts.state })
    .from(alerts)
    .where(and(eq(alerts.source, source), eq(alerts.key, storable(key))))
    .orderBy(...goesOnFirst)
    .limit(1);
  return (await statesOf(db, rows))[0] ?? null;
}

/** The number of the same one. */
export async function newestNumber(db: Db, source: AlertSource, key: string): Promise<number | null> {
  const [row] = await db
    .select({ number: alerts.number })
    .from(alerts)
    .where(and(eq(alerts.source, source), eq(alerts.key, storable(key))))
    .orderBy(...goesOnFirst)
    .limit(1);
  return row?.number ?? null;
}

export async function alertByPage(db: Db, page: string): Promise<Alert | null> {
  const rows = await db
    .select({ state: alerts.state })
    .from(alerts)
    .where(sql`${alerts.state} #>> '{page,id}' = ${storable(page)}`)
    .orderBy(desc(alerts.number))
    .limit(1);
  return (await statesOf(db, rows))[0] ?? null;
}

export async function alertsPaged(db: Db): Promise<readonly Alert[]> {
  const rows = await db
    .select({ state: alerts.state })
    .from(alerts)
    .where(
      and(
        sql`${alerts.state} #>> '{page,gone}' = 'false'`,
        or(eq(alerts.status, 'firing'), sql`${alerts.state} #>> '{page,status}' <> 'resolved'`),
      ),
    )
    .orderBy(asc(alerts.number));
  return statesOf(db, rows);
}

export async function alertsWorstFirst(
  db: Db,
  filter: AlertFilter,
  { limit, offset }: Page,
): Promise<readonly Alert[]> {
  const resolved = sql`case when ${alerts.status} = 'resolved' then 1 else 0 end`;
  const badness = sql`case when ${alerts.status} = 'resolved' then null else array_position(${sql.param([...alertSeverities])}::text[], ${alerts.severity}) end`;
  const rows = await db
    .select({ state: alerts.state })
    .from(alerts)
    .where(matches(filter))
    .orderBy(resolved, badness, desc(alerts.number))
    .limit(limit)
    .offset(offset);
  return statesOf(db, rows);
}

export async function countAlerts(db: Db, filter: AlertFilter): Promise<number> {
  return db.$count(alerts, matches(filter));
}

export async function alertsAttachedTo(db: Db, incident: number): Promise<readonly Alert[]> {
  const rows = await db
    .select({ state: alerts.state })
    .from(alerts)
    .where(eq(alerts.incident, incident))
    .orderBy(asc(alerts.number));
  return statesOf(db, rows);
}

function matches({ open }: AlertFilter) {
  return open === undefined ? undefined : eq(alerts.status, open ? 'firing' : 'resolved');
}

async function statesOf(db: Db, rows: readonly { readonly state: unknown }[]): Promise<readonly Alert[]> {
  const states = await rehydrate(
    db,
    rows.map((row) => row.state),
  );
  return states.map((state) => shape.parse(state));
}
