import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '#src/domain/answer.ts';
import { digestOf } from '#src/domain/incident/effects.ts';
import type { Committed } from '#src/ports/store.ts';
import { aChange, channelOpened, declaration, declared } from '#test/support/builders.ts';
import { openStore, stored } from './open-store.ts';
import { verified } from './verify/tampering.ts';

let at: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  at = await openStore();
});
afterAll(() => at.close());

const answerOf = (number: number): Answer => ({ ok: true, number });

function declareNumbered(delivery: string): Promise<Committed> {
  return at.store.commitNumbered('incident', delivery, (number) => ({
    changes: [aChange(null, [declared({ number })])],
    inbox: { key: delivery, answer: answerOf(number) },
  }));
}

describe('a commit', () => {
  it('stores events, state, effects and timers, and says what can go now', async () => {
    const committed = await at.store.commit({ changes: [aChange(null, [declared({ number: 1000 })])] });
    expect(committed).toEqual({
      kind: 'stored',
      wakes: [
        { work: 'inc-1000.1.slack.open-channel', lane: 'slack', turn: 1 },
        { work: 'inc-1000.1.pagerduty.page', lane: 'pagerduty', turn: 1 },
        { work: 'inc-1000.3.slack.find-debtors', lane: 'slack', turn: 1 },
        { work: 'inc-1000.announcement.show', lane: 'slack', turn: 1 },
        { work: 'inc-1000.headline.show', lane: 'slack', turn: 1 },
      ],
    });
    expect((await at.store.events('inc-1000')).map(({ event }) => event.type)).toEqual(declaration);
    expect((await at.incident(1000)).seq).toBe(3);
  });

  it('is a conflict when the stream has moved on, and then nothing of it is stored', async () => {
    const before = await at.declare(1001);
    await at.change(before, channelOpened('C1001', 'one'));
    const late = await at.store.commit({
      changes: [aChange(before, [channelOpened('C-late', 'two')])],
      inbox: { key: 'late', answer: answerOf(1001) },
    });
    expect(late).toEqual({ kind: 'conflict' });
    expect(await at.store.answerTo('late')).toBeNull();
    expect((await at.incident(1001)).channel?.id).toBe('C1001');
  });

  it('that found nothing to record is a conflict, too, when something has happened meanwhile', async () => {
    const before = await at.declare(1103);
    const looked = { stream: before.stream, seq: before.seq, nextMoment: at.time.clock + 1 };
    await at.change(before, channelOpened('C1103', 'one'));
    expect(await at.store.commit({ quiet: looked })).toEqual({ kind: 'conflict' });
    const { seq } = await at.incident(1103);
    expect(await at.store.commit({ quiet: { ...looked, seq } })).toEqual({ kind: 'stored', wakes: [] });
    expect(await at.store.nextTimer()).toBeLessThanOrEqual(at.time.clock + 1);
  });

  it('is a conflict for all but one of those who change the same state at once', async () => {
    const before = await at.declare(1002);
    const changes = Array.from({ length: 8 }, (_, index) => aChange(before, [channelOpened(`C1002-${index}`, 'x')]));
    const kinds = (await Promise.all(changes.map((change) => at.store.commit({ changes: [change] })))).map(
      ({ kind }) => kind,
    );
    expect(kinds.filter((kind) => kind === 'stored')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'conflict')).toHaveLength(7);
  });

  it('is a conflict when it skips an event', async () => {
    const change = aChange(await at.declare(1003), [channelOpened('C1003', 'x')]);
    expect(await at.store.commit({ changes: [{ ...change, from: 7 }] })).toEqual({ kind: 'conflict' });
  });

  it('throws, and stores nothing, when an effect is there already', async () => {
    const change = aChange(null, [declared({ number: 1004 })]);
    const [effect] = change.effects;
    if (!effect) throw new Error('a declaration has an effect');
    const twice = at.store.commit({ changes: [{ ...change, effects: [effect, effect] }] });
    await expect(twice).rejects.toMatchObject({ sqlstate: '23505', constraint: 'outbox_id_key' });
    expect(await at.store.events('inc-1004')).toEqual([]);
  });

  it('does once what several incidents ask for under one id', async () => {
    const digest = digestOf(at.time.clock);
    const asking = async (number: number) => {
      const change = aChange(null, [declared({ number })]);
      return stored(await at.store.commit({ changes: [{ ...change, effects: [...change.effects, digest] }] }));
    };
    expect(await asking(1005)).toContainEqual({ work: digest.id, lane: 'slack', turn: 1 });
    expect((await asking(1006)).map(({ work }) => work)).not.toContain(digest.id);
    expect(await at.store.workOf(digest.stream)).toMatchObject([{ id: digest.id, state: 'ready', attempt: 0 }]);
  });

  it('keeps a link once, however often it is told, and never a second one', async () => {
    const link = { kind: 'slack.channel', ours: 'inc-1', theirs: 'C1' };
    expect(await at.store.commit({ links: [link] })).toMatchObject({ kind: 'stored' });
    expect(await at.store.commit({ links: [link] })).toMatchObject({ kind: 'stored' });
    await expect(at.store.commit({ links: [{ ...link, theirs: 'C2' }] })).rejects.toThrow('another slack.channel');
    await expect(at.store.commit({ links: [{ ...link, ours: 'inc-2' }] })).rejects.toThrow('links_theirs');
  });
});

describe('a delivery', () => {
  it('that comes again gets the first answer and changes nothing', async () => {
    const first = await at.store.commit({ inbox: { key: 'd1', answer: { ok: false, refusal: { code: 'no-title' } } } });
    const again = await at.store.commit({
      changes: [aChange(null, [declared({ number: 1100 })])],
      inbox: { key: 'd1', answer: answerOf(1100) },
    });
    expect(first.kind).toBe('stored');
    expect(again).toEqual({ kind: 'repeated', answer: { ok: false, refusal: { code: 'no-title' } } });
    expect(await at.store.events('inc-1100')).toEqual([]);
    expect(await at.store.answerTo('d1')).toEqual({ ok: false, refusal: { code: 'no-title' } });
  });

  it('that comes ten times at once is answered once, and everybody gets that answer', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => declareNumbered('same')));
    expect(all.filter(({ kind }) => kind === 'stored')).toHaveLength(1);
    const answer = await at.store.answerTo('same');
    const repeated = all.filter((one) => one.kind === 'repeated');
    expect(repeated.map((one) => one.answer)).toEqual(Array.from({ length: 9 }, () => answer));
  });

  it('is forgotten after its time', async () => {
    await at.store.commit({ inbox: { key: 'old', answer: answerOf(1) } });
    expect(await at.store.forgetInbox(at.time.clock)).toBe(0);
    expect(await at.store.forgetInbox(at.time.clock + 1)).toBeGreaterThan(0);
    expect(await at.store.answerTo('old')).toBeNull();
  });
});

describe('numbers', () => {
  it('have no gaps, however many are taken at once, repeated or given up', async () => {
    const fresh = await openStore();
    const declare = (delivery: string, fails: boolean) =>
      fresh.store
        .commitNumbered('incident', delivery, (number) => {
          if (fails) throw new Error('changed my mind');
          const change = aChange(null, [declared({ number })]);
          return { changes: [change], inbox: { key: delivery, answer: answerOf(number) } };
        })
        .catch(() => null);
    await Promise.all(Array.from({ length: 30 }, (_, index) => declare(`d${index % 20}`, index % 3 === 2)));
    await Promise.all(Array.from({ length: 20 }, (_, index) => declare(`d${index}`, false)));
    const numbers = (await fresh.store.incidents({}, { limit: 99, offset: 0 }, { kind: 'system', name: 'engine' })).map(
      (one) => one.number,
    );
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => 20 - index));
    expect((await verified(fresh.pool)).lines).toEqual([]);
    await fresh.close();
  });
});

describe('the result of an attempt', () => {
  const id = 'inc-1200.1.slack.open-channel';
  const done = { state: 'done' } as const;

  it('is lost when the row is not held by that attempt any more, and nothing is written', async () => {
    const before = await at.declare(1200, { restricted: true });
    const settle = { work: id, claim: 1, how: done };
    expect(await at.store.commit({ settle })).toEqual({ kind: 'lost' });
    await at.claim(id);
    const change = aChange(before, [channelOpened('C1200', 'x')]);
    expect(await at.store.commit({ settle: { ...settle, claim: 2 }, changes: [change] })).toEqual({ kind: 'lost' });
    expect(await at.store.commit({ settle: { ...settle, work: 'inc-0.1.no' } })).toEqual({ kind: 'lost' });
    expect((await at.incident(1200)).channel).toBeNull();
    expect(await at.store.commit({ settle, changes: [change] })).toMatchObject({ kind: 'stored' });
    expect(await at.store.commit({ settle })).toEqual({ kind: 'lost' });
    expect(await at.row(id)).toMatchObject({ state: 'done', attempt: 1, last: 'none', error: null });
  });

  it('is lost to everybody who repeats a delivery first', async () => {
    await at.store.commit({ inbox: { key: 'both', answer: answerOf(1) } });
    const settle = { work: id, claim: 9, how: done };
    expect(await at.store.commit({ settle, inbox: { key: 'both', answer: answerOf(2) } })).toMatchObject({
      kind: 'repeated',
    });
  });

  it('sets what failed going again from the start only when that is asked for', async () => {
    await at.declare(1201, { restricted: true });
    const failed = 'inc-1201.1.slack.open-channel';
    await at.attempt(failed, { state: 'failed', error: 'name_taken' });
    expect(await at.row(failed)).toMatchObject({ state: 'failed', last: 'refused', error: 'name_taken' });
    expect(await at.claim(failed)).toEqual({ kind: 'not-now' });
    const revived = await at.store.commit({ revive: [failed, 'inc-1200.1.slack.open-channel'] });
    expect(revived).toEqual({ kind: 'stored', wakes: [{ work: failed, lane: 'slack', turn: 2 }] });
    expect(await at.row(failed)).toMatchObject({ state: 'ready', attempt: 0, last: 'none', error: null });
  });
});
