import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incidentStream } from '#src/domain/incident/state.ts';
import { addNote } from '#src/operations/incident/note.ts';
import { requestResolve } from '#src/operations/incident/resolve.ts';
import { retryFailed } from '#src/operations/incident/retry.ts';
import type { Store } from '#src/ports/store.ts';
import { ana, declaration, person } from '#test/support/builders.ts';
import { type OperationBench, operationBench } from '#test/support/operation-bench.ts';

let bench: OperationBench;
beforeAll(async () => {
  bench = await operationBench();
});
afterAll(() => bench.close());

const ben = person('ben');

/** The real store, for somebody behind whose back `meanwhile` happens each time they have loaded an incident. */
function overtaken(meanwhile: (number: number) => Promise<void>) {
  let loads = 0;
  const store: Store = {
    ...bench.store,
    async incident(number, viewer) {
      const loaded = await bench.store.incident(number, viewer);
      loads += 1;
      await meanwhile(number);
      return loaded;
    },
  };
  return { deps: { ...bench.deps, store }, loads: () => loads };
}

/** Lets nobody pass until `count` have come. */
function meeting(count: number): () => Promise<void> {
  const all = Promise.withResolvers<void>();
  let here = 0;
  return () => {
    here += 1;
    if (here === count) all.resolve();
    return all.promise;
  };
}

describe('two people who do the same thing at the same moment', () => {
  it('are told apart: one resolves, the other hears that it is under way', async () => {
    const { number } = await bench.failing();
    const { deps, loads } = overtaken(meeting(2));
    const answers = await Promise.all([
      requestResolve(deps, { number, reason: null }, { actor: ana, delivery: 'resolve by ana' }),
      requestResolve(deps, { number, reason: null }, { actor: ben, delivery: 'resolve by ben' }),
    ]);
    const accepted = { ok: true, number };
    const refused = { ok: false, refusal: { code: 'resolution-under-way', number } };
    expect(answers.toSorted((one, other) => Number(other.ok) - Number(one.ok))).toEqual([accepted, refused]);
    expect(await bench.types(number)).toEqual([...declaration, 'resolve-requested']);
    expect(loads()).toBe(3);
    expect(await bench.store.answerTo('resolve by ana')).toEqual(answers[0]);
    expect(await bench.store.answerTo('resolve by ben')).toEqual(answers[1]);
  });

  it('set going again once what failed', async () => {
    const { number } = await bench.failing();
    const { deps } = overtaken(meeting(2));
    const answers = await Promise.all([
      retryFailed(deps, { number }, { actor: ana, delivery: 'retry by ana' }),
      retryFailed(deps, { number }, { actor: ben, delivery: 'retry by ben' }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual({ ok: false, refusal: { code: 'nothing-to-retry', number } });
    expect(await bench.types(number)).toEqual([...declaration, 'effect-retried']);
  });
});

describe('twenty people who each say something in the same moment', () => {
  it('are all heard', async () => {
    const { number } = await bench.failing();
    const people = Array.from({ length: 20 }, (_, index) => person(`one-${index}`));
    const answers = await Promise.all(
      people.map((actor) =>
        addNote(bench.deps, { number, text: 'seen', at: null }, { actor, delivery: `note by ${actor.person}` }),
      ),
    );
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
    expect((await bench.types(number)).filter((type) => type === 'noted')).toHaveLength(20);
  });
});

describe('somebody who was overtaken', () => {
  it('is decided upon anew, with what is true by now', async () => {
    const { number } = await bench.failing();
    let left = 4;
    const { deps, loads } = overtaken(async () => {
      left -= 1;
      if (left >= 0) await bench.moveOn(number);
    });
    const by = { actor: ana, delivery: 'the fifth time' };
    expect(await requestResolve(deps, { number, reason: null }, by)).toEqual({ ok: true, number });
    expect(loads()).toBe(5);
    expect((await bench.types(number)).at(-1)).toBe('resolve-requested');
  });

  it('every time, hears that it is too busy; nothing of it is kept, and the same delivery may try again', async () => {
    const { number } = await bench.failing();
    const { deps, loads } = overtaken(() => bench.moveOn(number));
    const told = bench.woken.length;
    const by = { actor: ana, delivery: 'never first' };
    const tooBusy = { ok: false, refusal: { code: 'too-busy' } };
    expect(await requestResolve(deps, { number, reason: null }, by)).toEqual(tooBusy);
    expect(loads()).toBe(25);
    expect(await bench.store.answerTo(by.delivery)).toBeNull();
    expect(await bench.types(number)).not.toContain('resolve-requested');
    expect(bench.woken).toHaveLength(told);

    expect(await requestResolve(bench.deps, { number, reason: null }, by)).toEqual({ ok: true, number });
    expect((await bench.store.workOf(incidentStream(number))).map(({ kind }) => kind)).toContain('checks.assess');
  });
});
