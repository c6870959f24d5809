import type { AlertEvent, Fired } from '#src/domain/alert/events.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Store } from '#src/ports/store.ts';
import { alertChange, ended, fired } from '#test/support/alerts.ts';
import { stored } from './open-store.ts';

/** Alerts in a store, by their events. Each has a key of its own where none is said. */
export function alertsIn(store: Pick<Store, 'commit'>) {
  async function change(before: Alert | null, ...events: readonly AlertEvent[]): Promise<Alert> {
    const next = alertChange(before, events);
    stored(await store.commit({ changes: [next] }));
    return next.after;
  }
  return {
    change,
    fire: (number: number, data: Partial<Fired> = {}) => change(null, fired({ number, key: `key-${number}`, ...data })),
  };
}

export const resolved: AlertEvent = { type: 'alert-resolved', v: 1, data: { ended: [ended('a', 0, 5)] } };

export function attached(incident: number): AlertEvent {
  return { type: 'alert-attached', v: 1, data: { incident } };
}
