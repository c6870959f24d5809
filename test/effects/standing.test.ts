import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { superseded } from '#src/define.ts';
import { opened } from '#src/domain/paging/evolve.ts';
import { withPage } from '#src/effects/_pagerduty/standing.ts';
import { hearAlert } from '#src/operations/alert/hear.ts';
import { prose } from '#test/support/builders.ts';
import { type OperationBench, operationBench } from '#test/support/operation-bench.ts';

/** Who may change a page in PagerDuty that several things had, one after the other. */

let bench: OperationBench;
beforeAll(async () => {
  bench = await operationBench();
});
afterAll(() => bench.close());

const actor = { kind: 'vendor', vendor: 'pagerduty', user: null } as const;
const about = { number: 7, url: 'https://apgms.pagerduty.com/incidents/Q1', urgency: 'high', priority: null } as const;
const paged = (at: number) => {
  const service = { id: 'PSWORKR', name: 'Worker' };
  return { ...about, service, page: 'Q1', status: 'triggered', assignees: [], at, rung: 0 } as const;
};

/** PagerDuty tells of its own alert. */
async function tells(startedAt: number, endedAt: number | null) {
  const links = { runbook: null, dashboard: null, source: null };
  const said = { source: 'pagerduty', key: 'Q1', name: 'Worker', service: 'worker', title: 'disks fill up' } as const;
  const told = [{ id: 'Q1', startedAt, endedAt, severity: 'critical', what: null }] as const;
  const page = paged(startedAt);
  await hearAlert(bench.deps, { ...said, description: null, links, told, truncated: 0, page }, actor);
}

it('an incident may, beside an alert that is over and had it; and not once one that fires has it back', async () => {
  const at = bench.time.clock;
  await tells(at - 60_000, at);
  expect(await bench.store.alertOfPage('Q1')).toMatchObject({ status: 'resolved' });
  const { number } = await bench.failing();
  await bench.happens(number, { type: 'paged', v: 1, data: paged(at) });
  const state = await bench.incident(number);
  expect(state.page).toEqual(opened(paged(at)));
  // The attempt is wider than this needs: what is absent here fails loudly when it is used.
  const attempt = z
    .custom<Parameters<typeof withPage>[0]>()
    .parse({ deps: { ...bench.deps, pager: {} }, subject: { of: 'inc', state } });
  const changed = () => withPage(attempt, async () => ({}));
  expect(await changed()).toEqual({});
  await bench.happens(number, { type: 'cancelled', v: 1, data: { why: prose('it was none') } });
  bench.time.clock += 1_000;
  await tells(bench.time.clock, null);
  expect(await bench.store.alertOfPage('Q1')).toMatchObject({ status: 'firing' });
  expect(await changed()).toBe(superseded);
});
