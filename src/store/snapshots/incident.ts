import type { IncidentChange } from '#src/domain/incident/change.ts';
import { evolve } from '#src/domain/incident/evolve.ts';
import { type Incident, incidentFoldVersion, involvedIn } from '#src/domain/incident/state.ts';
import type { Json } from '#src/ports/store.ts';
import type { Db } from '#src/store/database.ts';
import { readEvents } from '#src/store/events.ts';
import { storable } from '#src/store/json.ts';
import { keepLedger, rebuildLedger } from '#src/store/obligations.ts';
import { incidents } from '#src/store/schema.ts';
import { incidentEvent } from '#src/store/shapes/incident-event.ts';
import { dehydrate } from '#src/store/texts.ts';

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

/** Writes the newest state of an incident, and what changed in its ledger. `state` as `dehydrate` left it. */
export async function keepIncident(
  tx: Db,
  { after, ledger }: Pick<IncidentChange, 'after' | 'ledger'>,
  state: Json | undefined,
): Promise<void> {
  await keep(tx, after, state);
  await keepLedger(tx, ledger);
}

/** Folds an incident anew, with all it promised. */
export async function rebuildIncident(tx: Db, stream: string): Promise<void> {
  const recorded = await readEvents(tx, stream, incidentEvent);
  const incident = recorded.reduce<Incident | null>(evolve, null);
  if (incident === null) throw new Error(`${stream} has a snapshot and no events`);
  const [state] = await dehydrate(tx, [incident]);
  await keep(tx, incident, state);
  await rebuildLedger(tx, stream, recorded);
}

async function keep(tx: Db, incident: Incident, state: Json | undefined): Promise<void> {
  const { number, ...columns } = columnsOf(incident);
  const kept = { ...columns, state, foldVersion: incidentFoldVersion };
  await tx
    .insert(incidents)
    .values({ number, ...kept })
    .onConflictDoUpdate({ target: incidents.number, set: kept });
}
