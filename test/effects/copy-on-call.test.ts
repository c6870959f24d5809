import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { BotAttempt } from '#src/define.ts';
import { emailsOnCall } from '#src/domain/on-call.ts';
import { copyOnCall } from '#src/effects/_pagerduty/copy-on-call.ts';
import { startPagerDuty } from '#test/playground/fakes/pagerduty-rig.ts';
import { aPolicy } from '#test/support/builders.ts';
import { type OperationBench, operationBench } from '#test/support/operation-bench.ts';

const hour = 60 * 60_000;

let bench: OperationBench;
beforeAll(async () => {
  bench = await operationBench();
});
afterAll(() => bench.close());

it('who was on call before a change of shift is known after it', async () => {
  const there = await startPagerDuty();
  const paging = { ...aPolicy.paging, otherwise: 'PSAPIGW' };
  const policy = { ...bench.deps.policy, paging };
  const given = { deps: { ...bench.deps, policy }, signal: AbortSignal.timeout(10_000) };
  const attempt = z.custom<BotAttempt<unknown>>().parse(given);
  const primaries = async (at: number) => emailsOnCall(policy, await bench.store.onCall(), [], 'primary', at);

  await copyOnCall(there.pager, attempt);
  const before = bench.time.clock;
  const changes = (await bench.store.onCall())?.turns.find(({ level, until }) => level === 1 && until !== null)?.until;
  const whoWas = await primaries(before);
  expect(whoWas).toHaveLength(1);

  bench.time.clock = (changes ?? before) + hour;
  await copyOnCall(there.pager, attempt);
  expect(await primaries(bench.time.clock)).not.toEqual(whoWas);
  expect(await primaries(bench.time.clock - 2 * hour)).toEqual(whoWas);
});
