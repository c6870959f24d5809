import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Committed } from '#src/ports/store.ts';
import { alertChange, fired, instance } from '#test/support/alerts.ts';
import { aChange, declared, prose } from '#test/support/builders.ts';
import { alertsIn, attached, resolved } from './alerts-in.ts';
import { openStore } from './open-store.ts';
import { verified } from './verify/tampering.ts';

let at: Awaited<ReturnType<typeof openStore>>;
let alerts: ReturnType<typeof alertsIn>;
beforeAll(async () => {
  at = await openStore();
  alerts = alertsIn(at.store);
});
afterAll(() => at.close());

const numbers = (all: readonly Alert[]) => all.map(({ number }) => number);

describe('an alert that is committed', () => {
  it('is stored with its events, its state and its card, and says what can go now', async () => {
    const before = alertChange(null, [fired({ number: 1, key: 'key-1' })]);
    expect(await at.store.commit({ changes: [before] })).toEqual({
      kind: 'stored',
      wakes: [
        { work: 'alert-1.1.pagerduty.page', lane: 'pagerduty', turn: 1 },
        { work: 'alert-1.2.slack.find-on-call', lane: 'slack', turn: 1 },
        { work: 'alert-1.card.show', lane: 'slack', turn: 1 },
      ],
    });
    expect(await at.store.alert(1)).toEqual(before.after);
    expect(await at.claim('alert-1.card.show')).toMatchObject({
      kind: 'claimed',
      message: { key: 'alert-1.card', kind: 'card', place: { room: 'alerts' }, ts: null },
    });
  });

  it('is a conflict when somebody else changed it first', async () => {
    const before = await alerts.fire(2);
    await alerts.change(before, attached(1));
    const late = await at.store.commit({ changes: [alertChange(before, [resolved])] });
    expect(late).toEqual({ kind: 'conflict' });
    expect((await at.store.alert(2))?.status).toBe('firing');
  });

  it('is stored together with an incident, or not at all', async () => {
    const before = await alerts.fire(3);
    const declaration = aChange(null, [declared({ number: 3 })]);
    const both = () => at.store.commit({ changes: [declaration, alertChange(before, [attached(3)])] });
    expect((await both()).kind).toBe('stored');
    expect((await at.store.alert(3))?.incident).toBe(3);
    expect((await at.incident(3)).status).toBe('investigating');
    expect((await both()).kind).toBe('conflict');
  });

  it('keeps no text of anybody in its events', async () => {
    await alerts.fire(4, { title: prose('hunter2'), instances: [instance('a', 0, { what: prose('hunter3') })] });
    const { rows } = await at.pool.query(
      "select data::text || state::text as all from app.events join app.alerts using (stream) where stream = 'alert-4'",
    );
    expect(rows[0].all).not.toMatch(/hunter/);
    expect(await at.store.alert(4)).toMatchObject({
      title: { body: 'hunter2' },
      instances: [{ what: { body: 'hunter3' } }],
    });
  });
});

describe('what fires', () => {
  it('has one number without a gap, however many hear of it at once', async () => {
    const fresh = await openStore();
    const hear = (key: string): Promise<Committed> =>
      fresh.store.commitNumbered('alert', `${key}-${crypto.randomUUID()}`, (number) => ({
        changes: [alertChange(null, [fired({ number, key })])],
      }));
    const heard = await Promise.all(
      ['one', 'two', 'three'].flatMap((key) => Array.from({ length: 6 }, () => hear(key))),
    );
    expect(heard.filter(({ kind }) => kind === 'stored')).toHaveLength(3);
    expect(heard.filter(({ kind }) => kind === 'conflict')).toHaveLength(15);
    expect(numbers(await fresh.store.alerts({}, { limit: 9, offset: 0 }))).toEqual([3, 2, 1]);
    expect((await verified(fresh.pool)).lines).toEqual([]);
    await fresh.close();
  });

  it('is found by what its source knows it by, and once that is another alert, that one is', async () => {
    const over = await alerts.change(await alerts.fire(10, { key: 'group' }), resolved);
    expect((await at.store.newestAlert('alertmanager', 'group'))?.number).toBe(10);
    await alerts.fire(11, { key: 'group' });
    expect((await at.store.newestAlert('alertmanager', 'group'))?.number).toBe(11);
    expect(await at.store.newestAlert('pagerduty', 'group')).toBeNull();
    const { number: _, source: __, key: ___, ...said } = fired().data;
    const again = alertChange(over, [
      { type: 'alert-fired-again', v: 1, data: { ...said, instances: [instance('b')] } },
    ]);
    expect(await at.store.commit({ changes: [again] })).toEqual({ kind: 'conflict' });
  });

  it.each([0, -1, 999, 1.5, 3e9, Number.NaN])('is not found by a number that none has: %d', async (number) => {
    expect(await at.store.alert(number)).toBeNull();
  });
});
