import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { AnyAttempt, Attempt } from '#src/define.ts';
import type { Reached } from '#src/domain/incident/events/promises.ts';
import type { Policy } from '#src/domain/policy.ts';
import { askedBy } from '#src/effects/_asked/asked.ts';
import { findDebtors } from '#src/effects/slack/find-debtors.ts';
import { aPolicy, wednesday } from '#test/support/builders.ts';
import { type OperationBench, operationBench } from '#test/support/operation-bench.ts';

const minute = 60_000;
const at = wednesday + 5 * minute;
const email = (name: string) => `${name}@apgms.example`;

let bench: OperationBench;
beforeAll(async () => {
  bench = await operationBench();
  const turn = (name: string, from: number | null, until: number | null) => {
    return { policy: 'PE', level: 2, person: { id: `P${name}`, name, email: email(name) }, from, until };
  };
  // Ben hands over to Chen a minute after it was Ben's turn to acknowledge it.
  const turns = [turn('ben', null, at + minute), turn('chen', at + minute, null)];
  await bench.store.keepOnCall({ at: wednesday, policies: { PS: 'PE' }, turns });
  bench.time.clock = wednesday + 60 * minute;
});
afterAll(() => bench.close());

const name = 'Secondary on-call';
const reached: Reached = { rung: 0, name, people: [email('dora')], at };

/** Who is asked, long after nobody acknowledged in time, in PagerDuty and in Slack, where the escalation path has these rungs by now. */
async function asked(rungs: Policy['escalation']['rungs']) {
  const policy = {
    ...bench.deps.policy,
    paging: { ...aPolicy.paging, otherwise: 'PS' },
    escalation: { ...aPolicy.escalation, rungs },
  };
  const { number } = await bench.failing();
  const about = { obligation: 'acknowledge.1', kind: 'acknowledge', dueAt: at } as const;
  await bench.happens(number, {
    type: 'obligation-missed',
    v: 1,
    data: { ...about, missedAt: at, reached: [reached] },
  });
  const incident = await bench.incident(number);
  const inSlack: string[] = [];
  const chat = {
    async personByEmail(one: string) {
      inSlack.push(one);
      return null;
    },
  };
  const of = incident.seq;
  // The attempt is wider than these need: what is absent here fails loudly when it is used.
  const given = { deps: { ...bench.deps, policy, chat }, work: { stream: incident.stream }, payload: { of } };
  const signal = AbortSignal.timeout(10_000);
  await findDebtors.perform(
    z.custom<AnyAttempt>().parse({ ...given, signal, subject: { of: 'inc', state: incident } }),
  );
  const { emails } = await askedBy(z.custom<Attempt<unknown>>().parse({ ...given, incident }), of);
  return { inPagerDuty: emails, inSlack };
}

it('a rung that was missed is who was on it when it was its turn, in PagerDuty as in Slack', async () => {
  const ben = [email('ben')];
  expect(await asked([{ name, who: { rota: 'secondary' } }])).toEqual({ inPagerDuty: ben, inSlack: ben });
});

it('one that the path does not have any more is whom it named then', async () => {
  const dora = [email('dora')];
  expect(await asked([])).toEqual({ inPagerDuty: dora, inSlack: dora });
});
