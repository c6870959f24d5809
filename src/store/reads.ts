import { and, asc, count, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { type Incident, openStatuses, statuses } from '#src/domain/incident/state.ts';
import type { Viewer } from '#src/domain/people.ts';
import type { Severity } from '#src/domain/severity.ts';
import type { IncidentFilter, Work } from '#src/ports/store.ts';
import type { Db } from './database.ts';
import { workFrom } from './outbox.ts';
import { incidents, links, outbox } from './schema.ts';
import { incident as shape } from './shapes/incident.ts';
import { rehydrate } from './texts.ts';

/** `visibleTo` of the domain, as a condition: what a viewer may not know of never leaves the database. */
function visible(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'system' || viewer.groups.includes('security')) return undefined;
  return or(eq(incidents.restricted, false), sql`${viewer.person} = any(${incidents.members})`);
}

const endedStatuses = statuses.filter((status) => !openStatuses.includes(status));

function hasOpenness(open: boolean | undefined): SQL | undefined {
  if (open === undefined) return undefined;
  return inArray(incidents.status, [...(open ? openStatuses : endedStatuses)]);
}

export async function incidentByNumber(db: Db, number: number, viewer: Viewer): Promise<Incident | null> {
  // What a person typed may be no number of ours, and Postgres refuses what does not fit.
  if (!Number.isInteger(number) || Math.abs(number) > 2 ** 31 - 1) return null;
  const rows = await db
    .select({ state: incidents.state })
    .from(incidents)
    .where(and(eq(incidents.number, number), visible(viewer)));
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

export async function incidentsNewestFirst(
  db: Db,
  { open, limit }: IncidentFilter,
  viewer: Viewer,
): Promise<readonly Incident[]> {
  const rows = await db
    .select({ state: incidents.state })
    .from(incidents)
    .where(and(hasOpenness(open), visible(viewer)))
    .orderBy(desc(incidents.number))
    .limit(limit);
  return stateOf(db, rows);
}

export async function countIncidents(
  db: Db,
  { open, severity }: { readonly open?: boolean; readonly severity?: Severity },
  viewer: Viewer,
): Promise<number> {
  const hasSeverity = severity === undefined ? undefined : eq(incidents.severity, severity);
  const [row] = await db
    .select({ count: count() })
    .from(incidents)
    .where(and(hasOpenness(open), hasSeverity, visible(viewer)));
  return row?.count ?? 0;
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
