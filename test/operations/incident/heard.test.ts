import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineActor } from '#src/domain/people.ts';
import { channelChanged } from '#src/operations/incident/hear-channel.ts';
import { messageDeleted } from '#src/operations/incident/hear-message.ts';
import { ana, channelOpened } from '#test/support/builders.ts';
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
    await channelChanged(bench.deps, { channel, news: { what: 'archived' } }, by());
    await bench.fail(`inc-${number}.card.show`);
    await channelChanged(bench.deps, { channel, news: { what: 'unarchived' } }, by());
    expect((await bench.incident(number)).channel?.archived).toBe(false);
    const card = (await bench.store.workOf(`inc-${number}`)).find(({ id }) => id === `inc-${number}.card.show`);
    expect(card?.state).toBe('ready');
  });

  it('of a channel without an incident, nobody hears', async () => {
    expect(await channelChanged(bench.deps, { channel: 'CNONE', news: { what: 'archived' } }, by())).toBeNull();
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
