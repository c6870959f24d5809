import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AnyAttempt, Attempt } from '#src/define.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Asked } from '#src/domain/paging/events.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Reached } from '#src/domain/promises/owed.ts';
import { askedBy } from '#src/effects/_asked/asked.ts';
import { findDebtors } from '#src/effects/slack/find-debtors.ts';
import { findResponders } from '#src/effects/slack/find-responders.ts';
import { aPolicy, wednesday } from '#test/support/builders.ts';
import { type OperationBench, operationBench } from '#test/support/operation-bench.ts';

const minute = 60_000;
const at = wednesday + 5 * minute;
const email = (name: string) => `${name}@apgms.example`;

const turn = (who: string, from: number | null, until: number | null) => {
  return { policy: 'PE', level: 2, person: { id: `P${who}`, name: who, email: email(who) }, from, until };
};

let bench: OperationBench;
beforeAll(async () => {
  bench = await operationBench();
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
  return meant(await bench.incident(number), policy, findDebtors);
}

/** Who that is by the newest event, in PagerDuty and in Slack, as this effect asks. */
async function meant(incident: Incident, policy: Policy, inChat: typeof findDebtors | typeof findResponders) {
  const inSlack: string[] = [];
  const chat = {
    async personByEmail(one: string) {
      inSlack.push(one);
      return null;
    },
  };
  const of = incident.seq;
  // The attempt is wider than these need: what is absent here fails loudly when it is used.
  const subject = { of: 'inc', state: incident };
  const given = { deps: { ...bench.deps, policy, chat }, work: { stream: incident.stream }, payload: { of }, subject };
  const signal = AbortSignal.timeout(10_000);
  await inChat.perform(z.custom<AnyAttempt>().parse({ ...given, signal }));
  const { emails } = await askedBy(z.custom<Attempt<unknown>>().parse(given), of);
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

describe('who is asked for, an hour later', () => {
  const policy = {
    ...aPolicy,
    paging: { ...aPolicy.paging, otherwise: 'PS' },
    escalation: { ...aPolicy.escalation, rungs: [{ name, who: { rota: 'secondary' } }] },
  } as const satisfies Policy;
  const rung = { kind: 'rung', rung: 0, name } as const;

  async function askedFor(what: Asked) {
    const { number } = await bench.failing();
    await bench.happens(number, { type: 'responders-asked', v: 1, data: { asked: what, why: null } });
    return meant(await bench.incident(number), policy, findResponders);
  }

  it('is who was on the rung when somebody asked, in PagerDuty as in Slack', async () => {
    expect(await askedFor(rung)).toEqual({ inPagerDuty: [email('ben')], inSlack: [email('ben')] });
  });

  it('is who was on call for the service then', async () => {
    const api = { kind: 'service', service: 'api-gateway', name: 'API Gateway' } as const;
    const primary = (who: string, from: number | null, until: number | null) => ({
      ...turn(who, from, until),
      level: 1,
    });
    const turns = [primary('dora', null, at + minute), primary('emil', at + minute, null)];
    await bench.store.keepOnCall({ at: wednesday, policies: { PS: 'PE' }, turns });
    expect(await askedFor(api)).toEqual({ inPagerDuty: [email('dora')], inSlack: [email('dora')] });
  });

  it('is not whoever asks, wherever they are asked', async () => {
    const known = { id: 'UANA', name: 'Ana', guest: false, outsider: false, seenAt: wednesday };
    await bench.store.keepPerson({ ...known, email: email('Ana') });
    const turns = [turn('ana', null, null), turn('ben', null, null)];
    await bench.store.keepOnCall({ at: wednesday, policies: { PS: 'PE' }, turns });
    expect(await askedFor(rung)).toEqual({ inPagerDuty: [email('ben')], inSlack: [email('ben')] });
  });
});
