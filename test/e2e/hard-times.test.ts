import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';

let bench: PlaygroundBench;

beforeAll(async () => {
  bench = await openPlayground({ patient: true });
});
afterAll(() => bench.close());

async function titlesIn(room: string): Promise<readonly string[]> {
  return (await bench.slack.posts(room)).map((post) => post.text);
}

const containing = (text: string) => expect.arrayContaining([expect.stringContaining(text)]);

describe('Slack asks for quiet in one channel', () => {
  it('and the posts of another are not held up', async () => {
    const { slack } = bench;
    await slack.fault({
      vendor: 'slack',
      method: 'chat.postMessage',
      channel: 'incidents',
      fault: 'rate_limit',
      retry_after: 300,
    });
    await slack.command('ana', 'incidents', 'incident declare sev2 quiet please');
    await slack.settle();
    expect(await titlesIn('incident-room')).toEqual(containing('quiet please'));
    expect(await titlesIn('incidents')).not.toEqual(containing('quiet please'));
    await slack.advance('5m');
    expect(await titlesIn('incidents')).toEqual(containing('quiet please'));
  });
});

describe('Slack is down for an hour', () => {
  it('what is still wanted then goes out, in order, once, in its newest state', async () => {
    const { slack } = bench;
    await slack.fault({ vendor: 'slack', fault: 'error_before', times: 'forever' });
    await slack.command('ana', 'incidents', 'incident declare sev1 first of the dark');
    await slack.command('ben', 'incidents', 'incident declare sev2 second of the dark');
    await slack.settle();
    for (let minutes = 0; minutes < 60; minutes += 10) await slack.advance('10m');
    const resolved = await slack.command('ana', 'incidents', 'incident resolve INC-3');
    expect(resolved.response?.text).toContain('INC-3');
    await slack.settle();
    expect(await titlesIn('incidents')).not.toEqual(containing('of the dark'));

    await slack.clearFaults();
    await slack.advance('1m');
    await slack.advance('1m');
    for (const room of ['incidents', 'incident-room']) {
      const posts = (await titlesIn(room)).filter((text) => text.includes('of the dark'));
      expect(posts.toSorted(), room).toEqual([
        expect.stringMatching(/INC-2.*(first.*Investigating|Investigating.*first)/),
        expect.stringMatching(/INC-3.*(second.*Resolved|Resolved.*second)/),
      ]);
    }
    const channels = (await slack.channels()).filter((channel) => channel.name.endsWith('of-the-dark'));
    expect(channels.map((one) => one.name).sort()).toEqual(['inc-2-first-of-the-dark', 'inc-3-second-of-the-dark']);
    const told = await titlesIn('inc-3-second-of-the-dark');
    expect(told, 'one incident in one channel: the card, then what came of resolving').toEqual([
      expect.stringContaining('second of the dark (Resolved'),
      expect.stringMatching(/^INC-3: \*Resolved/),
    ]);
  });
});

describe('what Slack refuses', () => {
  it('stands on the card as failed, and Retry sets it going again', async () => {
    const { slack } = bench;
    await slack.fault({ vendor: 'slack', method: 'pins.add', fault: 'refuse', error: 'too_many_pins' });
    await slack.command('ana', 'incidents', 'incident declare sev3 pins are full');
    await slack.settle();
    const [channel] = (await slack.channels()).filter((one) => one.name.endsWith('pins-are-full'));
    const home = channel?.id ?? '';
    const cardNow = async () => (await slack.posts(home))[0];
    expect(JSON.stringify((await cardNow())?.blocks)).toMatch(/failed: pin \(`too_many_pins`: unpin something\)/);

    const pressed = await slack.press('ana', { channel: home, ts: (await cardNow())?.ts ?? '' }, 'incident.retry');
    expect(pressed.error).toBeUndefined();
    await slack.settle();
    expect((await cardNow())?.pinned).toBe(true);
    expect(JSON.stringify((await cardNow())?.blocks)).not.toMatch(/failed/);
  });

  it('stands on the card also where somebody cannot be brought in of whom Slack did not say so in time', async () => {
    const { slack } = bench;
    await slack.fault({ vendor: 'slack', method: 'users.info', match: 'UOLE', fault: 'error_before' });
    await slack.command('ana', 'incidents', 'incident declare sev3 who left');
    await slack.settle();
    const [channel] = (await slack.channels()).filter((one) => one.name.endsWith('who-left'));
    const home = channel?.id ?? '';
    await slack.command('ana', home, 'incident assign commander @ole');
    await slack.settle();
    expect(await titlesIn(home)).toEqual(containing('<@UOLE> is incident commander'));
    const [card] = await slack.posts(home);
    expect(JSON.stringify(card?.blocks)).toMatch(/failed: adding people \(`cant_invite`: the account is deactivated/);
  });

  it('a name that somebody has already is not taken from them', async () => {
    const { slack } = bench;
    const next = (await slack.command('ana', 'general', 'incident declare sev4 counting')).response?.text ?? '';
    const number = Number(/INC-(\d+)/.exec(next)?.[1]) + 1;
    await slack.changeChannel({ op: 'rename', user: 'chen', channel: 'general', name: `inc-${number}-taken` });
    await slack.command('ana', 'incidents', 'incident declare sev4 taken');
    await slack.settle();
    const names = (await slack.channels()).map((channel) => channel.name);
    expect(names).toEqual(expect.arrayContaining([`inc-${number}-taken`, `inc-${number}-taken-2`]));
  });
});

describe('somebody deletes what the bot posted', () => {
  it('it is posted anew when there is something new to say', async () => {
    const { slack } = bench;
    await slack.command('ana', 'incidents', 'incident declare sev2 gone by hand');
    await slack.settle();
    const [post] = (await slack.posts('incident-room')).filter((one) => one.text.includes('gone by hand'));
    await slack.deleteMessage('incident-room', post?.ts ?? '');
    const number = /INC-(\d+)/.exec(post?.text ?? '')?.[1];
    await slack.command('ana', 'incidents', `incident resolve ${number}`);
    await slack.settle();
    const again = (await slack.posts('incident-room')).filter((one) => one.text.includes('gone by hand'));
    expect(again.map((one) => one.text)).toEqual([expect.stringContaining('Resolved')]);
  });
});
