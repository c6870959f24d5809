import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { merge, relate, undoMerge } from '#src/operations/incident/merge.ts';
import { ana, person } from '#test/support/builders.ts';
import { type OperationBench, operationBench } from '#test/support/operation-bench.ts';

let bench: OperationBench;
let deliveries = 0;
beforeAll(async () => {
  bench = await operationBench();
});
afterAll(() => bench.close());

const by = (actor = ana) => {
  deliveries += 1;
  return { actor, delivery: `merge-${deliveries}` };
};

async function two(data: Parameters<OperationBench['failing']>[0] = {}) {
  const [one, other] = [await bench.failing(data), await bench.failing(data)];
  return { one: one.number, other: other.number };
}

describe('merging', () => {
  it('changes both in one commit: one goes on as the other, which takes its people in', async () => {
    const { one, other } = await two({ reporter: person('ben').person });
    expect(await merge(bench.deps, { number: one, into: other }, by())).toEqual({ ok: true, number: one });
    expect(await bench.incident(one)).toMatchObject({ status: 'cancelled', merged: { into: other } });
    expect(await bench.incident(other)).toMatchObject({ status: 'investigating', duplicates: [one] });
    expect((await bench.store.events(`inc-${other}`)).at(-1)?.event).toEqual({
      ...{ type: 'merge-received', v: 1 },
      data: { incident: one, people: ['UBEN'] },
    });
  });

  it('by two people at once, each into the other: one of them is told that it is merged already', async () => {
    const { one, other } = await two();
    const answers = await Promise.all([
      merge(bench.deps, { number: one, into: other }, by()),
      merge(bench.deps, { number: other, into: one }, by()),
    ]);
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code]));
    expect(refused).toEqual(['is-merged']);
    const merged = await Promise.all(
      [one, other].map(async (number) => (await bench.incident(number)).merged !== null),
    );
    expect(merged.filter(Boolean)).toHaveLength(1);
  });

  it('is undone in both', async () => {
    const { one, other } = await two();
    await merge(bench.deps, { number: one, into: other }, by());
    expect(await undoMerge(bench.deps, { number: one }, by())).toEqual({ ok: true, number: one });
    expect(await bench.incident(one)).toMatchObject({ status: 'investigating', merged: null });
    expect((await bench.incident(other)).duplicates).toEqual([]);
    expect(await undoMerge(bench.deps, { number: one }, by())).toMatchObject({ refusal: { code: 'not-merged' } });
  });

  it('twice by the same delivery changes nothing the second time', async () => {
    const { one, other } = await two();
    const delivery = by();
    const first = await merge(bench.deps, { number: one, into: other }, delivery);
    expect(await merge(bench.deps, { number: one, into: other }, delivery)).toEqual(first);
    expect((await bench.types(other)).filter((type) => type === 'merge-received')).toHaveLength(1);
  });

  it('makes no chain, in which people and duplicates of the first would be lost: refused, and the other way round done', async () => {
    const { one, other } = await two();
    const third = (await bench.failing()).number;
    await merge(bench.deps, { number: one, into: other }, by());
    expect(await merge(bench.deps, { number: other, into: third }, by())).toEqual({
      ok: false,
      refusal: { code: 'has-duplicates', number: other, duplicates: [one], into: third },
    });
    expect(await merge(bench.deps, { number: third, into: other }, by())).toEqual({ ok: true, number: third });
    expect((await bench.incident(other)).duplicates).toEqual([one, third]);
  });

  it('of three at once, one into the next, makes no chain either', async () => {
    const { one, other } = await two();
    const third = (await bench.failing()).number;
    const answers = await Promise.all([
      merge(bench.deps, { number: one, into: other }, by()),
      merge(bench.deps, { number: other, into: third }, by()),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('in a chain of the time before, undone one after the other, leaves nobody saying what is not so', async () => {
    const { one, other } = await two();
    const third = (await bench.failing()).number;
    await merge(bench.deps, { number: one, into: other }, by());
    await bench.happens(other, { type: 'merged', v: 1, data: { into: third, from: 'investigating' } });
    await bench.happens(third, { type: 'merge-received', v: 1, data: { incident: other, people: [] } });
    expect(await undoMerge(bench.deps, { number: one }, by())).toEqual({ ok: true, number: one });
    expect(await undoMerge(bench.deps, { number: other }, by())).toEqual({ ok: true, number: other });
    for (const number of [one, other, third]) expect((await bench.incident(number)).duplicates).toEqual([]);
  });

  it('into one that somebody may not know of is merging into nothing', async () => {
    const open = await bench.failing();
    const hidden = await bench.failing({ restricted: true });
    const answer = await merge(bench.deps, { number: open.number, into: hidden.number }, by(person('rita')));
    expect(answer).toEqual({ ok: false, refusal: { code: 'no-such-incident', number: hidden.number } });
  });
});

describe('two incidents that have to do with each other', () => {
  it('both say so, and both stop saying so', async () => {
    const { one, other } = await two();
    await relate(bench.deps, { number: one, other, apart: false }, by());
    expect([(await bench.incident(one)).related, (await bench.incident(other)).related]).toEqual([[other], [one]]);
    expect(await relate(bench.deps, { number: other, other: one, apart: false }, by())).toMatchObject({
      refusal: { code: 'already-there' },
    });
    await relate(bench.deps, { number: other, other: one, apart: true }, by());
    expect([(await bench.incident(one)).related, (await bench.incident(other)).related]).toEqual([[], []]);
  });

  it('one of them private: it cannot be said, for it would be told to all', async () => {
    const open = await bench.failing();
    const hidden = await bench.failing({ restricted: true });
    const answer = await relate(bench.deps, { number: hidden.number, other: open.number, apart: false }, by());
    expect(answer).toMatchObject({ refusal: { code: 'cannot-merge', why: 'private' } });
    expect((await bench.incident(open.number)).related).toEqual([]);
  });

  it('one of them merged into a third: neither says so, and who asks is told where it goes on', async () => {
    const { one, other } = await two();
    const third = (await bench.failing()).number;
    await merge(bench.deps, { number: other, into: third }, by());
    expect(await relate(bench.deps, { number: one, other, apart: false }, by())).toMatchObject({
      refusal: { code: 'is-merged', into: third },
    });
    expect((await bench.incident(one)).related).toEqual([]);
  });
});
