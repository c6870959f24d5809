import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestResolve } from '#src/operations/incident/resolve.ts';
import { attached, resolved } from '#test/store/alerts-in.ts';
import { ana, wednesday } from '#test/support/builders.ts';
import { type OperationBench, operationBench } from '#test/support/operation-bench.ts';

let bench: OperationBench;
beforeAll(async () => {
  bench = await operationBench();
});
afterAll(() => bench.close());

let deliveries = 0;
function resolve(number: number, reason: string | null = null) {
  deliveries += 1;
  return requestResolve(bench.deps, { number, reason }, { actor: ana, delivery: `delivery-${deliveries}` });
}

describe('a request to resolve', () => {
  it('is kept with who asked and when, resolves nothing yet, and has health measured', async () => {
    const { number } = await bench.failing();
    expect(await resolve(number)).toEqual({ ok: true, number });
    expect(await bench.incident(number)).toMatchObject({
      status: 'investigating',
      resolution: { by: ana.person, requestedAt: wednesday, override: null, outcome: 'under-way' },
    });
    expect(bench.woken).toContainEqual({ work: `inc-${number}.4.checks.assess`, lane: 'checks', turn: 1 });
  });

  it('with a reason keeps it, and goes ahead of checks that do not come to an end', async () => {
    const { number } = await bench.failing();
    await resolve(number);
    expect(await resolve(number, 'the check itself is broken')).toEqual({ ok: true, number });
    expect((await bench.incident(number)).resolution?.override?.body).toBe('the check itself is broken');
  });

  it('is refused while an alert of it fires, unless there is a reason (runbook 000)', async () => {
    const { number } = await bench.failing();
    const alert = await bench.alerts.change(await bench.alerts.fire(7), attached(number));
    expect(await resolve(number)).toEqual({ ok: false, refusal: { code: 'alerts-firing', number, alerts: [7] } });
    expect(await resolve(number, 'the threshold is too low')).toEqual({ ok: true, number });
    const other = (await bench.failing()).number;
    await bench.alerts.change(alert, attached(other), resolved);
    expect(await resolve(other), 'once it is over').toEqual({ ok: true, number: other });
  });

  it('is refused while an alert fires of what was merged into it', async () => {
    const { number } = await bench.failing();
    const other = (await bench.failing()).number;
    await bench.alerts.change(await bench.alerts.fire(8), attached(other));
    await bench.happens(other, { type: 'merged', v: 1, data: { into: number, from: 'investigating' } });
    await bench.happens(number, { type: 'merge-received', v: 1, data: { incident: other, people: [] } });
    expect(await resolve(number)).toEqual({ ok: false, refusal: { code: 'alerts-firing', number, alerts: [8] } });
  });

  it('is refused with an empty reason, and where it is resolved already', async () => {
    const { number } = await bench.failing();
    expect(await resolve(number, '')).toEqual({ ok: false, refusal: { code: 'override-needs-reason' } });
    await resolve(number);
    await bench.happens(number, { type: 'resolved', v: 1, data: { health: [] } });
    expect(await resolve(number)).toEqual({ ok: false, refusal: { code: 'already-resolved', number } });
  });
});
