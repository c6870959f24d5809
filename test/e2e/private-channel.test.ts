import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';
import { deliverEvent, type Talk, talkIn } from '#test/support/talk.ts';

let bench: PlaygroundBench;
let talk: Talk;
let deliveries = 0;
beforeAll(async () => {
  bench = await openPlayground();
  talk = talkIn(bench.playground.url);
});
afterAll(() => bench.close());

const lastWord = 'This channel was made public';

/** A private incident of its own, and what can be done with its channel. */
async function hidden() {
  const { slack } = bench;
  const known = new Set((await slack.channels()).map(({ id }) => id));
  const seen = await slack.command('ana', 'incidents', 'incident declare anyway private sev2 worker keys leaked');
  const number = /INC-\d+/.exec(seen.response?.text ?? '')?.[0] ?? '';
  await slack.settle();
  const id = (await slack.channels()).find((one) => !known.has(one.id))?.id ?? '';
  const find = async () => (await slack.channels()).find((one) => one.id === id);
  const change = (op: string, rest: object = {}) => slack.changeChannel({ op, user: 'ana', channel: id, ...rest });
  const incident = async (text: string) => {
    const [verb, ...rest] = text.split(' ');
    return slack.command('ana', 'general', `incident ${verb} ${number} ${rest.join(' ')}`);
  };
  return {
    id,
    number,
    change,
    incident,
    async turn(to: 'public' | 'private') {
      await change('convert', { to });
      await slack.settle();
    },
    /** Slack does not tell us, or not yet. */
    turnUnheard(to: 'public' | 'private') {
      const channel = bench.playground.workspace.state.channels.get(id);
      if (channel) channel.kind = to;
    },
    /** Slack tells us that it was turned `at` seconds. */
    async hear(to: 'public' | 'private', at: number) {
      deliveries += 1;
      const ts = at.toFixed(6);
      const told = {
        type: 'message',
        subtype: `channel_convert_to_${to}`,
        channel: id,
        user: 'UANA',
        ts,
        event_ts: ts,
      };
      const url = bench.playground.bot.url() ?? '';
      const delivery = { id: `EvTURN${deliveries}`, at: Date.now() };
      expect(await deliverEvent(url, 'playground-signing-secret', { ...told, text: 'turned' }, delivery)).toBe(200);
      await slack.settle();
    },
    async note(text: string) {
      const noted = await incident(`note ${text}`);
      await slack.settle();
      return noted;
    },
    posted: async (text: string) => (await slack.posts(id)).filter((one) => JSON.stringify(one).includes(text)).length,
    topic: async () => (await find())?.topic ?? '',
    isInside: async () => (await find())?.members.includes('UAPGMSBOT') ?? false,
    mayKnow: async (who: string) => {
      await slack.settle();
      const shown = await slack.command(who, 'general', `incident show ${number}`);
      return JSON.stringify(shown.response).includes('keys leaked');
    },
  };
}

describe('of a private incident nothing is said in its channel', () => {
  it('that is public, in whichever order Slack tells how it became so', async () => {
    const room = await hidden();
    room.turnUnheard('public');
    await room.hear('public', 1);
    await room.hear('public', 3);
    await room.hear('private', 2);
    await room.note('kept to ourselves');
    expect(await room.posted('kept to ourselves')).toBe(0);
    expect(await room.posted(lastWord)).toBe(1);
    room.turnUnheard('private');
    await room.hear('private', 4);
    expect(await room.posted('kept to ourselves')).toBe(1);
  });

  it('that is public before Slack tells so: it says the one thing it may', async () => {
    const room = await hidden();
    room.turnUnheard('public');
    await room.note('kept to ourselves');
    await room.incident('severity sev1 because it grows');
    await bench.slack.settle();
    expect(await room.posted('kept to ourselves')).toBe(0);
    expect(await room.posted('it grows')).toBe(0);
    expect(await room.topic()).toContain('SEV2');
    expect(await room.posted(lastWord)).toBe(1);
    await room.turn('private');
    expect(await room.posted('kept to ourselves')).toBe(1);
    expect(await room.posted('it grows')).toBe(1);
    expect(await room.topic()).toContain('SEV1');
  });

  it('that was made public while the bot was out of it, and the bot does not come in by itself', async () => {
    const room = await hidden();
    await room.change('kick_bot');
    await room.turn('public');
    await room.note('kept to ourselves');
    await room.incident('assign scribe @chen');
    await bench.slack.advance('5m');
    expect(await room.isInside()).toBe(false);
    expect(await room.posted('kept to ourselves')).toBe(0);
    await room.change('invite_bot');
    await bench.slack.settle();
    expect(await room.posted(lastWord)).toBe(1);
    await room.note('nor this');
    await bench.slack.advance('5m');
    expect(await room.posted('kept to ourselves')).toBe(0);
    expect(await room.posted('nor this')).toBe(0);
    await room.turn('private');
    expect(await room.posted('kept to ourselves')).toBe(1);
    expect(await room.posted('nor this')).toBe(1);
  });

  it('also where its files are about to be shared: who asked for them is told there once it is private again', async () => {
    const room = await hidden();
    await bench.slack.fault({
      ...{ vendor: 'slack', method: 'files.completeUploadExternal', fault: 'rate_limit', retry_after: 20 },
    });
    await room.incident('timeline export');
    await bench.slack.settle();
    room.turnUnheard('public');
    await bench.slack.advance('1m');
    expect(await talk.files(room.id)).toEqual([]);
    await room.turn('private');
    expect(await room.posted('failed: export')).toBe(1);
    expect(await talk.files(room.id)).toEqual([]);
    await room.incident('timeline export');
    await bench.slack.settle();
    expect(await talk.files(room.id)).toHaveLength(2);
  });
});

describe('once its channel is private', () => {
  it('it goes on there, though Slack tells late that it was public before', async () => {
    const room = await hidden();
    await room.hear('private', 5);
    await room.hear('public', 4);
    await room.note('among ourselves');
    expect(await room.posted('among ourselves')).toBe(1);
    expect(await room.posted(lastWord)).toBe(0);
  });

  it('it goes on there when the bot is brought back in, which heard nothing of it', async () => {
    const room = await hidden();
    await room.turn('public');
    await room.note('still to be told');
    await room.change('kick_bot');
    await room.turn('private');
    expect(await room.posted('still to be told')).toBe(0);
    await room.change('invite_bot');
    await bench.slack.settle();
    expect(await room.posted('still to be told')).toBe(1);
  });

  it('everything is told there that was on its way, held, or held anew', async () => {
    const room = await hidden();
    const busy = { vendor: 'slack', method: 'chat.postMessage', fault: 'rate_limit', retry_after: 20 } as const;
    await bench.slack.fault({ ...busy, match: room.id });
    await room.note('on its way');
    await room.change('convert', { to: 'public' });
    await bench.slack.advance('2m');
    await room.note('held');
    expect(await room.posted('on its way')).toBe(0);
    await bench.slack.fault({ ...busy, match: room.id });
    await room.turn('private');
    await room.turn('public');
    await bench.slack.advance('2m');
    expect(await room.posted('held')).toBe(0);
    await room.turn('private');
    await bench.slack.advance('2m');
    expect(await room.posted('on its way')).toBe(1);
    expect(await room.posted('held')).toBe(1);
  });

  it('who asked meanwhile to be let in, and who had asked before, is seen there', async () => {
    const room = await hidden();
    await bench.slack.fault({
      ...{ vendor: 'slack', method: 'chat.postMessage', match: 'an audit', fault: 'rate_limit', retry_after: 20 },
    });
    await bench.slack.command('ben', 'general', `incident access ${room.number} because of an audit`);
    await bench.slack.settle();
    await room.turn('public');
    await bench.slack.command('chen', 'general', `incident access ${room.number} because of a review`);
    await bench.slack.advance('2m');
    expect(await room.posted('an audit')).toBe(0);
    await room.turn('private');
    expect(await room.posted('an audit')).toBe(1);
    expect(await room.posted('a review')).toBe(1);
  });

  it('what came of resolving it stands there, and its topic says so', async () => {
    const room = await hidden();
    await room.turn('public');
    await room.incident('resolve because the keys are new');
    await bench.slack.settle();
    await room.turn('private');
    expect(await room.posted('Resolved')).toBeGreaterThan(0);
    expect(await room.topic()).toContain('Resolved');
  });

  it('who came in while it was public is inside, so they may know of it; who left again may not', async () => {
    const room = await hidden();
    await room.turn('public');
    for (const user of ['ben', 'chen']) await room.change('join', { user });
    await room.change('leave', { user: 'chen' });
    expect(await room.mayKnow('ben')).toBe(false);
    await room.turn('private');
    expect(await room.mayKnow('ben')).toBe(true);
    expect(await room.mayKnow('chen')).toBe(false);
    const timeline = JSON.stringify((await room.incident('timeline')).response);
    expect(timeline.indexOf('<@UBEN> may know')).toBeGreaterThan(-1);
  });
});
