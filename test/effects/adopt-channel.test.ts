import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';

let bench: PlaygroundBench;
beforeAll(async () => {
  bench = await openPlayground();
});
afterAll(() => bench.close());

const create = (channel: string) => bench.slack.changeChannel({ op: 'create', user: 'ana', channel });

/** Declares an incident in that channel, for that channel. Returns its number. */
async function declareHere(where: string, title: string): Promise<number> {
  const seen = await bench.slack.command('ana', where, `incident declare anyway here sev2 ${title}`);
  await bench.slack.settle();
  return Number(/INC-(\d+)/.exec(JSON.stringify(seen.response))?.[1]);
}

async function channelOf(number: number): Promise<string | undefined> {
  return (await bench.slack.channels()).find(({ name }) => name.startsWith(`inc-${number}`))?.name;
}

const pinnedIn = async (where: string) => (await bench.slack.posts(where)).filter(({ pinned }) => pinned).length;

describe('an incident declared for the channel it is declared in', () => {
  it('has that channel, with the card in it; its name and its topic stay what people made them', async () => {
    await create('war-room');
    const number = await declareHere('war-room', 'the talk began before');
    expect(await pinnedIn('war-room')).toBe(1);
    expect(await channelOf(number)).toBeUndefined();
    const channel = (await bench.slack.channels()).find(({ name }) => name === 'war-room');
    expect(channel?.topic).toBe('');
    const shown = await bench.slack.command('ana', 'war-room', 'incident show');
    expect(JSON.stringify(shown.response)).toContain('the talk began before');
  });

  it('is refused where the channel is another incident’s already', async () => {
    const seen = await bench.slack.command('ben', 'war-room', 'incident declare anyway here sev3 a second one');
    expect(JSON.stringify(seen.response)).toContain('this channel belongs to another incident already');
  });

  it('gets one of its own where it was declared in a room of the policy', async () => {
    const number = await declareHere('incident-room', 'not in the room');
    expect(await channelOf(number)).toBe(`inc-${number}-not-in-the-room`);
    expect(await pinnedIn('incident-room')).toBe(0);
  });

  it('gets one of its own where people of another company read along', async () => {
    await create('with-partner');
    await bench.slack.changeChannel({ op: 'invite', user: 'ana', channel: 'with-partner', who: 'pax' });
    const number = await declareHere('with-partner', 'not for partners');
    expect(await channelOf(number)).toBe(`inc-${number}-not-for-partners`);
    expect(await bench.slack.posts('with-partner')).toEqual([]);
  });

  it('by two people in the same moment: one of them has it, the other gets one of its own', async () => {
    await create('twice');
    const titles = ['first of two', 'second of two'];
    const answers = await Promise.all(
      titles.map((title, index) =>
        bench.slack.command(index === 0 ? 'ana' : 'ben', 'twice', `incident declare anyway here sev3 ${title}`),
      ),
    );
    await bench.slack.advance('1m');
    const stored = answers.filter(({ response }) => JSON.stringify(response).includes('is stored'));
    const own = (await bench.slack.channels()).filter(({ name }) => name.endsWith('-of-two'));
    expect(await pinnedIn('twice')).toBe(1);
    expect(own).toHaveLength(stored.length - 1);
  });

  it('is refused for a private one: who is in the channel would know of it', async () => {
    await create('not-private');
    const seen = await bench.slack.command('ana', 'not-private', 'incident declare private here sev2 secret');
    expect(JSON.stringify(seen.response)).toContain('a private incident gets a channel of its own');
  });
});
