import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineActor } from '#src/domain/people.ts';
import { type DeclareRequest, declareIncident } from '#src/operations/incident/declare.ts';
import { ana, person, wednesday } from '#test/support/builders.ts';
import { aDeclaration, type OperationBench, operationBench } from '#test/support/operation-bench.ts';

let bench: OperationBench;
beforeEach(async () => {
  bench = await operationBench();
});
afterEach(() => bench.close());

function declare(delivery: string, said: Partial<DeclareRequest> = {}, actor = ana) {
  return declareIncident(bench.deps, { ...aDeclaration, ...said }, { actor, delivery });
}

describe('a declaration', () => {
  it('opens an incident as it was said, by whom and under which policy, and wakes those who do the rest', async () => {
    expect(await declare('one', { affected: 'all of Ireland', severity: null })).toEqual({ ok: true, number: 1 });
    expect(await bench.incident(1)).toMatchObject({
      title: { body: 'bank-lines returns 500' },
      affected: { said: { body: 'all of Ireland' } },
      severity: 'sev3',
      services: ['api-gateway'],
      reporter: ana.person,
      declaredAt: wednesday,
      policyHash: 'policy',
      status: 'investigating',
    });
    expect((await bench.store.events('inc-1')).map(({ event, actor }) => [event.type, actor])).toEqual([
      ['declared', ana],
      ['policy-adopted', engineActor],
      ['obligation-reminded', engineActor],
    ]);
    expect(bench.woken.map(({ work }) => work)).toContain('inc-1.1.slack.open-channel');
  });

  it.each([
    ['without a title', { title: '' }, { code: 'no-title' }],
    [
      'of services nobody knows',
      { services: ['api-gateway', 'abacus'] },
      { code: 'unknown-services', services: ['abacus'] },
    ],
  ])('%s is refused, and opens nothing', async (_, said, refusal) => {
    expect(await declare('refused', said)).toEqual({ ok: false, refusal });
    expect(await bench.recorded()).toEqual([]);
  });

  it('that sounds like an open one waits for a second word, unless it is SEV1 or worse than all it sounds like', async () => {
    await declare('first', { severity: 'sev3' });
    const refused = { ok: false, refusal: { code: 'look-alikes', numbers: [1] } };
    const unsaid = { severity: null, hurts: { impact: 'minor', extent: 'internal' } } as const;
    expect(await declare('as bad', { severity: 'sev3', anyway: false })).toEqual(refused);
    expect(await declare('milder by the criteria', { ...unsaid, anyway: false })).toEqual(refused);
    expect(await declare('worse', { severity: 'sev2', anyway: false })).toEqual({ ok: true, number: 2 });
    expect(await declare('the worst', { severity: 'sev1', anyway: false })).toEqual({ ok: true, number: 3 });
    expect(await declare('the worst again', { severity: 'sev1', anyway: false })).toEqual({ ok: true, number: 4 });
    expect(await declare('milder than one', { severity: 'sev2', anyway: false })).toMatchObject({ ok: false });
  });

  it('gets the next number, without gaps, however many come at once and however many are refused', async () => {
    const guest = person('gus', []);
    const kinds = [
      (delivery: string) => declare(delivery),
      (delivery: string) => declare(delivery, { title: '' }),
      (delivery: string) => declare(delivery, {}, guest),
      (delivery: string) => declare(delivery),
      (delivery: string) => declare(delivery, { services: ['abacus'] }),
    ];
    const rounds = ['one', 'two', 'three', 'four', 'five', 'six'];
    const answers = await Promise.all(
      // Each delivery comes twice.
      [...rounds, ...rounds].flatMap((round) => kinds.map((kind, index) => kind(`${round} ${index}`))),
    );
    const numbers = answers.flatMap((answer) => (answer.ok ? [answer.number] : []));
    const expected = Array.from({ length: 12 }, (_, index) => index + 1);
    expect([...new Set(numbers)].toSorted((one, other) => one - other)).toEqual(expected);
    expect(numbers).toHaveLength(24);
    expect(await declare('the next')).toEqual({ ok: true, number: 13 });
  });
});
