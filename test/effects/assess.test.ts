import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type AnyAttempt, notYet, superseded } from '#src/define.ts';
import { assess } from '#src/effects/checks/assess.ts';
import type { Checker } from '#src/ports/checker.ts';
import { attached } from '#test/store/alerts-in.ts';
import { prose } from '#test/support/builders.ts';
import { type OperationBench, operationBench } from '#test/support/operation-bench.ts';

let bench: OperationBench;
beforeAll(async () => {
  bench = await operationBench();
});
afterAll(() => bench.close());

/** What is decided where an alert began to fire while health was measured, and found good. */
async function decided(alert: number, reason: string | null) {
  const { number } = await bench.failing();
  const override = reason === null ? null : prose(reason);
  await bench.happens(number, { type: 'resolve-requested', v: 1, data: { override } });
  const incident = await bench.incident(number);
  const checker: Checker = {
    async assess(services) {
      await bench.alerts.change(await bench.alerts.fire(alert), attached(number));
      return services.map((service) => ({ service, verdict: 'pass' }));
    },
  };
  // The attempt is wider than this effect: what is absent here fails loudly when it is used.
  const deps = { ...bench.deps, checker };
  const subject = { of: 'inc', state: incident };
  const done = await assess.perform(z.custom<AnyAttempt>().parse({ deps, work: incident, payload: {}, subject }));
  if (done === superseded || done === notYet) throw new Error(done);
  const happened = done.happened?.({ of: 'inc', state: await bench.incident(number) });
  return happened?.events;
}

const health = [{ service: 'api-gateway', verdict: 'pass' }];

it('health passes, and an alert of it began to fire meanwhile: it is not resolved, and the record says which', async () => {
  expect(await decided(7, null)).toEqual([{ type: 'resolve-refused', v: 2, data: { health, firing: [7] } }]);
});

it('with a reason it is resolved all the same', async () => {
  expect(await decided(8, 'the threshold is too low')).toEqual([{ type: 'resolved', v: 1, data: { health } }]);
});
