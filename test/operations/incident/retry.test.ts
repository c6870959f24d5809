import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retryFailed } from '#src/operations/incident/retry.ts';
import { ana } from '#test/support/builders.ts';
import { type OperationBench, operationBench } from '#test/support/operation-bench.ts';

let bench: OperationBench;
beforeAll(async () => {
  bench = await operationBench();
});
afterAll(() => bench.close());

describe('a retry', () => {
  it('sets what failed going again from the start, that alone, and the record says which', async () => {
    const { number, stream } = await bench.failing();
    const failed = `${stream}.1.slack.open-channel`;
    const others = async () => (await bench.store.workOf(stream)).filter(({ id }) => id !== failed);
    const before = await others();
    expect(await retryFailed(bench.deps, { number }, { actor: ana, delivery: 'one' })).toEqual({ ok: true, number });
    const row = (await bench.store.workOf(stream)).find(({ id }) => id === failed);
    expect(row).toMatchObject({ state: 'ready', attempt: 0, last: 'none', error: null });
    expect(await others()).toEqual(before);
    expect((await bench.store.events(stream)).at(-1)).toMatchObject({
      event: { type: 'effect-retried', data: { effects: [failed] } },
      actor: ana,
    });
    expect(bench.woken.map(({ work }) => work)).toContain(failed);
  });

  it('is refused where nothing failed', async () => {
    const { number } = await bench.failing();
    await retryFailed(bench.deps, { number }, { actor: ana, delivery: 'two' });
    expect(await retryFailed(bench.deps, { number }, { actor: ana, delivery: 'three' })).toEqual({
      ok: false,
      refusal: { code: 'nothing-to-retry', number },
    });
  });
});
