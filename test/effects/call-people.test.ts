import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Call, callPeople } from '#src/effects/_pagerduty/call-people.ts';
import { type PagerDutyRig, page, startPagerDuty } from '#test/playground/fakes/pagerduty-rig.ts';
import { aPolicy } from '#test/support/builders.ts';
import { type OperationBench, operationBench } from '#test/support/operation-bench.ts';

const path = [
  { name: 'Primary on-call', who: { rota: 'primary' } },
  { name: 'Managers', who: { people: ['emil@apgms.example', 'dora@apgms.example'] } },
] as const;

let bench: OperationBench;
let there: PagerDutyRig;
beforeAll(async () => {
  bench = await operationBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  there = await startPagerDuty();
});

const about = {
  urgency: 'high',
  priority: null,
  services: ['api-gateway'],
  climbs: true,
  before: null,
  rung: 0,
} as const;

function call(more: Partial<Call> = {}) {
  const { key, title, details } = page;
  const service = { id: 'PSAPIGW', name: 'API Gateway' };
  const policy = { ...bench.deps.policy, escalation: { ...aPolicy.escalation, rungs: path } };
  const work = { stream: 'inc-1', createdAt: bench.deps.clock.now() };
  const calling = { deps: { ...bench.deps, policy }, work, signal: AbortSignal.timeout(10_000) };
  return callPeople({ ...about, service, key, title, details, ...more }, there.pager, calling);
}

const nobody = (why: string, next: number | null) => ({ kind: 'unanswerable', unanswerable: { why, next } });
const nobodyOnCall = () => there.control('POST', 'oncall', { policy: 'PEPLATF', level: 1, users: [] });

it('whoever PagerDuty has on call for the service is called', async () => {
  expect(await call()).toMatchObject({ kind: 'paged', paged: { assignees: [{ name: 'Ana Ferreira' }] } });
});

it('where that is nobody, the next rung is to be called', async () => {
  await nobodyOnCall();
  await there.control('POST', 'oncall', { policy: 'PEPLATF', level: 2, users: [] });
  expect(await call()).toMatchObject(nobody('nobody-on-call', 1));
});

it('those of a later rung are called who have an account there', async () => {
  expect(await call({ rung: 1 })).toMatchObject({ kind: 'paged', paged: { assignees: [{ name: 'Dora Lindqvist' }] } });
});

it('what is private climbs no rung', async () => {
  await nobodyOnCall();
  await there.control('POST', 'oncall', { policy: 'PEPLATF', level: 2, users: [] });
  expect(await call({ climbs: false })).toMatchObject(nobody('nobody-on-call', null));
});

it('where the policy names no service of PagerDuty nobody can be called, on no rung', async () => {
  for (const rung of [0, 1]) {
    expect(await call({ service: { id: null, name: 'Security' }, rung })).toMatchObject(nobody('no-service', null));
  }
  const { incidents } = await there.control('GET', 'incidents');
  expect(incidents).toEqual([]);
});
