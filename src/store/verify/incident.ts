import { evolve } from '#src/domain/incident/evolve.ts';
import { type Entry, entriesAfter } from '#src/domain/incident/promises/ledger.ts';
import { type Incident, incidentFoldVersion } from '#src/domain/incident/state.ts';
import { eq } from '#src/store/drizzle.ts';
import { recordedFrom } from '#src/store/events.ts';
import { incidents } from '#src/store/schema.ts';
import { incidentEvent } from '#src/store/shapes/incident-event.ts';
import { columnsOf } from '#src/store/snapshots/incident.ts';
import type { Folded } from './folded.ts';
import { verifyChannel } from './links.ts';
import { verifyLedger } from './obligations.ts';
import { verifySnapshot } from './snapshots.ts';

/** An incident and every promise its events made, by its key, to be held against the channel's link, the snapshot and the ledger. */
export function foldedIncident(
  incident: Incident | null = null,
  ledger: ReadonlyMap<string, Entry> = new Map(),
): Folded {
  return {
    with(row, data) {
      const recorded = recordedFrom(row, data, incidentEvent);
      const after = evolve(incident, recorded);
      const changed = entriesAfter(incident, after, recorded).map((entry) => [entry.key, entry] as const);
      return foldedIncident(after, changed.length > 0 ? new Map([...ledger, ...changed]) : ledger);
    },
    async compare(tx, report) {
      if (incident === null) return {};
      const { stream } = incident;
      await verifyChannel(tx, incident, report);
      const [row] = await tx.select().from(incidents).where(eq(incidents.stream, stream));
      const columns = columnsOf(incident);
      const { number, restricted, members } = columns;
      const made = {
        state: incident,
        columns,
        always: { number, restricted, members },
        foldVersion: incidentFoldVersion,
      };
      const compared = await verifySnapshot(tx, row, made, report);
      if (compared !== 'snapshots') return compared ? { [compared]: 1 } : {};
      return { snapshots: 1, obligations: await verifyLedger(tx, stream, ledger, report) };
    },
  };
}
