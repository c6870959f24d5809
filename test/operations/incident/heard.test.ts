import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineActor } from '#src/domain/people.ts';
import { channelChanged } from '#src/operations/incident/hear-channel.ts';
import { messageDeleted, messageEdited } from '#src/operations/incident/hear-message.ts';
import { ana, captureRequested, channelOpened } from '#test/support/builders.ts';
import { channelOf, type OperationBench, operationBench } from '#test/support/operation-bench.ts';

let bench: OperationBench;
let deliveries = 0;
beforeAll(async () => {
  bench = await operationBench();
});
afterAll(() => bench.close());

const by = (actor: typeof ana | typeof engineActor = ana) => {
  deliveries += 1;
  return { actor, delivery: `heard-${deliveries}` };
};

async function withChannel(): Promise<number> {
  const { number } = await bench.failing();
  await bench.happens(number, channelOpened(channelOf(number)));
  return number;
}

describe('what becomes of the channel', () => {
  it('a new name is kept, once', async () => {
    const number = await withChannel();
    const renamed = { channel: channelOf(number), news: { what: 'renamed', name: 'bank-lines' } } as const;
    await channelChanged(bench.deps, renamed, by());
    await channelChanged(bench.deps, renamed, by());
    expect((await bench.incident(number)).channel?.name).toBe('bank-lines');
    expect((await bench.types(number)).filter((type) => type === 'channel-renamed')).toHaveLength(1);
  });

  it('what failed while it was archived goes again when it is not any more', async () => {
    const number = await withChannel();
    const channel = channelOf(number);
    await channelChanged(bench.deps, { channel, news: { what: 'archived', at: 1 } }, by());
    await bench.fail(`inc-${number}.card.show`);
    await channelChanged(bench.deps, { channel, news: { what: 'unarchived', at: 2 } }, by());
    expect((await bench.incident(number)).channel?.archived).toBe(false);
    const card = (await bench.store.workOf(`inc-${number}`)).find(({ id }) => id === `inc-${number}.card.show`);
    expect(card?.state).toBe('ready');
  });

  it.each([
    ['archived', ['archived 1', 'unarchived 2', 'archived 3'], true],
    ['archived, told in another order', ['archived 1', 'archived 3', 'unarchived 2'], true],
    ['open again, told before it was archived', ['unarchived 2', 'archived 1'], false],
    ['open again, told in another order', ['unarchived 4', 'archived 1', 'archived 3', 'unarchived 2'], false],
  ])('is %s: the newest counts, whatever comes late', async (_, order, archived) => {
    const number = await withChannel();
    for (const one of order) {
      const [what, at] = one.split(' ');
      const news = { what: what === 'archived' ? 'archived' : 'unarchived', at: Number(at) } as const;
      await channelChanged(bench.deps, { channel: channelOf(number), news }, by());
    }
    expect((await bench.incident(number)).channel?.archived).toBe(archived);
  });

  it('of a channel without an incident, nobody hears', async () => {
    expect(await channelChanged(bench.deps, { channel: 'CNONE', news: { what: 'archived', at: 1 } }, by())).toBeNull();
  });
});

describe('a message on timelines', () => {
  const message = { channel: 'CALERTS', ts: '5.5' };
  const captured = async () => {
    const number = await withChannel();
    await bench.happens(number, captureRequested(message));
    return number;
  };

  it('is edited and deleted on each of them, wherever it stands', async () => {
    const numbers = [await captured(), await captured()];
    const bystander = await withChannel();
    const before = await bench.types(bystander);
    await messageEdited(bench.deps, { message, text: 'as it is meant', at: 2 }, by());
    for (const number of numbers) {
      expect((await bench.store.events(`inc-${number}`)).at(-1)).toMatchObject({
        actor: { person: ana.person },
        event: { type: 'capture-edited', v: 2, data: { ...message, text: { body: 'as it is meant' }, editedAt: 2 } },
      });
    }
    await messageDeleted(bench.deps, message, by());
    for (const number of numbers) expect((await bench.incident(number)).captures).toEqual([]);
    expect(await bench.types(bystander)).toEqual(before);
  });

  it('is edited once, however often Slack tells, and not by an older edit', async () => {
    const number = await captured();
    const told = by();
    await messageEdited(bench.deps, { message, text: 'newest', at: 3 }, told);
    await messageEdited(bench.deps, { message, text: 'newest', at: 3 }, told);
    await messageEdited(bench.deps, { message, text: 'older', at: 2 }, by());
    expect((await bench.types(number)).filter((type) => type === 'capture-edited')).toHaveLength(1);
    await messageDeleted(bench.deps, message, by());
    expect(await messageEdited(bench.deps, { message, text: 'too late', at: 4 }, by())).toBeNull();
  });

  it('of ours that is deleted is off them, and is posted anew', async () => {
    const number = await withChannel();
    const key = `inc-${number}.card`;
    const card = { channel: channelOf(number), ts: '6.6' };
    await bench.shows(`${key}.show`, { key, was: null, ...card, seq: 1, hash: 'x' });
    await bench.happens(number, captureRequested(card));
    await messageDeleted(bench.deps, card, by(engineActor));
    expect((await bench.incident(number)).captures).toEqual([]);
    expect(await bench.store.messageAt(card)).toBeNull();
  });
});

describe('a message that somebody deleted', () => {
  it('is posted anew where it was one that must stand', async () => {
    const number = await withChannel();
    const key = `inc-${number}.card`;
    await bench.shows(`${key}.show`, { key, was: null, channel: channelOf(number), ts: '7.7', seq: 1, hash: 'x' });
    await messageDeleted(bench.deps, { channel: channelOf(number), ts: '7.7' }, by(engineActor));
    expect(await bench.store.messageAt({ channel: channelOf(number), ts: '7.7' })).toBeNull();
    const card = (await bench.store.workOf(`inc-${number}`)).find(({ id }) => id === `${key}.show`);
    expect(card?.state).toBe('ready');
  });

  it('changes nothing where it was anybody else’s', async () => {
    const number = await withChannel();
    const before = await bench.types(number);
    await messageDeleted(bench.deps, { channel: channelOf(number), ts: '8.8' }, by());
    expect(await bench.types(number)).toEqual(before);
  });
});
