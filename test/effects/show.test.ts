import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';

let bench: PlaygroundBench;

beforeAll(async () => {
  bench = await openPlayground();
});
afterAll(() => bench.close());

/** Declares an incident and returns its name. */
async function declare(title: string, severity = 'sev3'): Promise<string> {
  const { response } = await bench.slack.command('ana', 'incidents', `incident declare ${severity} anyway ${title}`);
  await bench.slack.settle();
  return /INC-\d+/.exec(response?.text ?? '')?.[0] ?? '';
}

it('a card whose edit lost its answer shows the newest state, also when that is what stood there before', async () => {
  const { slack } = bench;
  const full = { vendor: 'slack', method: 'pins.add', fault: 'refuse', error: 'too_many_pins' } as const;
  await slack.fault(full);
  await declare('edits get lost');
  const channel = (await slack.channels()).find((one) => one.name.endsWith('edits-get-lost'))?.id ?? '';
  const card = async () => (await slack.posts(channel))[0];
  const failed = JSON.stringify((await card())?.blocks);
  expect(failed).toContain('failed: pin');

  await slack.fault(full);
  await slack.fault({ vendor: 'slack', method: 'chat.update', match: 'waiting: pin', fault: 'error_after' });
  await slack.press('ana', { channel, ts: (await card())?.ts ?? '' }, 'incident.retry');
  await slack.settle();
  for (const time of ['15s', '15s', '1m']) await slack.advance(time);
  const calls = await slack.log();
  expect(
    calls.filter((call) => call.fault === 'error_after'),
    'the edit whose answer was lost',
  ).toHaveLength(1);
  expect(JSON.stringify((await card())?.blocks)).toContain('failed: pin');
  expect(JSON.stringify((await card())?.blocks)).not.toContain('waiting');
});

it('a room the bot was taken out of is joined again for the next post', async () => {
  const { slack } = bench;
  for (const room of ['incidents', 'incident-room']) {
    await slack.changeChannel({ op: 'kick_bot', user: 'ana', channel: room });
  }
  await declare('nobody home');
  await slack.advance('1m');
  for (const room of ['incidents', 'incident-room']) {
    expect((await slack.posts(room)).map((post) => post.text)).toEqual(
      expect.arrayContaining([expect.stringContaining('nobody home')]),
    );
  }
});

it('what failed before there was a card is shown by show, with the way to try again', async () => {
  const { slack } = bench;
  await slack.fault({ vendor: 'slack', method: 'conversations.create', fault: 'refuse', error: 'restricted_action' });
  const declared = await slack.command('ana', 'incidents', 'incident declare sev3 no room at all');
  const number = /INC-(\d+)/.exec(declared.response?.text ?? '')?.[1] ?? '';
  await slack.settle();
  const shown = await slack.command('ana', 'incidents', `incident show ${number}`);
  expect(JSON.stringify(shown.response)).toMatch(
    /failed: channel \(`restricted_action`: a workspace admin has to allow it\)/,
  );
  const ts = z.object({ ts: z.string() }).parse(shown.response).ts;
  const pressed = await slack.press('ana', { channel: 'incidents', ts }, 'incident.retry');
  expect(pressed.error).toBeUndefined();
  await slack.settle();
  expect((await slack.channels()).map((channel) => channel.name)).toContain(`inc-${number}-no-room-at-all`);
});

it('after a time without posts tells nobody what is not wanted of them any more, nor how things stood', async () => {
  const { slack } = bench;
  for (const number of [1, 2, 3])
    await slack.command('ana', 'incidents', `incident cancel INC-${number} because it was a test`);
  const name = await declare('a time of silence', 'sev2');
  const posts = async () => {
    const channels = await Promise.all((await slack.channels()).map(({ id }) => slack.posts(id)));
    return channels.flat().flatMap(({ key }) => (key && /\.(?:status|reminder|miss)\./.test(key) ? [key] : []));
  };
  const before = (await posts()).filter((key) => key.startsWith(name.toLowerCase()));
  await slack.fault({ vendor: 'slack', method: 'chat.postMessage', fault: 'error_before', times: 'forever' });
  await slack.advance('25m');
  await slack.command('ana', 'incidents', `incident resolve ${name} because nothing is broken`);
  await slack.settle();
  await slack.clearFaults();
  await slack.advance('5m');
  const after = (await posts()).filter((key) => key.startsWith(name.toLowerCase()));
  expect(after.toSorted()).toEqual(before.toSorted());
});

it('a reminder whose answer was lost is found, and says that it is over, where that came first', async () => {
  const { slack } = bench;
  await slack.fault({
    vendor: 'slack',
    method: 'chat.postMessage',
    match: '.reminder.',
    fault: 'error_after',
    times: 2,
  });
  const name = await declare('asked and answered', 'sev2');
  await slack.command('ana', 'incidents', `incident ack ${name}`);
  for (const time of ['15s', '15s', '1m']) await slack.advance(time);
  const own = (await slack.channels()).find((one) => one.name.endsWith('asked-and-answered'))?.id ?? '';
  const reminders = (await slack.posts(own)).filter(({ key }) => key?.includes('.reminder.'));
  expect(reminders.map(({ text }) => text)).toEqual([expect.stringContaining('Done by')]);
  const lost = (await slack.log()).filter(
    ({ fault, method }) => fault === 'error_after' && method === 'chat.postMessage',
  );
  expect(lost.length, 'posts whose answer was lost').toBe(2);
});
