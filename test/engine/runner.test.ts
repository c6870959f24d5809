import { afterEach, describe, expect, it } from 'vitest';
import { createRunner, leaseMs, notYetMs } from '#src/engine/runner.ts';
import { IntegrationError } from '#src/errors.ts';
import { declaration } from '#test/support/builders.ts';
import { engineBench } from '#test/support/engine-bench.ts';

type Bench = Awaited<ReturnType<typeof engineBench>>;
let bench: Bench;

async function begin(effect: Parameters<typeof engineBench>[0]): Promise<Bench> {
  bench = await engineBench(effect);
  return bench;
}

afterEach(() => bench.close());

const refused = new IntegrationError({ vendor: 'slack', code: 'is_archived', retryable: false, ambiguous: false });
const down = new IntegrationError({ vendor: 'slack', code: 'connection_refused', retryable: true, ambiguous: false });
const lost = new IntegrationError({ vendor: 'slack', code: 'timeout', retryable: true, ambiguous: true });
const limited = new IntegrationError({
  vendor: 'slack',
  code: 'ratelimited',
  retryable: true,
  ambiguous: false,
  retryAfterMs: 30_000,
  call: 'conversations.create',
});

describe('an effect that succeeds', () => {
  it('is done once, and the record says so', async () => {
    const { declare, run, row, vendor, eventTypes } = await begin({ class: 'idempotent' });
    const id = await declare();
    await run(id);
    await run(id);
    expect(vendor.applied).toEqual([id]);
    expect(await row(id)).toMatchObject({ state: 'done', attempt: 1 });
    expect(await eventTypes('inc-1')).toEqual([...declaration, 'effect-done']);
  });

  it('is done once by two workers at the same moment', async () => {
    const { declare, run, vendor } = await begin({ class: 'idempotent' });
    const id = await declare();
    await Promise.all([run(id), run(id), run(id)]);
    expect(vendor.applied).toEqual([id]);
  });
});

describe('an effect nobody wants any more', () => {
  it('is void', async () => {
    const { declare, run, row, vendor } = await begin({ class: 'idempotent', wanted: () => false });
    const id = await declare();
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'void' });
    expect(vendor.applied).toEqual([]);
  });
});

describe('an effect that something else must come before', () => {
  it('waits for it a little at a time, and no attempt is counted', async () => {
    let mayGo = false;
    const { declare, run, row, vendor, clock } = await begin({ class: 'idempotent', mayGo: () => mayGo });
    const id = await declare();
    for (let looks = 0; looks < 3; looks += 1) {
      await run(id);
      expect(await row(id)).toMatchObject({ state: 'ready', attempt: 0, last: 'none' });
      clock.move(notYetMs - 1);
      mayGo = looks === 2;
      await run(id);
      expect(vendor.applied, 'not before it is looked at again').toEqual([]);
      clock.move(1);
    }
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'done', attempt: 1 });
  });
});

describe('a vendor that refuses', () => {
  it('ends the effect, and the record names the code', async () => {
    const { declare, run, row, vendor, store } = await begin({ class: 'idempotent' });
    const id = await declare();
    vendor.failNext(refused);
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'failed', error: 'is_archived' });
    expect((await store.events('inc-1')).at(-1)?.event).toEqual({
      type: 'effect-failed',
      v: 1,
      data: { effect: id, kind: 'slack.open-channel', code: 'is_archived' },
    });
  });
});

describe('a vendor that is down', () => {
  it('is asked again with growing pauses, and in the end it is done', async () => {
    const { declare, run, row, vendor, clock } = await begin({ class: 'idempotent' });
    const id = await declare();
    for (const pause of [1_000, 2_000, 4_000]) {
      vendor.failNext(down);
      await run(id);
      expect(await row(id)).toMatchObject({ state: 'ready', last: 'retryable', error: 'connection_refused' });
      clock.move(pause - 1);
      await run(id);
      expect((await row(id)).state).toBe('ready');
      clock.move(1);
    }
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'done', attempt: 4 });
    expect(vendor.applied).toEqual([id]);
  });
});

describe('a vendor that asks for quiet', () => {
  it('gets it, and it is not an attempt', async () => {
    const { declare, run, row, vendor, clock } = await begin({ class: 'idempotent' });
    const id = await declare();
    vendor.failNext(limited);
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'ready', attempt: 0 });
    clock.move(29_999);
    await run(id);
    expect(vendor.applied).toEqual([]);
    clock.move(1);
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'done', attempt: 1 });
  });

  it('holds what needs the same bucket, and nothing else', async () => {
    const bucket = { key: 'slack.conversations.create', call: 'conversations.create', perMinute: 60, burst: 5 };
    const { declare, run, row, vendor, clock } = await begin({ class: 'idempotent', buckets: [bucket] });
    const [first, second] = [await declare(), await declare()];
    vendor.failNext(limited);
    await run(first);
    await run(second);
    expect(await row(second)).toMatchObject({ state: 'ready', attempt: 0 });
    clock.move(30_000);
    await run(second);
    await run(first);
    expect(vendor.applied).toEqual([second, first]);
  });
});

describe('a lost answer', () => {
  it.each([
    ['took effect', true],
    ['did not', false],
  ])('of a searchable effect that %s: it stands once', async (_, applying) => {
    const { declare, run, row, vendor, clock } = await begin({ class: 'searchable', settleMs: 5_000 });
    const id = await declare();
    vendor.failNext(lost, { applying });
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'ready', last: 'ambiguous' });
    clock.move(1_000);
    await run(id);
    clock.move(4_000);
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'done' });
    expect(vendor.applied).toEqual([id]);
  });

  it('is not repeated before its result must have shown', async () => {
    const { declare, run, row, vendor, clock } = await begin({ class: 'searchable', settleMs: 5_000 });
    const id = await declare();
    vendor.failNext(lost);
    await run(id);
    clock.move(1_000);
    await run(id);
    expect(vendor.applied).toEqual([]);
    expect(await row(id)).toMatchObject({ state: 'ready', last: 'ambiguous' });
  });

  it('after a lost answer is given its time anew', async () => {
    const { declare, run, row, vendor, clock } = await begin({ class: 'searchable', settleMs: 5_000 });
    const id = await declare();
    vendor.failNext(lost);
    await run(id);
    clock.move(5_000);
    vendor.failNext(lost, { applying: true });
    await run(id);
    clock.move(4_999);
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'done' });
    expect(vendor.applied).toEqual([id]);
  });

  it('after a lost answer is not repeated before the second doubt is over', async () => {
    const { declare, run, vendor, clock } = await begin({ class: 'searchable', settleMs: 5_000 });
    const id = await declare();
    vendor.failNext(lost);
    await run(id);
    clock.move(5_000);
    vendor.failNext(lost);
    await run(id);
    clock.move(4_999);
    await run(id);
    expect(vendor.applied).toEqual([]);
    clock.move(1);
    await run(id);
    expect(vendor.applied).toEqual([id]);
  });

  it('waits as long as the vendor asks when it is asked what happened', async () => {
    const { declare, run, row, vendor, clock } = await begin({ class: 'searchable' });
    const id = await declare();
    vendor.failNext(lost);
    await run(id);
    vendor.failFinds(limited);
    clock.move(1_000);
    await run(id);
    vendor.failFinds(null);
    clock.move(29_999);
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'ready', last: 'ambiguous' });
    clock.move(1);
    await run(id);
    expect(vendor.applied).toEqual([id]);
  });

  it('stays in doubt while the vendor cannot be asked', async () => {
    const { declare, run, row, vendor, clock } = await begin({ class: 'searchable' });
    const id = await declare();
    vendor.failNext(lost);
    await run(id);
    vendor.failFinds(down);
    clock.move(1_000);
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'ready', last: 'ambiguous' });
    vendor.failFinds(null);
    clock.move(60_000);
    await run(id);
    expect(vendor.applied).toEqual([id]);
  });

  it('of an idempotent effect is simply repeated', async () => {
    const { declare, run, row, vendor, clock } = await begin({ class: 'idempotent' });
    const id = await declare();
    vendor.failNext(lost);
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'ready', last: 'retryable' });
    clock.move(1_000);
    await run(id);
    expect(vendor.applied).toEqual([id]);
  });

  it('of a droppable effect ends it', async () => {
    const { declare, run, row, vendor } = await begin({ class: 'droppable' });
    const id = await declare();
    vendor.failNext(lost);
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'void' });
  });
});

describe('a worker that dies in the middle', () => {
  async function dieAfterClaim(id: string): Promise<void> {
    const { store, clock, wall } = bench;
    const claim = await store.claim({ work: id, now: clock.now(), wall: wall.now(), leaseMs, buckets: () => [] });
    expect(claim.kind).toBe('claimed');
  }

  it('leaves the row to others when its lease ends, in doubt', async () => {
    const { declare, run, row, vendor, wall } = await begin({ class: 'searchable' });
    const id = await declare();
    await dieAfterClaim(id);
    vendor.applied.push(id);
    wall.move(leaseMs - 1);
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'claimed', attempt: 1 });
    wall.move(2);
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'done' });
    expect(vendor.applied).toEqual([id]);
  });

  it('and comes back to life too late, changes nothing', async () => {
    const { declare, run, row, store, wall, eventTypes } = await begin({ class: 'idempotent' });
    const id = await declare();
    await dieAfterClaim(id);
    wall.move(leaseMs + 1);
    await run(id);
    const late = await store.commit({ settle: { work: id, claim: 1, how: { state: 'failed', error: 'late' } } });
    expect(late).toEqual({ kind: 'lost' });
    expect(await row(id)).toMatchObject({ state: 'done', attempt: 2 });
    expect(await eventTypes('inc-1')).toEqual([...declaration, 'effect-done']);
  });

  it('alone on its database, finds its claims ended when it starts again', async () => {
    const { declare, run, row, store } = await begin({ class: 'idempotent' });
    const id = await declare();
    await dieAfterClaim(id);
    expect(await store.releaseClaims()).toBe(1);
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'done' });
  });
});

describe('an effect only a newer version knows', () => {
  it('is left to it, and is not an attempt', async () => {
    const { declare, deps, run, row, vendor, clock } = await begin({ class: 'idempotent' });
    const id = await declare();
    await createRunner(deps, new Map())(id);
    expect(await row(id)).toMatchObject({ state: 'ready', attempt: 0 });
    clock.move(30_000);
    await run(id);
    expect(vendor.applied).toEqual([id]);
  });
});

describe('a clear failure after a lost answer', () => {
  it('leaves the doubt as it was, so that it is asked about before it is done again', async () => {
    const { declare, run, row, vendor, clock } = await begin({ class: 'searchable' });
    const id = await declare();
    vendor.failNext(lost);
    await run(id);
    const { ambiguousAt } = await row(id);
    clock.move(60_000);
    vendor.failNext(down);
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'ready', last: 'ambiguous', ambiguousAt });
    vendor.applied.push(id);
    clock.move(60_000);
    await run(id);
    expect(vendor.applied).toEqual([id]);
  });
});

describe('a fault of ours', () => {
  it('ends the effect without a word of what it was', async () => {
    const { declare, run, row, vendor } = await begin({ class: 'idempotent' });
    const id = await declare();
    vendor.failNext(new TypeError('secret'));
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'failed', error: 'fault' });
  });
});
