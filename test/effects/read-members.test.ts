import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';

let bench: PlaygroundBench;
let channel = '';
beforeAll(async () => {
  bench = await openPlayground();
  await bench.slack.command('ana', 'incidents', 'incident declare private sev2 keys leaked');
  await bench.slack.settle();
  channel = (await bench.slack.channels()).find(({ name }) => name === 'inc-1')?.id ?? '';
});
afterAll(() => bench.close());

const change = (op: string, rest: object = {}) => bench.slack.changeChannel({ op, user: 'ana', channel, ...rest });

async function mayKnow(who: string): Promise<boolean> {
  await bench.slack.settle();
  const seen = await bench.slack.command(who, 'general', 'incident show INC-1');
  return JSON.stringify(seen.response).includes('keys leaked');
}

describe('who may know of a private incident', () => {
  it('is who is in its channel, however many come and go at once', async () => {
    const people = ['ben', 'chen', 'dora', 'emil'];
    await Promise.all(people.map((who) => change('invite', { who })));
    for (const who of people) expect(await mayKnow(who), who).toBe(true);
    await Promise.all(people.map((who) => change('kick', { who })));
    for (const who of people) expect(await mayKnow(who), who).toBe(false);
  });

  it('is who is in its channel also after the bot was out of it', async () => {
    await change('invite', { who: 'ben' });
    expect(await mayKnow('ben')).toBe(true);
    await change('kick_bot');
    await change('kick', { who: 'ben' });
    await change('invite', { who: 'chen' });
    await change('invite_bot');
    expect(await mayKnow('chen')).toBe(true);
    expect(await mayKnow('ben')).toBe(false);
    expect(await mayKnow('ana')).toBe(true);
  });

  it('hears nothing more from its channel once somebody made that public, and what was said once it is private again', async () => {
    const said = async (text: string) => (await bench.slack.posts(channel)).filter((one) => one.text.includes(text));
    await change('convert', { to: 'public' });
    await bench.slack.settle();
    await bench.slack.command('ana', channel, 'incident update nobody else may read this');
    await bench.slack.settle();
    expect(await said('This channel was made public')).toHaveLength(1);
    expect(await said('nobody else may read this')).toEqual([]);
    await change('join', { user: 'emil' });
    expect(await mayKnow('emil')).toBe(false);
    await change('leave', { user: 'emil' });
    await change('convert', { to: 'private' });
    await bench.slack.settle();
    expect(await said('nobody else may read this')).toHaveLength(1);
  });

  it('hears nothing more either of what was on its way when somebody made it public', async () => {
    const posting = { vendor: 'slack', method: 'chat.postMessage', match: 'slackens' } as const;
    await bench.slack.fault({ ...posting, fault: 'error_before' });
    await bench.slack.command('ana', channel, 'incident mitigation apply a brake that slackens');
    await bench.slack.settle();
    await change('convert', { to: 'public' });
    await bench.slack.settle();
    await bench.slack.advance('2m');
    const posts = (await bench.slack.log()).filter((call) => call.method === 'chat.postMessage');
    const telling = posts.filter((call) => JSON.stringify(call.args).includes('brake that slackens'));
    expect(telling.map((call) => call.fault)).toEqual(['error_before']);
    await change('convert', { to: 'private' });
    await bench.slack.settle();
  });

  it('who was taken out is not brought back by what is tried again', async () => {
    await bench.slack.fault({
      vendor: 'slack',
      method: 'conversations.invite',
      match: 'UDORA',
      fault: 'refuse',
      error: 'ura_max_channels',
    });
    await bench.slack.command('ana', channel, 'incident assign scribe @dora');
    await bench.slack.settle();
    await change('invite', { who: 'dora' });
    await bench.slack.command('ana', channel, 'incident assign scribe nobody');
    await change('kick', { who: 'dora' });
    expect(await mayKnow('dora')).toBe(false);
    await change('kick_bot');
    await change('invite_bot');
    expect(await mayKnow('dora')).toBe(false);
  });
});
