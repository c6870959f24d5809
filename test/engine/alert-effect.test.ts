import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defineAlertEffect, defineEffect, type EffectKindDefinition } from '#src/define.ts';
import type { EffectOf } from '#src/domain/effect.ts';
import { createRunner } from '#src/engine/runner.ts';
import { IntegrationError } from '#src/errors.ts';
import { alertsIn, attached, resolved } from '#test/store/alerts-in.ts';
import { alertChange, fired } from '#test/support/alerts.ts';
import { engineBench } from '#test/support/engine-bench.ts';

type Bench = Awaited<ReturnType<typeof engineBench>>;
let bench: Bench;
const id = 'alert-1.1.slack.sing';
const effect: EffectOf = { id, kind: 'slack.sing', stream: 'alert-1', payload: {}, orderKey: null };

beforeEach(async () => {
  bench = await engineBench({ class: 'idempotent' });
  const change = alertChange(null, [fired({ number: 1 })]);
  await bench.store.commit({ changes: [{ ...change, effects: [effect] }] });
});
afterEach(() => bench.close());

/** Something done for an alert while it fires, at a vendor with a memory. */
function singing(changes: Partial<Parameters<typeof defineAlertEffect>[0]> = {}): EffectKindDefinition {
  return defineAlertEffect({
    kind: 'slack.sing',
    vendor: 'slack',
    class: 'idempotent',
    scopes: [],
    payload: () => ({}),
    buckets: () => [],
    wanted: ({ alert }) => alert.status === 'firing',
    async perform({ work }) {
      await bench.vendor.call(work.id);
      return {};
    },
    ...changes,
  });
}

const run = (definition: EffectKindDefinition) =>
  createRunner(bench.deps, new Map([[definition.kind, definition]]))(id);
const types = async () => {
  const sql = "select type from app.events where stream = 'alert-1' order by seq";
  return (await bench.pool.query(sql)).rows.map(({ type }) => type);
};

describe('an effect of an alert', () => {
  it('is done once, and the record of the alert tells of it', async () => {
    await run(singing());
    await run(singing());
    expect(bench.vendor.applied).toEqual([id]);
    expect(await bench.row(id)).toMatchObject({ state: 'done', attempt: 1 });
    expect(await types()).toEqual(['alert-fired', 'obligation-reminded', 'effect-done']);
  });

  it('that fails for good is told there, too', async () => {
    bench.vendor.failNext(new IntegrationError({ vendor: 'slack', code: 'sore', retryable: false, ambiguous: false }));
    await run(singing());
    expect(await bench.row(id)).toMatchObject({ state: 'failed', error: 'sore' });
    expect(await types()).toEqual(['alert-fired', 'obligation-reminded', 'effect-failed']);
  });

  it('is not done where it is not wanted any more, as the newest state says', async () => {
    await alertsIn(bench.store).change(await bench.store.alert(1), resolved);
    await run(singing());
    expect(bench.vendor.applied).toEqual([]);
    expect(await bench.row(id)).toMatchObject({ state: 'void' });
  });

  it('leaves the events it names, made of the state as it is when they are written', async () => {
    const performed = singing({
      async perform() {
        await alertsIn(bench.store).change(await bench.store.alert(1), attached(41));
        return { events: ({ incident }) => [attached((incident ?? 0) + 1)] };
      },
    });
    await run(performed);
    expect((await bench.store.alert(1))?.incident).toBe(42);
    expect(await types()).toEqual(['alert-fired', 'obligation-reminded', 'alert-attached', 'alert-attached']);
  });

  it('is a fault of ours where it was written for incidents, and nothing is done', async () => {
    const forIncidents = { kind: 'slack.sing', vendor: 'slack', class: 'idempotent', scopes: [] } as const;
    await run(
      defineEffect({
        ...forIncidents,
        payload: () => null,
        buckets: () => [],
        wanted: () => true,
        perform: ({ work }) => bench.vendor.call(work.id),
      }),
    );
    expect(bench.vendor.applied).toEqual([]);
    expect(await bench.row(id)).toMatchObject({ state: 'failed', error: 'fault' });
  });
});
