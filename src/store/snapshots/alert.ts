import { evolve } from '#src/domain/alert/evolve.ts';
import { type Alert, alertFoldVersion } from '#src/domain/alert/state.ts';
import type { Json } from '#src/ports/store.ts';
import type { Db } from '#src/store/database.ts';
import { readEvents } from '#src/store/events.ts';
import { storable } from '#src/store/json.ts';
import { alerts } from '#src/store/schema.ts';
import { alertEvent } from '#src/store/shapes/alert-event.ts';
import { dehydrate } from '#src/store/texts.ts';

/** What queries go by, beside the state. */
export function columnsOf({ number, stream, seq, source, key, status, severity, service, incident, firedAt }: Alert) {
  return {
    ...{ number, stream, seq, source, status, severity, incident, firedAt },
    key: storable(key),
    service: service === null ? null : storable(service),
  };
}

/** Writes the newest state of an alert. `state` as `dehydrate` left it. */
export async function keepAlert(tx: Db, alert: Alert, state: Json | undefined): Promise<void> {
  const { number, ...columns } = columnsOf(alert);
  const kept = { ...columns, state, foldVersion: alertFoldVersion };
  await tx
    .insert(alerts)
    .values({ number, ...kept })
    .onConflictDoUpdate({ target: alerts.number, set: kept });
}

/** Folds an alert anew. */
export async function rebuildAlert(tx: Db, stream: string): Promise<void> {
  const alert = (await readEvents(tx, stream, alertEvent)).reduce<Alert | null>(evolve, null);
  if (alert === null) throw new Error(`${stream} has a snapshot and no events`);
  const [state] = await dehydrate(tx, [alert]);
  await keepAlert(tx, alert, state);
}
