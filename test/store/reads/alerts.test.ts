import { afterAll, beforeAll, expect, it } from 'vitest';
import { evolve } from '#src/domain/alert/evolve.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { engineActor } from '#src/domain/people.ts';
import { readEvents } from '#src/store/events.ts';
import { alertEvent } from '#src/store/shapes/alert-event.ts';
import { alertsIn, attached, resolved } from '#test/store/alerts-in.ts';
import { openStore } from '#test/store/open-store.ts';
import { instance } from '#test/support/alerts.ts';
import { wednesday } from '#test/support/builders.ts';

let at: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  at = await openStore();
  const { change, fire } = alertsIn(at.store);
  await fire(1, { instances: [instance('a', 0, { severity: 'info' })] });
  await fire(2);
  await change(await fire(3), attached(42), resolved);
  await fire(4, { instances: [instance('a', 0, { severity: 'warning' })] });
  await change(await fire(5), attached(42));
});
afterAll(() => at.close());

const numbers = (all: readonly Alert[]) => all.map(({ number }) => number);

it('alerts stand with those first that fire, the worst of them first, then the newest', async () => {
  const list = async (filter: { readonly open?: boolean }, offset = 0) =>
    numbers(await at.store.alerts(filter, { limit: 4, offset }));
  expect(await list({})).toEqual([5, 2, 4, 1]);
  expect(await list({}, 4)).toEqual([3]);
  expect(await list({ open: true })).toEqual([5, 2, 4, 1]);
  expect(await list({ open: false })).toEqual([3]);
  expect([await at.store.alertCount({}), await at.store.alertCount({ open: true })]).toEqual([5, 4]);
});

it('alerts are found by the incident they are attached to', async () => {
  expect(numbers(await at.store.alertsOf(42))).toEqual([3, 5]);
  expect(await at.store.alertsOf(1)).toEqual([]);
});

const replay = async (number: number) =>
  (await readEvents(at.db, `alert-${number}`, alertEvent)).reduce<Alert | null>(evolve, null);

it('alerts are what their events say, also when another version made what is kept', async () => {
  expect(await at.store.alert(3)).toEqual(await replay(3));
  await at.pool.query(
    `update app.alerts set fold_version = 0, status = 'resolved', incident = 42, key = 'other', state = '{"number": "two"}' where number = 2`,
  );
  expect(await at.store.alert(2)).toEqual(await replay(2));
  await at.pool.query("update app.alerts set fold_version = 0, status = 'resolved', incident = 42 where number = 2");
  expect(numbers(await at.store.alertsOf(42))).toEqual([3, 5]);
  expect((await at.store.newestAlert('alertmanager', 'key-2'))?.firedAt).toBe(wednesday);
});

it('alerts do not disturb incidents, nor those them', async () => {
  await at.declare(1);
  expect(await at.store.incidentCount({}, engineActor)).toEqual({ total: 1, drills: 0 });
  await at.pool.query('update app.incidents set fold_version = 0');
  expect(await at.store.alertCount({})).toBe(5);
  expect((await at.incident(1)).number).toBe(1);
});
