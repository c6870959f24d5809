import { afterAll, beforeAll, expect, it } from 'vitest';
import { acknowledgeAlert } from '#src/operations/alert/acknowledge.ts';
import { attached } from '#test/store/alerts-in.ts';
import { ana, person } from '#test/support/builders.ts';
import { type OperationBench, operationBench } from '#test/support/operation-bench.ts';

let bench: OperationBench;
beforeAll(async () => {
  bench = await operationBench();
});
afterAll(() => bench.close());

const ben = person('ben');
const take = (number: number, actor = ben) =>
  acknowledgeAlert(bench.deps, { number }, { actor, delivery: crypto.randomUUID() });

it('whoever takes on an alert takes on the incident it belongs to', async () => {
  const { number } = await bench.failing();
  await bench.alerts.change(await bench.alerts.fire(7), attached(number));
  expect(await take(7)).toEqual({ ok: true, number: 7 });
  expect(await bench.incident(number)).toMatchObject({ acknowledged: { by: 'UBEN' } });
});

it('and leaves it with whoever has it already', async () => {
  const { number } = await bench.failing();
  await bench.happens(number, { type: 'acknowledged', v: 1, data: { person: ana.person } });
  await bench.alerts.change(await bench.alerts.fire(8), attached(number));
  expect(await take(8)).toEqual({ ok: true, number: 8 });
  expect(await bench.incident(number)).toMatchObject({ acknowledged: { by: ana.person } });
});
