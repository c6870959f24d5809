import { afterAll, beforeAll, expect, it } from 'vitest';
import { pageKey, streamOfKey } from '#src/domain/paging/key.ts';
import { hearAlert } from '#src/operations/alert/hear.ts';
import { hearPage } from '#src/operations/paging/hear.ts';
import { type OperationBench, operationBench } from '#test/support/operation-bench.ts';

let bench: OperationBench;
beforeAll(async () => {
  bench = await operationBench();
  await bench.store.keepPagerUser({ id: 'PBENOKA', name: 'Ben Okafor', email: 'ben@apgms.example' });
  const ben = { id: 'UBEN', name: 'Ben', email: 'ben@apgms.example', guest: false, outsider: false, seenAt: 0 };
  await bench.store.keepPerson(ben);
});
afterAll(() => bench.close());

it('who acknowledges on the phone before we know that PagerDuty took the page has the alert in hand', async () => {
  const at = bench.time.clock;
  const links = { runbook: null, dashboard: null, source: null };
  const said = {
    source: 'alertmanager',
    key: 'g1',
    name: 'Errors',
    service: 'worker',
    title: 'errors',
    links,
  } as const;
  const told = [{ id: 'a', startedAt: at, endedAt: null, severity: 'critical', what: null }] as const;
  const about = { ...said, description: null, told, truncated: 0, page: null };
  await hearAlert(bench.deps, about, { kind: 'vendor', vendor: 'alertmanager', user: null });

  const ben = { id: 'PBENOKA', name: 'Ben Okafor' };
  const here = { status: 'acknowledged', urgency: 'high', priority: null, assignees: [ben] } as const;
  const page = { page: 'Q1', number: 1, url: 'https://apgms.pagerduty.com/incidents/Q1' };
  const service = { id: 'PSWORKR', name: 'Worker' };
  const news = { ...here, page: 'Q1', what: 'acknowledged', at: at + 1_000, by: ben, responder: null } as const;
  const paged = { ...here, ...page, service, at };
  const heard = { key: pageKey('alert-1', at), news, told: { paged, title: 'errors' } };
  expect(await hearPage(bench.deps, heard, 'one')).toMatchObject({ ok: true });

  expect(await bench.store.alert(1)).toMatchObject({
    acknowledged: { by: 'UBEN' },
    page: { id: 'Q1', status: 'acknowledged' },
  });
});

it.each([
  ['inc-42.mwmb4sg1', 'inc-42'],
  ['alert-7.mwmb4sg1', 'alert-7'],
  ['alert-7.disk', null],
  ['inc-12.db1', null],
  ['db-2.prod', null],
  ['web-01.eu', null],
  ['inc-42', null],
])('the key %s is that of %s', (key, stream) => {
  expect(streamOfKey(key)).toBe(stream);
});
