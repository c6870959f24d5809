import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeOf } from '#src/domain/incident/change.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { engineActor } from '#src/domain/people.ts';
import { declareIncident } from '#src/operations/incident/declare.ts';
import { keepAllPromises, keepPromises } from '#src/operations/incident/keep-promises.ts';
import type { Store } from '#src/ports/store.ts';
import { timers } from '#src/store/schema.ts';
import { ana, aPolicy, declaration, wednesday } from '#test/support/builders.ts';
import { aDeclaration, type OperationBench, operationBench } from '#test/support/operation-bench.ts';

const minute = 60_000;
const names = ['first', 'second', 'third'];
const policy = {
  ...aPolicy,
  hash: 'with rungs',
  digest: { value: 2, from: 'ours' },
  escalation: { ...aPolicy.escalation, rungs: names.map((name) => ({ name, who: { people: [`${name}@x.example`] } })) },
};

let bench: OperationBench;
beforeEach(async () => {
  bench = await operationBench();
});
afterEach(() => bench.close());

/** Declares an incident at 16:00 (UTC), of whose severity the status is owed every 15 minutes. */
async function declare(restricted = false): Promise<number> {
  const deps = { ...bench.deps, policy };
  const by = { actor: ana, delivery: crypto.randomUUID() };
  const declared = await declareIncident(deps, { ...aDeclaration, restricted }, by);
  if (!declared.ok) throw new Error(declared.refusal.code);
  return declared.number;
}

/** The clock rings so many minutes after 16:00. */
async function ring(minutes: number, number: number, store: Store = bench.store): Promise<void> {
  bench.time.clock = wednesday + minutes * minute;
  await keepPromises({ ...bench.deps, policy, store }, `inc-${number}`);
}

/** Something the bot did for it is recorded now. */
async function somethingDone(number: number): Promise<void> {
  const stream = `inc-${number}`;
  const done = { effect: `${stream}.1.slack.open-channel`, kind: 'slack.open-channel' };
  const before = await bench.store.incident(number, engineActor);
  const by = { actor: engineActor, at: bench.time.clock, policy };
  await bench.store.commit({ changes: [changeOf(before, [{ type: 'effect-done', v: 1, data: done }], by)] });
}

async function happened(number: number): Promise<readonly IncidentEvent[]> {
  const events = await bench.store.events(`inc-${number}`);
  expect(events.slice(0, declaration.length).map(({ event }) => event.type)).toEqual(declaration);
  return events.slice(declaration.length).map(({ event }) => event);
}

const reached = (event: IncidentEvent | undefined) =>
  event?.type === 'obligation-missed'
    ? event.data.reached.map(({ name, at }) => [name, (at - wednesday) / minute] as const)
    : null;

describe('what the clock made of promises', () => {
  it('is recorded when it rings, once, and it is set for what comes next', async () => {
    const number = await declare();
    await ring(4, number);
    expect(await happened(number)).toEqual([]);
    await ring(5, number);
    await ring(5, number);
    const [missed, ...rest] = await happened(number);
    expect(missed).toMatchObject({
      type: 'obligation-missed',
      data: { kind: 'acknowledge', obligation: 'acknowledge.1' },
    });
    expect(reached(missed)).toEqual([['second', 5]]);
    expect(rest).toEqual([]);
    const timers = await bench.store.dueTimers(wednesday + 10 * minute, minute, 99);
    expect(timers.others).toEqual([
      { key: `promises.inc-${number}`, kind: 'promises', ref: `inc-${number}`, dueAt: wednesday + 10 * minute },
    ]);
  });

  it('while nobody was there is recorded with its true times, and only the newest status post is made up', async () => {
    const number = await declare();
    await ring(179, number);
    const events = await happened(number);
    expect(events.map(({ type }) => type)).toEqual(['obligation-missed', 'obligation-missed', 'status-due']);
    expect(events.slice(0, 2).map(reached)).toEqual([
      [
        ['second', 5],
        ['third', 10],
      ],
      [
        ['first', 15],
        ['second', 20],
        ['third', 25],
      ],
    ]);
    expect(events[2]).toMatchObject({ data: { tick: wednesday + 165 * minute, digest: false } });
    await ring(179, number);
    expect(await happened(number)).toHaveLength(3);
  });

  it('is recorded once, though somebody else changes the incident meanwhile', async () => {
    const number = await declare();
    let left = 3;
    const overtaken: Store = {
      ...bench.store,
      async incident(asked, viewer) {
        const loaded = await bench.store.incident(asked, viewer);
        left -= 1;
        if (left >= 0) await somethingDone(number);
        return loaded;
      },
    };
    await ring(5, number, overtaken);
    const types = (await happened(number)).map(({ type }) => type);
    expect(types.filter((type) => type === 'obligation-missed')).toHaveLength(1);
    expect(types.filter((type) => type === 'effect-done')).toHaveLength(3);
  });

  it('of many open incidents is posted in one digest, asked for by each of them', async () => {
    const numbers = [await declare(), await declare()];
    for (const number of numbers) await ring(15, number);
    const tick = wednesday + 15 * minute;
    for (const number of numbers) {
      expect((await happened(number)).at(-1)).toEqual({ type: 'status-due', v: 1, data: { tick, digest: true } });
    }
    expect(await bench.store.workOf(`digest-${tick}`)).toMatchObject([
      { kind: 'slack.post-digest', payload: { tick } },
    ]);
  });

  it('of a private incident is posted nowhere, and counts in no digest', async () => {
    const [open, hidden] = [await declare(), await declare(true)];
    for (const number of [open, hidden]) await ring(15, number);
    expect((await happened(open)).at(-1)).toMatchObject({ type: 'status-due', data: { digest: false } });
    expect((await happened(hidden)).map(({ type }) => type)).not.toContain('status-due');
  });
});

describe('a timer that was lost', () => {
  it('is set again for every incident that promises something, and for no other', async () => {
    const [open, cancelled] = [await declare(), await declare()];
    await bench.happens(cancelled, { type: 'cancelled', v: 1, data: { why: { prose: 'why', body: 'none' } } });
    await bench.db.delete(timers);
    bench.time.clock = wednesday + 3 * minute;
    await keepAllPromises({ ...bench.deps, policy });
    const { others } = await bench.store.dueTimers(wednesday + 600 * minute, minute, 99);
    expect(others.map(({ key, dueAt }) => [key, (dueAt - wednesday) / minute])).toEqual([[`promises.inc-${open}`, 5]]);
  });
});

describe('where nothing is owed', () => {
  it('nothing is recorded, and the clock is set no more', async () => {
    const number = await declare();
    await bench.happens(number, { type: 'cancelled', v: 1, data: { why: { prose: 'why', body: 'a false alarm' } } });
    const before = await happened(number);
    const timer = { key: `promises.inc-${number}`, kind: 'promises', ref: `inc-${number}`, dueAt: wednesday };
    await bench.store.setTimers([timer, { ...timer, key: 'promises.inc-99', ref: 'inc-99' }]);
    await ring(600, number);
    await ring(600, 99);
    expect(await happened(number)).toEqual(before);
    expect((await bench.store.dueTimers(bench.time.clock, minute, 99)).others).toEqual([]);
  });
});
