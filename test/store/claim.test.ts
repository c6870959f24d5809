import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bucket } from '#src/ports/store.ts';
import { aChange, channelOpened, declared } from '#test/support/builders.ts';
import { leaseMs, openStore, stored } from './open-store.ts';

let at: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  at = await openStore();
});
afterAll(() => at.close());

const notNow = { kind: 'not-now' };
const done = { state: 'done' } as const;
const open = (number: number) => `inc-${number}.1.slack.open-channel`;

async function single(number: number): Promise<string> {
  await at.declare(number, { restricted: true });
  return open(number);
}

describe('a claim', () => {
  it('is given to one of many who ask at once', async () => {
    const id = await single(1);
    const kinds = (await Promise.all(Array.from({ length: 10 }, () => at.claim(id)))).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(['claimed', ...Array.from({ length: 9 }, () => 'not-now')]);
    expect(await at.row(id)).toMatchObject({ state: 'claimed', attempt: 1, last: 'none' });
  });

  it('is not given for what does not exist, or has ended', async () => {
    const id = await single(2);
    await at.attempt(id, done);
    expect(await at.claim(id)).toEqual(notNow);
    expect(await at.claim('inc-0.1.none')).toEqual(notNow);
  });

  it('is not given before the time of the next attempt', async () => {
    const id = await single(3);
    const later = at.time.clock + 5_000;
    await at.attempt(id, { state: 'ready', at: later, last: 'retryable', error: 'http_500', countsAsAttempt: true });
    expect(await at.claim(id)).toEqual(notNow);
    at.time.clock = later;
    expect(await at.claim(id)).toMatchObject({
      kind: 'claimed',
      work: { attempt: 2, last: 'retryable', error: 'http_500' },
    });
  });

  it('ends with its lease on the wall, whatever the clock says, and its outcome is unknown since then', async () => {
    const id = await single(4);
    await at.claim(id);
    at.time.clock += 2 * leaseMs;
    at.time.wall += leaseMs - 1;
    expect(await at.claim(id)).toEqual(notNow);
    at.time.wall += 1;
    const since = at.time.clock;
    expect(await at.claim(id)).toMatchObject({
      kind: 'claimed',
      work: { attempt: 2, last: 'ambiguous', ambiguousAt: since },
    });
    at.time.clock += 1_000;
    at.time.wall += leaseMs;
    expect(await at.claim(id)).toMatchObject({ work: { attempt: 3, last: 'ambiguous', ambiguousAt: since + 1_000 } });
    expect(await at.store.commit({ settle: { work: id, claim: 2, how: done } })).toEqual({ kind: 'lost' });
  });

  it('ends at once when its owner is known to be gone, and everything pending is due', async () => {
    const held = await single(5);
    const waiting = await single(6);
    await at.claim(held);
    const how = { state: 'ready', last: 'retryable', error: null, countsAsAttempt: true } as const;
    await at.attempt(waiting, { ...how, at: at.time.clock + 3_600_000 });
    expect(await at.store.releaseClaims()).toBeGreaterThanOrEqual(1);
    const due = await at.store.dueTimers(at.time.clock, 1, 99);
    expect(due.wakes.map(({ work }) => work)).toEqual(expect.arrayContaining([held, waiting]));
    expect(await at.claim(held)).toMatchObject({ kind: 'claimed', work: { attempt: 2, last: 'ambiguous' } });
    expect(await at.claim(waiting)).toMatchObject({ kind: 'claimed', work: { attempt: 2, last: 'retryable' } });
  });
});

describe('rows of one order key', () => {
  it('go one after the other, oldest first, and each is woken by the one before', async () => {
    const opened = await at.change(await at.declare(20, { restricted: true }), channelOpened('C20', 'x'));
    const requested = await at.change(opened, { type: 'resolve-requested', v: 1, data: { override: null } });
    const change = aChange(requested, [{ type: 'resolved', v: 1, data: { health: [] } }]);
    const [first, second] = ['inc-20.4.slack.set-topic', 'inc-20.6.slack.set-topic'];
    expect(stored(await at.store.commit({ changes: [change] })).map(({ work }) => work)).not.toContain(second);
    expect(await at.claim(second)).toEqual(notNow);
    await at.claim(first);
    expect(await at.claim(second)).toEqual(notNow);
    const wakes = stored(await at.store.commit({ settle: { work: first, claim: 1, how: done } }));
    expect(wakes).toEqual([{ work: second, lane: 'slack', turn: 1 }]);
    expect(await at.claim(second)).toMatchObject({ kind: 'claimed' });
  });

  it('do not wait for one that failed', async () => {
    const opened = await at.change(await at.declare(21, { restricted: true }), channelOpened('C21', 'x'));
    const requested = await at.change(opened, { type: 'resolve-requested', v: 1, data: { override: null } });
    await at.change(requested, { type: 'resolved', v: 1, data: { health: [] } });
    const wakes = await at.attempt('inc-21.4.slack.set-topic', { state: 'failed', error: 'is_archived' });
    expect(wakes.map(({ work }) => work)).toContain('inc-21.6.slack.set-topic');
  });
});

describe('a bucket', () => {
  async function throttledAt(id: string, ...buckets: readonly Bucket[]) {
    const claimed = await at.claim(id, ...buckets);
    if (claimed.kind !== 'throttled') throw new Error(`${id} was ${claimed.kind}`);
    return claimed;
  }

  const bucket = (key: string, rest: Partial<Bucket> = {}): Bucket => ({
    key,
    call: key,
    perMinute: 60,
    burst: 2,
    ...rest,
  });

  it('gives its burst at once, then one token at a time', async () => {
    const ids = await Promise.all([40, 41, 42, 43].map(single));
    const [a = '', b = '', c = '', d = ''] = ids;
    const slow = bucket('slow');
    expect((await at.claim(a, slow)).kind).toBe('claimed');
    expect((await at.claim(b, slow)).kind).toBe('claimed');
    const next = at.time.clock + 1_000;
    expect(await at.claim(c, slow)).toEqual({ kind: 'throttled', at: next });
    expect(await at.claim(d, slow)).toEqual({ kind: 'throttled', at: next + 1_000 });
    expect(await at.row(d)).toMatchObject({ state: 'ready', attempt: 0 });
    at.time.clock = next - 1;
    expect(await at.claim(c, slow)).toEqual(notNow);
    at.time.clock = next;
    expect((await at.claim(c, slow)).kind).toBe('claimed');
    expect(await at.claim(d, slow)).toEqual(notNow);
  });

  it('keeps the place of who waits: nobody who comes later goes before', async () => {
    const [a = '', b = '', c = ''] = await Promise.all([63, 64, 65].map(single));
    const line = bucket('line', { burst: 1 });
    await at.claim(a, line);
    expect((await at.claim(b, line)).kind).toBe('throttled');
    at.time.clock += 1_000;
    expect(await at.claim(c, line)).toEqual({ kind: 'throttled', at: at.time.clock + 1_000 });
    expect((await at.claim(b, line)).kind).toBe('claimed');
  });

  it('does not give at once what was promised to many who all come late', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, (_, index) => single(70 + index)));
    const late = bucket('late', { burst: 2 });
    for (const id of ids) await at.claim(id, late);
    at.time.clock += 3_600_000;
    const kinds = [];
    for (const id of ids.slice(2)) kinds.push((await at.claim(id, late)).kind);
    expect(kinds.filter((kind) => kind === 'claimed')).toHaveLength(2);
  });

  it('that somebody asked to hold keeps waiting also who was promised a token', async () => {
    const [a = '', b = ''] = await Promise.all([66, 67].map(single));
    const promised = bucket('promised', { burst: 1 });
    await at.claim(a, promised);
    await at.claim(b, promised);
    at.time.clock += 1_000;
    const until = at.time.clock + 30_000;
    await at.store.holdBucket('promised', until);
    expect(await at.claim(b, promised)).toEqual({ kind: 'throttled', at: until });
  });

  it('is asked anew by who starts after a crash, and no token is counted twice', async () => {
    const [a = '', b = ''] = await Promise.all([68, 69].map(single));
    const crashed = bucket('crashed', { burst: 1 });
    await at.claim(a, crashed);
    const { at: turn } = await throttledAt(b, crashed);
    await at.store.releaseClaims();
    expect(await at.claim(b, crashed)).toEqual({ kind: 'throttled', at: turn });
  });

  it('never holds more than its burst', async () => {
    const [a = '', b = '', c = ''] = await Promise.all([44, 45, 39].map(single));
    const one = bucket('one', { burst: 1 });
    await at.claim(a, one);
    at.time.clock += 86_400_000;
    expect((await at.claim(b, one)).kind).toBe('claimed');
    expect((await at.claim(c, one)).kind).toBe('throttled');
  });

  it('that is empty makes who asks for others too wait with a token of each', async () => {
    const ids = await Promise.all([46, 47, 48].map(single));
    const empty = bucket('empty', { burst: 1 });
    const full = bucket('full', { burst: 1 });
    await at.claim(ids[0] ?? '', empty);
    expect((await at.claim(ids[1] ?? '', empty, full)).kind).toBe('throttled');
    expect((await at.claim(ids[2] ?? '', full)).kind).toBe('throttled');
    at.time.clock += 1_000;
    expect((await at.claim(ids[1] ?? '', empty, full)).kind).toBe('claimed');
  });

  it('that somebody asked to hold gives nothing until then, and the row waits without being tried', async () => {
    const id = await single(49);
    const until = at.time.clock + 30_000;
    await at.store.holdBucket('held', until);
    await at.store.holdBucket('held', until - 10_000);
    expect(await at.claim(id, bucket('held'), bucket('other'))).toEqual({ kind: 'throttled', at: until });
    expect(await at.row(id)).toMatchObject({ state: 'ready', attempt: 0 });
    at.time.clock = until - 1;
    expect(await at.claim(id)).toEqual(notNow);
    at.time.clock = until;
    const due = await at.store.dueTimers(until, 10_000, 99);
    expect(due.wakes.map(({ work }) => work)).toContain(id);
    expect((await at.claim(id, bucket('held', { burst: 1 }))).kind).toBe('claimed');
  });

  it('gives no more than its tokens to many who ask at once', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, (_, index) => single(50 + index)));
    const kinds = (await Promise.all(ids.map((id) => at.claim(id, bucket('rush', { burst: 3 }))))).map(
      ({ kind }) => kind,
    );
    expect(kinds.filter((kind) => kind === 'claimed')).toHaveLength(3);
  });

  it('that throttles a row whose owner vanished keeps the doubt', async () => {
    const ids = await Promise.all([60, 61].map(single));
    const tight = bucket('tight', { burst: 1 });
    await at.claim(ids[0] ?? '');
    await at.claim(ids[1] ?? '', tight);
    at.time.wall += leaseMs;
    expect((await at.claim(ids[0] ?? '', tight)).kind).toBe('throttled');
    expect(await at.row(ids[0] ?? '')).toMatchObject({ state: 'ready', last: 'ambiguous', ambiguousAt: at.time.clock });
  });

  it('sees the row and its message', async () => {
    await at.store.commit({ changes: [aChange(null, [declared({ number: 62 })])] });
    const seen: unknown[] = [];
    await at.store.claim({
      ...{ work: 'inc-62.headline.show', now: at.time.clock, wall: at.time.wall, leaseMs },
      buckets: (work, message) => {
        seen.push(work.kind, message?.place);
        return [];
      },
    });
    expect(seen).toEqual(['slack.show', { room: 'status' }]);
  });
});
