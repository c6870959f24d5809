import type { Report } from '#src/domain/finding.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Db } from '#src/store/database.ts';
import { and, asc, eq, notExists, sql } from '#src/store/drizzle.ts';
import { events, links } from '#src/store/schema.ts';

const isOfChannel = eq(links.kind, 'slack.channel');

/** Compares the link by which an incident is found in its channel with the channel that its events name. */
export async function verifyChannel(tx: Db, { stream, channel }: Incident, report: Report): Promise<void> {
  const [row] = await tx
    .select({ theirs: links.theirs })
    .from(links)
    .where(and(isOfChannel, eq(links.ours, stream)));
  const [linked, told] = [row?.theirs ?? null, channel?.id ?? null];
  if (linked !== told) report({ kind: 'link-differs', stream, linked, told });
}

/** Channels that lead to what has no events. */
export async function findOrphanedChannels(tx: Db, report: Report): Promise<void> {
  const eventsOfIt = tx.select({ one: sql`1` }).from(events).where(eq(events.stream, links.ours));
  const rows = await tx
    .select({ stream: links.ours })
    .from(links)
    .where(and(isOfChannel, notExists(eventsOfIt)))
    .orderBy(asc(links.ours));
  for (const { stream } of rows) report({ kind: 'link-orphaned', stream });
}
