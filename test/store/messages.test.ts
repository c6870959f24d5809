import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messagesOf } from '#src/domain/incident/messages.ts';
import type { Shown } from '#src/ports/store.ts';
import { aChange, channelOpened } from '#test/support/builders.ts';
import { openStore, stored } from './open-store.ts';

let at: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  at = await openStore();
});
afterAll(() => at.close());

const done = { state: 'done' } as const;
const failed = { state: 'failed', error: 'channel_not_found' } as const;

function shown(key: string, seq: number, was: string | null = null): Shown {
  return { key, was, channel: 'C1', ts: '1.1', seq, hash: 'abc' };
}

async function message(key: string) {
  const { rows } = await at.pool.query('select wanted_seq, shown_seq, ts from app.messages where key = $1', [key]);
  return rows[0];
}

/** An incident whose channel is open and whose messages all stand. */
async function standing(number: number) {
  await at.declare(number);
  const opened = await at.change(await at.incident(number), channelOpened(`C${number}`, 'x'));
  for (const kind of ['announcement', 'headline', 'card']) {
    const key = `inc-${number}.${kind}`;
    const { wanted_seq } = await message(key);
    await at.attempt(`${key}.show`, done, shown(key, wanted_seq));
  }
  return opened;
}

describe('a kept message', () => {
  it('has one row for good, which the change that first wants it sets going', async () => {
    await at.declare(1);
    expect(await at.row('inc-1.announcement.show')).toMatchObject({
      kind: 'slack.show',
      stream: 'inc-1',
      payload: { message: 'inc-1.announcement' },
      state: 'ready',
    });
    const claimed = await at.claim('inc-1.announcement.show');
    expect(claimed).toMatchObject({
      message: {
        key: 'inc-1.announcement',
        kind: 'announcement',
        place: { room: 'declare' },
        wantedSeq: 1,
        shownSeq: 0,
        ts: null,
      },
    });
  });

  it('rests once it shows all that is wanted', async () => {
    await at.declare(2);
    const wakes = await at.attempt('inc-2.headline.show', done, shown('inc-2.headline', 1));
    expect(wakes).toEqual([]);
    expect(await at.row('inc-2.headline.show')).toMatchObject({ state: 'done' });
    expect(await message('inc-2.headline')).toEqual({ wanted_seq: 1, shown_seq: 1, ts: '1.1' });
  });

  it('goes again with the next change, from the first attempt', async () => {
    const before = await standing(3);
    const change = aChange(before, [channelOpened('C3', 'renamed')]);
    const wakes = stored(await at.store.commit({ changes: [{ ...change, effects: [] }] }));
    expect(wakes.map((wake) => wake.work)).toEqual(change.messages.map((one) => `${one.key}.show`));
    expect(wakes).toHaveLength(3);
    expect(await at.row('inc-3.card.show')).toMatchObject({ state: 'ready', attempt: 0 });
  });

  it('that stands is edited beside what is posted in the same place, which does not wait for it', async () => {
    const before = await standing(15);
    const why = { prose: 'why-15', body: 'worse than we thought' };
    const raised = { type: 'severity-changed', v: 1, data: { from: 'sev2', to: 'sev1', why } } as const;
    const change = aChange(before, [raised]);
    const wakes = stored(await at.store.commit({ changes: [change] })).map(({ work }) => work);
    const news = change.messages.map(({ key }) => key).filter((key) => key.includes('.notice.'));
    expect(news).toHaveLength(2);
    expect(wakes).toEqual(expect.arrayContaining(['inc-15.headline.show', 'inc-15.card.show']));
    expect(wakes).toEqual(expect.arrayContaining(news.map((key) => `${key}.show`)));
  });

  it('is left alone by a change while it waits, and goes at once when it ends behind what is wanted', async () => {
    const before = await at.declare(4);
    await at.claim('inc-4.headline.show');
    const opened = aChange(before, [channelOpened('C4', 'x')]);
    const wakes = stored(await at.store.commit({ changes: [opened] }));
    expect(wakes.map((wake) => wake.work)).not.toContain('inc-4.headline.show');
    expect(await at.row('inc-4.headline.show')).toMatchObject({ state: 'claimed', attempt: 1 });

    const settle = { work: 'inc-4.headline.show', claim: 1, how: done, shown: shown('inc-4.headline', 1) };
    expect(stored(await at.store.commit({ settle }))).toEqual([{ work: settle.work, lane: 'slack', turn: 2 }]);
    expect(await at.row(settle.work)).toMatchObject({ state: 'ready', attempt: 0 });
    expect(await at.attempt(settle.work, done, shown('inc-4.headline', 2))).toEqual([]);
  });

  it('that somebody deletes while it is being edited is posted anew: the edit does not bring it back', async () => {
    await standing(9);
    const before = await at.incident(9);
    await at.change(before, { type: 'resolve-requested', v: 1, data: { override: null } });
    const claimed = await at.claim('inc-9.card.show');
    if (claimed.kind !== 'claimed') throw new Error(claimed.kind);
    await at.store.commit({ repost: [{ key: 'inc-9.card', ts: '1.1' }] });
    const settle = {
      work: 'inc-9.card.show',
      claim: claimed.work.claim,
      how: done,
      shown: shown('inc-9.card', 2, '1.1'),
    };
    const wakes = stored(await at.store.commit({ settle }));
    expect((await message('inc-9.card')).ts).toBeNull();
    expect(wakes.map(({ work }) => work)).toContain('inc-9.card.show');
  });

  it('is not forgotten because an older one of it was deleted', async () => {
    await standing(10);
    await at.store.commit({ repost: [{ key: 'inc-10.card', ts: '0.9' }] });
    expect((await message('inc-10.card')).ts).toBe('1.1');
  });

  it('that somebody deleted is posted anew', async () => {
    await standing(5);
    const before = await at.incident(5);
    await at.change(before, { type: 'resolve-requested', v: 1, data: { override: null } });
    const gone = { key: 'inc-5.card', was: '1.1', channel: 'C5', ts: null, seq: 0, hash: null };
    expect((await at.attempt('inc-5.card.show', done, gone)).map((wake) => wake.work)).toContain('inc-5.card.show');
    expect(await at.claim('inc-5.card.show')).toMatchObject({
      kind: 'claimed',
      message: { ts: null, shownHash: null },
    });
  });

  it('that is not wanted rests, unless it became wanted meanwhile', async () => {
    const before = await at.declare(6);
    expect(await at.attempt('inc-6.announcement.show', { state: 'void' })).toEqual([]);
    expect(await at.row('inc-6.announcement.show')).toMatchObject({ state: 'void' });

    await at.claim('inc-6.headline.show');
    await at.change(before, channelOpened('C6', 'x'));
    const settle = { work: 'inc-6.headline.show', claim: 1, how: { state: 'void' } } as const;
    expect(stored(await at.store.commit({ settle }))).toMatchObject([{ work: 'inc-6.headline.show' }]);
  });

  it('keeps a doubt when it goes again: it may stand already', async () => {
    const before = await at.declare(7);
    const id = 'inc-7.headline.show';
    const how = {
      state: 'ready',
      at: at.time.clock,
      last: 'ambiguous',
      error: 'timeout',
      countsAsAttempt: true,
    } as const;
    await at.attempt(id, how);
    await at.attempt(id, failed);
    expect(await at.row(id)).toMatchObject({ state: 'failed', last: 'ambiguous' });
    await at.change(before, channelOpened('C7', 'x'));
    expect(await at.row(id)).toMatchObject({
      state: 'ready',
      attempt: 0,
      last: 'ambiguous',
      ambiguousAt: at.time.clock,
    });
  });
});

describe('the message that shows how things stand', () => {
  const retry = { state: 'ready', last: 'retryable', error: 'http_500', countsAsAttempt: true } as const;

  it('is renewed when something else is first retried, when it fails, and when it is set going again', async () => {
    await standing(20);
    const id = 'inc-20.4.slack.invite';
    const card = 'inc-20.card.show';
    const rest = async () => at.attempt(card, done, shown('inc-20.card', (await message('inc-20.card')).wanted_seq));

    expect((await at.attempt(id, { ...retry, at: at.time.clock })).map(({ work }) => work)).toEqual([id, card]);
    await rest();
    expect((await at.attempt(id, { ...retry, at: at.time.clock })).map(({ work }) => work)).toEqual([id]);
    expect((await at.attempt(id, failed)).map(({ work }) => work)).toEqual([card]);
    await rest();
    const revived = stored(await at.store.commit({ revive: [id] }));
    expect(revived.map(({ work }) => work)).toEqual([id, card]);
  });

  it('is renewed when an owner vanished and nobody knows what came of it', async () => {
    await standing(21);
    await at.claim('inc-21.4.slack.invite');
    at.time.wall += 30_000;
    expect(await at.claim('inc-21.4.slack.invite')).toMatchObject({ kind: 'claimed', work: { last: 'ambiguous' } });
    const due = await at.store.dueTimers(at.time.clock, 1, 99);
    expect(due.wakes.map(({ work }) => work)).toEqual(['inc-21.card.show']);
  });

  it('is not renewed by a wait that is no attempt, nor by its own edits', async () => {
    await standing(22);
    const wait = { ...retry, at: at.time.clock, last: 'none', countsAsAttempt: false } as const;
    await at.attempt('inc-22.4.slack.invite', wait);
    expect(await at.row('inc-22.4.slack.invite')).toMatchObject({ state: 'ready', attempt: 0 });
    expect(await at.row('inc-22.card.show')).toMatchObject({ state: 'done' });
  });
});

describe('messages that cannot be shown', () => {
  it('do not set each other going for ever, but the next change gives all another try', async () => {
    await at.declare(30);
    const ids = ['inc-30.announcement.show', 'inc-30.headline.show'];
    for (const id of ids) {
      await at.claim(id);
      const data = { effect: id, kind: 'slack.show', code: failed.error };
      const change = aChange(await at.incident(30), [{ type: 'effect-failed', v: 1, data }]);
      const messages = messagesOf(change.after);
      const settle = { work: id, claim: 1, how: failed };
      expect(stored(await at.store.commit({ settle, changes: [{ ...change, messages }] }))).toEqual([]);
    }
    const states = async () => (await Promise.all(ids.map(at.row))).map(({ state, attempt }) => [state, attempt]);
    expect(await states()).toEqual(ids.map(() => ['failed', 1]));
    await at.change(await at.incident(30), channelOpened('C30', 'x'));
    expect(await states()).toEqual(ids.map(() => ['ready', 0]));
  });

  it('are not tried again because something else goes on', async () => {
    await at.change(await at.declare(31), channelOpened('C31', 'x'));
    await at.attempt('inc-31.card.show', failed);
    await at.attempt('inc-31.4.slack.invite', done);
    expect(await at.row('inc-31.card.show')).toMatchObject({ state: 'failed', error: failed.error });
    expect((await message('inc-31.card')).wanted_seq).toBe(2);
  });
});
