import { evolve } from '#src/domain/alert/evolve.ts';
import { type Alert, alertFoldVersion } from '#src/domain/alert/state.ts';
import { eq } from '#src/store/drizzle.ts';
import { recordedFrom } from '#src/store/events.ts';
import { alerts } from '#src/store/schema.ts';
import { alertEvent } from '#src/store/shapes/alert-event.ts';
import { columnsOf } from '#src/store/snapshots/alert.ts';
import type { Folded } from './folded.ts';
import { verifySnapshot } from './snapshots.ts';

/** An alert, to be held against its snapshot. */
export function foldedAlert(alert: Alert | null = null): Folded {
  return {
    with: (row, data) => foldedAlert(evolve(alert, recordedFrom(row, data, alertEvent))),
    async compare(tx, report) {
      if (alert === null) return {};
      const [row] = await tx.select().from(alerts).where(eq(alerts.stream, alert.stream));
      const columns = columnsOf(alert);
      const made = { state: alert, columns, always: { number: columns.number }, foldVersion: alertFoldVersion };
      const compared = await verifySnapshot(tx, row, made, report);
      return compared ? { [compared]: 1 } : {};
    },
  };
}
