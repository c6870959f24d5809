import { afterEach, beforeEach, expect, it } from 'vitest';
import { effectsOfAnchor } from '#src/domain/anchor.ts';
import { alertsIn, attached, resolved } from '#test/store/alerts-in.ts';
import { openStore } from '#test/store/open-store.ts';
import { forge, rewriteStream, verified } from './tampering.ts';

let at: Awaited<ReturnType<typeof openStore>>;

/** Two alerts and an incident: of the first there are four events, of the second two, sealed by an anchor. */
beforeEach(async () => {
  at = await openStore();
  const { change, fire } = alertsIn(at.store);
  await change(await fire(1), attached(1), resolved);
  await fire(2);
  await at.declare(1);
  await at.store.anchor(effectsOfAnchor);
});
afterEach(() => at.close());

it('alerts are looked at as incidents are', async () => {
  const { lines, counts } = await verified(at.pool);
  expect(lines).toEqual([]);
  expect(counts).toMatchObject({ streams: 3, events: 9, snapshots: 3, otherVersion: 0, anchors: 1 });
});

it('what is kept of an alert and is not what its events make of it is found, whatever it is', async () => {
  await forge(at.pool, "update app.alerts set severity = 'info', key = 'other' where number = 1");
  await forge(at.pool, `update app.alerts set state = state || '{"unlisted": 9}' where number = 2`);
  expect((await verified(at.pool)).findings).toEqual([
    { kind: 'snapshot-differs', stream: 'alert-1', fields: ['key', 'severity'] },
    { kind: 'snapshot-differs', stream: 'alert-2', fields: ['unlisted'] },
  ]);
});

it('what another version keeps is not compared', async () => {
  await forge(at.pool, "update app.alerts set severity = 'info', fold_version = 99 where number = 1");
  const { lines, counts } = await verified(at.pool);
  expect([lines, counts.otherVersion]).toEqual([[], 1]);
});

it('an alert that is gone is found by its number, or by what is kept of it', async () => {
  await forge(at.pool, "insert into app.counters values ('alert', 3)");
  await forge(at.pool, "delete from app.events where stream = 'alert-2'");
  await forge(at.pool, 'update app.alerts set seq = 2 where number = 1');
  expect((await verified(at.pool)).lines).toEqual([
    'alert-1: the snapshot stands at event 2, and the events end at 4.',
    'alert-2: there is a snapshot and there are no events.',
    'alert-3: its number was given out, and there are no events.',
    expect.stringMatching(/^alert-2, event 2: does not fit since anchor 1 /),
  ]);
});

it('an event of an alert that was written anew is found by its anchor', async () => {
  await rewriteStream(at.pool, 'alert-1', 2);
  expect((await verified(at.pool)).findings.map(({ kind }) => kind)).toContain('head-changed');
});

it('an event that is none of an alert cannot be read', async () => {
  await forge(at.pool, "update app.events set type = 'acknowledged' where stream = 'alert-1' and seq = 2");
  await rewriteStream(at.pool, 'alert-1', 2);
  expect((await verified(at.pool)).lines[0]).toBe(
    'alert-1, event 2: cannot be read. A newer version of this program wrote it, or none did.',
  );
});
