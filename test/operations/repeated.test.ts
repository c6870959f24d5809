import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '#src/domain/answer.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PersonActor } from '#src/domain/people.ts';
import { declareIncident } from '#src/operations/incident/declare.ts';
import { requestResolve } from '#src/operations/incident/resolve.ts';
import { retryFailed } from '#src/operations/incident/retry.ts';
import { ana, person } from '#test/support/builders.ts';
import { aDeclaration, type OperationBench, operationBench } from '#test/support/operation-bench.ts';

let bench: OperationBench;
beforeAll(async () => {
  bench = await operationBench();
});
afterAll(() => bench.close());

type Delivery = { readonly actor: PersonActor; readonly delivery: string };

const guest = person('gus', []);
const unverified = person('una', ['unverified']);

/** What changes something, said in every way that gets an answer of its own. */
const deliveries: readonly (readonly [string, PersonActor, (subject: Incident, by: Delivery) => Promise<Answer>])[] = [
  ['a declaration', ana, (_, by) => declareIncident(bench.deps, aDeclaration, by)],
  ['a declaration without a title', ana, (_, by) => declareIncident(bench.deps, { ...aDeclaration, title: '' }, by)],
  [
    'a declaration of services nobody knows',
    ana,
    (_, by) => declareIncident(bench.deps, { ...aDeclaration, services: ['abacus'] }, by),
  ],
  ['a declaration by a guest', guest, (_, by) => declareIncident(bench.deps, aDeclaration, by)],
  ['a resolution', ana, ({ number }, by) => requestResolve(bench.deps, { number, reason: null }, by)],
  ['a resolution with a reason', ana, ({ number }, by) => requestResolve(bench.deps, { number, reason: 'quiet' }, by)],
  [
    'a resolution whose reason is empty',
    ana,
    ({ number }, by) => requestResolve(bench.deps, { number, reason: '' }, by),
  ],
  ['a resolution of what is not there', ana, (_, by) => requestResolve(bench.deps, { number: 99, reason: null }, by)],
  ['a resolution by a guest', guest, ({ number }, by) => requestResolve(bench.deps, { number, reason: null }, by)],
  [
    'a resolution by somebody unverified',
    unverified,
    ({ number }, by) => requestResolve(bench.deps, { number, reason: null }, by),
  ],
  ['a retry', ana, ({ number }, by) => retryFailed(bench.deps, { number }, by)],
  ['a retry of what is not there', ana, (_, by) => retryFailed(bench.deps, { number: 99 }, by)],
  ['a retry by somebody unverified', unverified, ({ number }, by) => retryFailed(bench.deps, { number }, by)],
];

const failing = () => bench.failing({ restricted: true, reporter: ana.person });

describe('the same delivery again', () => {
  it.each(deliveries)('of %s gets the same answer and changes nothing', async (name, actor, deliver) => {
    const subject = await failing();
    const by = { actor, delivery: `again: ${name}` };
    const first = await deliver(subject, by);
    const before = await everything();
    expect(await deliver(subject, by)).toEqual(first);
    expect(await everything()).toEqual(before);
  });

  it.each(deliveries)('of %s, ten times at once, is one', async (name, actor, deliver) => {
    const subject = await failing();
    const by = { actor, delivery: `at once: ${name}` };
    const changesOfOne = await changesMadeBy(() => deliver(subject, { actor, delivery: `alone: ${name}` }));
    const other = await failing();
    let answers: readonly Answer[] = [];
    const changes = await changesMadeBy(async () => {
      answers = await Promise.all(Array.from({ length: 10 }, () => deliver(other, by)));
    });
    expect(changes).toEqual(changesOfOne);
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(answers[0]).toEqual(await bench.store.answerTo(by.delivery));
  });

  it('of a resolution stays accepted, although by now it would be refused', async () => {
    const { number } = await failing();
    const ask = (delivery: string) => requestResolve(bench.deps, { number, reason: null }, { actor: ana, delivery });
    expect(await ask('accepted')).toEqual({ ok: true, number });
    expect(await ask('another')).toEqual({ ok: false, refusal: { code: 'resolution-under-way', number } });
    expect(await ask('accepted')).toEqual({ ok: true, number });
  });

  it('of a retry stays refused, although by now it would be accepted', async () => {
    const { number, stream } = await failing();
    const ask = (delivery: string) => retryFailed(bench.deps, { number }, { actor: ana, delivery });
    expect(await ask('first')).toEqual({ ok: true, number });
    const refused = { ok: false, refusal: { code: 'nothing-to-retry', number } };
    expect(await ask('refused')).toEqual(refused);
    await bench.fail(`${stream}.1.slack.open-channel`);
    expect(await ask('refused')).toEqual(refused);
    expect(await ask('fresh')).toEqual({ ok: true, number });
  });

  it('stays refused to somebody who may by now', async () => {
    const { number } = await failing();
    const ask = (actor: PersonActor) =>
      requestResolve(bench.deps, { number, reason: null }, { actor, delivery: 'a guest no more' });
    const refused = await ask(guest);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'not-allowed' } });
    expect(await ask({ ...guest, groups: ['responder'] })).toEqual(refused);
  });
});

/** Which events were recorded and how many wake-ups told, apart from where. */
async function changesMadeBy(work: () => Promise<unknown>) {
  const before = await everything();
  await work();
  const after = await everything();
  return {
    types: after.events.slice(before.events.length).map(({ type }) => type),
    woken: after.woken - before.woken,
  };
}

async function everything() {
  const events = await bench.recorded();
  return { events, woken: bench.woken.length };
}
