import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { opened } from '#src/domain/paging/evolve.ts';
import type { Page } from '#src/domain/paging/page.ts';
import { reconcilePages } from '#src/domain/paging/reconciling.ts';
import { type Call, findCalled } from '#src/effects/_pagerduty/call-people.ts';
import { IntegrationError } from '#src/errors.ts';
import type { Pager, SeenPage } from '#src/ports/pager.ts';
import { wednesday } from '#test/support/builders.ts';
import { type OperationBench, operationBench } from '#test/support/operation-bench.ts';

/** What a call finds under its key, whose answer was lost or that was refused. */

let bench: OperationBench;
beforeAll(async () => {
  bench = await operationBench();
});
afterAll(() => bench.close());

const minute = 60_000;
const service = { id: 'PSWORKR', name: 'Worker' };
const common = { number: 7, url: 'https://apgms.pagerduty.com/incidents/Q1', urgency: 'high', priority: null } as const;
const seen: SeenPage = {
  ...{ ...common, service, id: 'Q1', title: 'jobs fail', key: 'alert-7.mwmb4sg1', status: 'triggered' },
  ...{ createdAt: wednesday, since: wednesday, assignees: [], responders: [], mergedInto: null },
};
const paged = { ...common, service, page: 'Q1', status: 'triggered', assignees: [], at: wednesday, rung: 0 } as const;
const call: Call = {
  ...{ service, key: 'alert-7.mwmb4sg1', title: 'jobs fail', details: '', urgency: 'high', priority: null },
  ...{ services: ['worker'], rung: 2, climbs: true, before: null },
};

function found(changes: Partial<SeenPage>, before: Page | null = null, createdAt = wednesday) {
  const pager = z.custom<Pager>().parse({ findPage: async () => ({ ...seen, ...changes }) });
  const work = { stream: 'alert-7', createdAt };
  return findCalled({ ...call, before }, pager, { deps: bench.deps, work, signal: AbortSignal.timeout(minute) });
}

const asksAnew = async () => (await bench.store.workOf(reconcilePages.stream)).length > 0;

it('is what it left behind, on the rung it was for', async () => {
  expect(await found({})).toMatchObject({ kind: 'paged', paged: { page: 'Q1', status: 'triggered', rung: 2 } });
  expect(await asksAnew()).toBe(false);
});

it('is nothing where that is over since before it, or is the page there was', async () => {
  expect(await found({ status: 'resolved' }, null, wednesday + 10 * minute)).toBeNull();
  expect(await found({ status: 'resolved' }, opened(paged))).toBeNull();
});

it.each([
  ['somebody took on meanwhile', { status: 'acknowledged' }, null],
  ['somebody opened again meanwhile', {}, { ...opened(paged), status: 'resolved' }],
] as const)('is as it was opened where %s, and PagerDuty is asked who did', async (_, changes, before) => {
  expect(await found(changes, before)).toMatchObject({ paged: { page: 'Q1', status: 'triggered' } });
  expect(await asksAnew()).toBe(true);
});

it('is not what an incident goes on with meanwhile: it is looked for again', async () => {
  const { number } = await bench.failing();
  await bench.happens(number, { type: 'paged', v: 1, data: paged });
  const refused = await found({}).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(IntegrationError);
  expect(refused).toMatchObject({ code: 'page-taken', retryable: true, ambiguous: false });
});
