import { openStatuses } from '#src/domain/incident/events/life.ts';
import { type Incident, incidentFoldVersion, type Status, statuses } from '#src/domain/incident/state.ts';
import type { Viewer } from '#src/domain/people.ts';
import type { Debtor } from '#src/domain/promises/obligation.ts';
import type { Count, IncidentFilter, Owed, Page, Work } from '#src/ports/store.ts';
import type { Db } from './database.ts';
import { and, arrayContains, asc, count, desc, eq, gte, inArray, isNull, or, type SQL, sql } from './drizzle.ts';
import { isNumber } from './is-number.ts';
import { storable } from './json.ts';
import { entryFrom } from './obligations.ts';
import { workFrom } from './outbox.ts';
import { incidents, links, obligations, outbox } from './schema.ts';
import { incident as shape } from './shapes/incident.ts';
import { captureKey } from './snapshots/incident.ts';
import { stale } from './snapshots.ts';
import { rehydrate } from './texts.ts';

/** `visibleTo` of the domain, as a condition: what a viewer may not know of never leaves the database. */
function visible(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'system' || viewer.groups.includes('security')) return undefined;
  return or(eq(incidents.restricted, false), sql`${viewer.person} = any(${incidents.members})`);
}

const isOpenStatus: ReadonlySet<Status> = new Set(openStatuses);
const endedStatuses = statuses.filter((status) => !isOpenStatus.has(status));

function matches(filter: IncidentFilter): readonly (SQL | undefined)[] {
  const { open, severity, service, involving, reporters, since, drill, restricted } = filter;
  return [
    open === undefined ? undefined : inArray(incidents.status, [...(open ? openStatuses : endedStatuses)]),
    severity === undefined ? undefined : eq(incidents.severity, severity),
    service === undefined ? undefined : sql`${service} = any(${incidents.services})`,
    involving === undefined ? undefined : sql`${involving} = any(${incidents.involved})`,
    reporters === undefined ? undefined : inArray(sql`${incidents.state} ->> 'reporter'`, reporters.map(storable)),
    since === undefined ? undefined : gte(incidents.declaredAt, since),
    drill === undefined ? undefined : eq(incidents.drill, drill),
    restricted === undefined ? undefined : eq(incidents.restricted, restricted),
  ];
}

export async function incidentByNumber(
  db: Db,
  number: number,
  viewer: Viewer,
): Promise<Incident | null | typeof stale> {
  if (!isNumber(number)) return null;
  const rows = await db
    .select({ state: incidents.state, version: incidents.foldVersion })
    .from(incidents)
    .where(and(eq(incidents.number, number), visible(viewer)));
  if (rows.some(({ version }) => version < incidentFoldVersion)) return stale;
  return (await stateOf(db, rows))[0] ?? null;
}

export async function incidentByChannel(db: Db, channel: string, viewer: Viewer): Promise<Incident | null> {
  const rows = await db
    .select({ state: incidents.state })
    .from(incidents)
    .innerJoin(links, and(eq(links.ours, incidents.stream), eq(links.kind, 'slack.channel')))
    .where(and(eq(links.theirs, channel), visible(viewer)));
  return (await stateOf(db, rows))[0] ?? null;
}

export async function incidentByPage(db: Db, page: string): Promise<Incident | null> {
  const rows = await db
    .select({ state: incidents.state })
    .from(incidents)
    .where(sql`${incidents.state} #>> '{page,id}' = ${storable(page)}`)
    .orderBy(desc(incidents.number))
    .limit(1);
  return (await stateOf(db, rows))[0] ?? null;
}

export async function incidentsPaged(db: Db): Promise<readonly Incident[]> {
  const rows = await db
    .select({ state: incidents.state })
    .from(incidents)
    .where(
      and(
        sql`${incidents.state} #>> '{page,gone}' = 'false'`,
        or(inArray(incidents.status, [...openStatuses]), sql`${incidents.state} #>> '{page,status}' <> 'resolved'`),
      ),
    )
    .orderBy(asc(incidents.number));
  return stateOf(db, rows);
}

export async function incidentsCapturing(
  db: Db,
  message: { readonly channel: string; readonly ts: string },
  viewer: Viewer,
): Promise<readonly Incident[]> {
  const rows = await db
    .select({ state: incidents.state })
    .from(incidents)
    .where(and(arrayContains(incidents.captures, [storable(captureKey(message))]), visible(viewer)))
    .orderBy(asc(incidents.number));
  return stateOf(db, rows);
}

export async function incidentsWorstFirst(
  db: Db,
  filter: IncidentFilter,
  { limit, offset }: Page,
  viewer: Viewer,
): Promise<readonly Incident[]> {
  const ended = sql`case when ${inArray(incidents.status, [...endedStatuses])} then 1 else 0 end`;
  const badness = sql`case when ${inArray(incidents.status, [...endedStatuses])} then null else ${incidents.severity} end`;
  const rows = await db
    .select({ state: incidents.state })
    .from(incidents)
    .where(and(...matches(filter), visible(viewer)))
    .orderBy(ended, incidents.drill, badness, desc(incidents.number))
    .limit(limit)
    .offset(offset);
  return stateOf(db, rows);
}

export async function countIncidents(db: Db, filter: IncidentFilter, viewer: Viewer): Promise<Count> {
  const drills = sql`count(*) filter (where ${incidents.drill})`.mapWith(Number);
  const [row] = await db
    .select({ total: count(), drills })
    .from(incidents)
    .where(and(...matches(filter), visible(viewer)));
  return row ?? { total: 0, drills: 0 };
}

export async function streamsPromising(db: Db): Promise<readonly string[]> {
  const owing = db.select({ stream: obligations.stream }).from(obligations).where(isNull(obligations.endedHow));
  const rows = await db
    .select({ stream: incidents.stream })
    .from(incidents)
    .where(or(inArray(incidents.status, [...openStatuses]), inArray(incidents.stream, owing)))
    .orderBy(asc(incidents.number));
  return rows.map(({ stream }) => stream);
}

export async function owedBy(db: Db, debtor: Debtor, limit: number, viewer: Viewer): Promise<readonly Owed[]> {
  const owes = 'person' in debtor ? eq(obligations.debtor, debtor.person) : isNull(obligations.debtor);
  const rows = await db
    .select({ state: incidents.state, entry: obligations })
    .from(obligations)
    .innerJoin(incidents, eq(incidents.stream, obligations.stream))
    .where(and(owes, isNull(obligations.endedHow), visible(viewer)))
    .orderBy(asc(obligations.dueAt), asc(incidents.number), asc(obligations.key))
    .limit(limit);
  const states = await stateOf(db, rows);
  return states.flatMap((incident, index) => {
    const row = rows[index]?.entry;
    return row ? [{ incident, entry: entryFrom(row) }] : [];
  });
}

export async function workOfStream(db: Db, stream: string): Promise<readonly Work[]> {
  const rows = await db.select().from(outbox).where(eq(outbox.stream, stream)).orderBy(asc(outbox.seq));
  return rows.map(workFrom);
}

async function stateOf(db: Db, rows: readonly { readonly state: unknown }[]): Promise<readonly Incident[]> {
  const states = await rehydrate(
    db,
    rows.map((row) => row.state),
  );
  return states.map((state) => shape.parse(state));
}
