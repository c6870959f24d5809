import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';
import { deliverEvent, type Talk, talkIn } from '#test/support/talk.ts';

let bench: PlaygroundBench;
let talk: Talk;
/** Of the incident all of this is about. */
let channel = '';

beforeAll(async () => {
  bench = await openPlayground({ patient: true });
  talk = talkIn(bench.playground.url);
  channel = await declared('incident declare sev2 api-gateway bank-lines returns 500');
});
afterAll(() => bench.close());

let newest = 0;

/** Declares an incident and returns its channel; `newest` is its number. */
async function declared(text: string): Promise<string> {
  const before = new Set((await bench.slack.channels()).map(({ id }) => id));
  const seen = await bench.slack.command('ana', 'incidents', text);
  expect(JSON.stringify(seen.response)).toContain('is stored');
  newest = Number(/INC-(\d+)/.exec(seen.response?.text ?? '')?.[1]);
  await bench.slack.settle();
  return (await bench.slack.channels()).find(({ id }) => !before.has(id))?.id ?? '';
}

/** What Ana reads who asks for the timeline in its channel. */
async function timeline(where = channel, words = ''): Promise<string> {
  await bench.slack.settle();
  const seen = await bench.slack.command('ana', where, `incident timeline ${words}`.trim());
  return JSON.stringify(seen.response?.blocks ?? seen);
}

describe('a message with 📌 in an incident’s channel', () => {
  it('is on the timeline with its author, its own time, its files and where it stands', async () => {
    const files = [{ name: 'trace.txt', content: 'at line 1' }];
    const ts = await talk.say('chen', channel, 'the pool of <prod> is dry & done', { files });
    await bench.slack.advance('3m');
    await talk.pin('ben', channel, ts);
    const shown = await timeline();
    expect(shown).toContain(`<!date^${Math.floor(Number(ts))}^`);
    expect(shown).toContain('by <@UCHEN>, captured by <@UBEN>');
    expect(shown).toContain('the pool of &lt;prod&gt; is dry &amp; done');
    expect(shown).toContain('trace.txt');
    expect(shown).toMatch(/<http[^|>]*\/archives\/[^|>]*\|Message>/);
  });

  it('is answered to whoever put it there, and to nobody else', async () => {
    const ts = await talk.say('chen', channel, 'worth a sign');
    const signs = async (who: string) =>
      (await bench.slack.messages(channel, who)).filter((one) => one.text.startsWith('*On the timeline of INC-1:*'));
    const before = [(await signs('ana')).length, (await signs('chen')).length];
    await talk.pin('ana', channel, ts);
    await bench.slack.settle();
    expect([(await signs('ana')).length, (await signs('chen')).length]).toEqual([(before[0] ?? 0) + 1, before[1]]);
  });

  it('is there once, and answered once, however often Slack says so', async () => {
    const ts = await talk.say('chen', channel, 'said but once');
    const whispers = async () =>
      (await bench.slack.messages(channel, 'ana')).filter((one) => one.text.startsWith('*On the timeline of')).length;
    const before = await whispers();
    await talk.pin('ana', channel, ts, { delivery_times: 3 });
    expect((await timeline()).split('said but once')).toHaveLength(2);
    expect(await whispers()).toBe(before + 1);
  });

  it('stays while one of two people pins it, and goes with the last: whoever takes theirs off is told which', async () => {
    const whispered = async (who: string) => {
      await bench.slack.settle();
      return (await bench.slack.messages(channel, who)).filter((one) => /^\*(?:Still|Not) on the/.test(one.text)).at(-1)
        ?.text;
    };
    const ts = await talk.say('chen', channel, 'pinned by two');
    await talk.pin('ana', channel, ts);
    await talk.pin('chen', channel, ts);
    expect(await timeline()).toContain('captured by <@UANA> and <@UCHEN>');
    await talk.unpin('ana', channel, ts);
    expect(await timeline()).toContain('pinned by two');
    expect(await whispered('ana')).toMatch(/^\*Still on the timeline of INC-1:/);
    await talk.unpin('chen', channel, ts);
    expect(await timeline()).not.toContain('pinned by two');
    expect(await whispered('chen')).toMatch(/^\*Not on the timeline of INC-1 any more:/);
  });

  it('shows what its author makes of it', async () => {
    const ts = await talk.say('chen', channel, 'as it was at first');
    await talk.pin('ben', channel, ts);
    await bench.slack.settle();
    await talk.edit('chen', channel, ts, 'as it is meant');
    const shown = await timeline();
    expect(shown).toContain('as it is meant');
    expect(shown).toContain('edited <!date');
    expect(shown).not.toContain('as it was at first');
  });

  it.each([
    ['alone', false],
    ['above its thread', true],
  ])('that is deleted %s is off the timeline', async (name, answered) => {
    const ts = await talk.say('chen', channel, `deleted ${name}`);
    if (answered) await talk.say('ben', channel, 'an answer', { thread_ts: ts });
    await talk.pin('ben', channel, ts);
    expect(await timeline()).toContain(`deleted ${name}`);
    await talk.erase('chen', channel, ts);
    expect(await timeline()).not.toContain(`deleted ${name}`);
  });

  it('within a thread is found there', async () => {
    const parent = await talk.say('chen', channel, 'what do we see');
    const ts = await talk.say('ben', channel, 'errors within a thread', { thread_ts: parent });
    await talk.pin('ana', channel, ts);
    expect(await timeline()).toContain('errors within a thread');
  });

  it('of a guest, of somebody of another workspace, or of another kind, is none', async () => {
    await bench.slack.changeChannel({ op: 'invite', user: 'ana', channel, who: 'gus' });
    const ts = await talk.say('chen', channel, 'pinned by guests alone');
    await talk.pin('gus', channel, ts);
    await bench.slack.changeChannel({ op: 'invite', user: 'ana', channel, who: 'pax' });
    await talk.pin('pax', channel, ts);
    await talk.react('ben', channel, ts, 'eyes');
    expect(await timeline()).not.toContain('pinned by guests alone');
  });

  it('that is told of in the wrong order is not there', async () => {
    const ts = await talk.say('chen', channel, 'on and off again');
    const event = { user: 'UBEN', reaction: 'pushpin', item: { type: 'message', channel, ts }, item_user: 'UCHEN' };
    const url = bench.playground.bot.url() ?? '';
    for (const [id, type, event_ts] of [
      ['EvLATE1', 'reaction_removed', `${Number(ts) + 2}`],
      ['EvLATE2', 'reaction_added', `${Number(ts) + 1}`],
    ] as const) {
      const to = { id, at: Date.now() };
      expect(await deliverEvent(url, 'playground-signing-secret', { type, ...event, event_ts }, to)).toBe(200);
    }
    expect(await timeline()).not.toContain('on and off again');
  });

  it('edited twice, of which Slack tells in the wrong order, reads as it was left', async () => {
    const ts = await talk.say('chen', channel, 'as it was said');
    await talk.pin('ben', channel, ts);
    await bench.slack.settle();
    const url = bench.playground.bot.url() ?? '';
    for (const [id, text, after] of [
      ['EvEDIT2', 'as it was left', 2],
      ['EvEDIT1', 'as it was for a moment', 1],
    ] as const) {
      const event_ts = `${Math.floor(Number(ts)) + after}.000000`;
      const message = { type: 'message', user: 'UCHEN', text, ts, edited: { user: 'UCHEN', ts: event_ts } };
      const previous_message = { type: 'message', user: 'UCHEN', text: 'as it was said', ts };
      const event = { type: 'message', subtype: 'message_changed', channel, message, previous_message, event_ts };
      const to = { id, at: Date.now() };
      expect(await deliverEvent(url, 'playground-signing-secret', event, to)).toBe(200);
    }
    const shown = await timeline();
    expect(shown).toContain('as it was left');
    expect(shown).not.toContain('for a moment');
  });

  it('of somebody of whom Slack does not say in time who they are is taken in at the next try', async () => {
    const ts = await talk.say('chen', channel, 'pinned by a stranger');
    await bench.slack.fault({ vendor: 'slack', method: 'users.info', match: 'UDORA', fault: 'error_before' });
    await talk.pin('dora', channel, ts);
    const shown = await timeline();
    expect(shown).toContain('pinned by a stranger');
    expect(shown).toContain('captured by <@UDORA>');
  });

  it('elsewhere is no business of ours', async () => {
    const ts = await talk.say('chen', 'incidents', 'pinned in a room');
    await talk.pin('ben', 'incidents', ts);
    expect(await timeline()).not.toContain('pinned in a room');
  });
});

describe('the shortcut of a message', () => {
  it('puts it on the timeline of the channel it stands in, whoever takes the pin off', async () => {
    const ts = await talk.say('chen', channel, 'by the shortcut');
    const seen = await talk.shortcutOn('ben', channel, ts, 'incident.capture');
    expect(seen.view).toBeNull();
    await bench.slack.settle();
    const told = (await bench.slack.messages(channel, 'ben')).filter(
      ({ only_visible_to }) => only_visible_to === 'ben',
    );
    expect(told.at(-1)?.text).toContain('On the timeline of INC-1');
    await talk.pin('ana', channel, ts);
    await talk.unpin('ana', channel, ts);
    expect(await timeline()).toContain('by the shortcut');
  });

  it('asks elsewhere which incident it belongs to', async () => {
    const ts = await talk.say('chen', 'ops-alerts', 'the alert that began it');
    const seen = await talk.shortcutOn('ben', 'ops-alerts', ts, 'incident.capture');
    const view = seen.view?.id ?? '';
    expect(await talk.choices('ben', view, 'incident.menu')).toEqual(['1']);
    await bench.slack.submit('ben', view, { incident: '1' });
    expect(await timeline()).toContain('the alert that began it');
  });

  it('keeps what stands elsewhere as it reads there, on every timeline it is on, until it is deleted', async () => {
    const other = await declared('incident declare sev4 the alerts are late');
    const ts = await talk.say('chen', 'ops-alerts', 'latency is 3 s');
    for (const incident of ['1', String(newest)]) {
      const view = (await talk.shortcutOn('ben', 'ops-alerts', ts, 'incident.capture')).view?.id ?? '';
      await talk.choices('ben', view, 'incident.menu');
      await bench.slack.submit('ben', view, { incident });
      await bench.slack.settle();
    }
    await talk.edit('chen', 'ops-alerts', ts, 'latency is 9 s');
    for (const place of [channel, other]) {
      const shown = await timeline(place);
      expect(shown).toContain('latency is 9 s');
      expect(shown).not.toContain('latency is 3 s');
    }
    await talk.erase('chen', 'ops-alerts', ts);
    for (const place of [channel, other]) expect(await timeline(place)).not.toContain('latency is 9 s');
  });
});

describe('a message that is deleted while the form asks which incident it belongs to', () => {
  it('is not on its timeline, as if it were deleted afterwards', async () => {
    const ts = await talk.say('chen', 'ops-alerts', 'gone before it was kept');
    const view = (await talk.shortcutOn('ben', 'ops-alerts', ts, 'incident.capture')).view?.id ?? '';
    await talk.choices('ben', view, 'incident.menu');
    await talk.erase('chen', 'ops-alerts', ts);
    expect((await bench.slack.submit('ben', view, { incident: '1' })).ok).toBe(true);
    expect(await timeline()).not.toContain('gone before it was kept');
  });
});

describe('a note', () => {
  it('stands at the time it is about', async () => {
    await bench.slack.command('ana', channel, 'incident note 2h ago the certificate ran out');
    await bench.slack.command('ben', channel, 'incident note 2 nodes are down');
    const shown = await timeline(channel, 'page 99');
    expect(shown.indexOf('certificate')).toBeLessThan(shown.indexOf('Declared'));
    expect(await timeline()).toContain('2 nodes are down');
  });

  it('is told in the channel in small print, and briefly to whoever wrote it', async () => {
    const { response } = await bench.slack.command('ana', channel, 'incident note the standby took over');
    expect(JSON.stringify(response?.blocks)).toContain(
      '*INC-1: your note is stored.* All of it: `/apgms incident timeline INC-1`',
    );
    await bench.slack.settle();
    const told = (await bench.slack.messages(channel, 'chen')).filter((one) =>
      one.text.includes('the standby took over'),
    );
    expect(told).toHaveLength(1);
    expect(told[0]?.blocks).toMatchObject([
      { type: 'context', elements: [{ text: '*Note* by <@UANA>: the standby took over' }] },
    ]);
  });

  it('can be filled in, but not for a time still to come', async () => {
    const { view } = await bench.slack.command('ana', channel, 'incident note');
    const soon = Math.floor(Date.now() / 1_000) + 7 * 86_400;
    await bench.slack.submit('ana', view?.id ?? '', { text: 'from the form', at: String(soon) });
    expect(JSON.stringify(await bench.slack.views('ana'))).toContain('that moment is still to come');
    await bench.slack.submit('ana', view?.id ?? '', { text: 'from the form', at: '' });
    expect(await timeline()).toContain('from the form');
  });

  it('of a guest is refused', async () => {
    const seen = await bench.slack.command('gus', channel, 'incident note let me in');
    expect(JSON.stringify(seen.response)).toMatch(/may not|guest|only/i);
    expect(await timeline()).not.toContain('let me in');
  });
});

describe('the files', () => {
  it('are the timeline and the status entry, named as the runbooks name them', async () => {
    await bench.slack.command('ana', channel, 'incident update customers: Bank feeds are late.');
    const { response } = await bench.slack.command('ana', channel, 'incident timeline export');
    expect(JSON.stringify(response)).toContain('being written');
    await bench.slack.settle();
    const files = await talk.files(channel);
    const document = files.find(({ name }) => /^\d{4}-\d\d-\d\d-bank-lines-returns-500\.md$/.test(name));
    const entry = files.find(({ name }) => name === 'INC-1.md');
    expect(document?.content).toContain('captured by Ben Okafor');
    expect(document?.content).toContain('by Chen Wei');
    expect(document?.content).toContain('the certificate ran out');
    expect(document?.content).not.toMatch(/\bU[A-Z]{3,}\b/);
    expect(entry?.content).toContain('Bank feeds are late.');
    expect(entry?.content).not.toMatch(/Ben|Ana|Chen|certificate|bank-lines/);
  });

  it('are shared once, also when nobody heard how it ended', async () => {
    const before = (await talk.files(channel)).length;
    await bench.slack.fault({ vendor: 'slack', method: 'files.completeUploadExternal', fault: 'error_after' });
    await bench.slack.command('ana', channel, 'incident timeline export');
    await bench.slack.settle();
    for (const time of ['15s', '15s', '1m']) await bench.slack.advance(time);
    expect(await talk.files(channel)).toHaveLength(before + 2);
  });
});

describe('a message of ours', () => {
  it('that somebody deletes stands again', async () => {
    const [card] = (await bench.slack.posts(channel)).filter(({ pinned }) => pinned);
    await talk.erase('ana', channel, card?.ts ?? '');
    await bench.slack.settle();
    const [again] = (await bench.slack.posts(channel)).filter(({ pinned }) => pinned);
    expect(again?.text).toBe(card?.text);
    expect(again?.ts).not.toBe(card?.ts);
  });

  it('that we renew is no edit of anybody', async () => {
    const [card] = (await bench.slack.posts(channel)).filter(({ pinned }) => pinned);
    await talk.pin('ben', channel, card?.ts ?? '');
    await bench.slack.settle();
    await bench.slack.command('ana', channel, 'incident severity sev1');
    await bench.slack.settle();
    expect(await timeline()).toMatch(/Message>\* by <@UAPGMSBOT>, captured by <@UBEN>/);
  });
});

describe('the channel of an incident', () => {
  it('renamed, archived and unarchived: the timeline says so, and by whom', async () => {
    const place = await declared('incident declare sev4 the lamp is out');
    await bench.slack.changeChannel({ op: 'rename', user: 'ana', channel: place, name: 'lamp-is-out' });
    await bench.slack.changeChannel({ op: 'archive', user: 'ben', channel: place });
    await bench.slack.changeChannel({ op: 'unarchive', user: 'ana', channel: place });
    const shown = await timeline(channel, `INC-${newest}`);
    expect(shown).toContain('Channel renamed to #lamp-is-out');
    expect(shown).toContain('Channel archived by <@UBEN>');
    expect(shown).toContain('Channel unarchived by <@UANA>');
  });
});

describe('a private incident', () => {
  let place = '';
  let name = '';
  beforeAll(async () => {
    place = await declared('incident declare sev2 private the vault is open');
    name = `INC-${newest}`;
  });

  it('is known to whoever is in its channel, guests too, and to nobody who left', async () => {
    const show = async (user: string) =>
      JSON.stringify((await bench.slack.command(user, 'incidents', `incident show ${name}`)).response);
    expect(await show('chen')).not.toContain('vault');
    await bench.slack.changeChannel({ op: 'invite', user: 'ana', channel: place, who: 'chen' });
    expect(await show('chen')).toContain('vault');
    await bench.slack.changeChannel({ op: 'leave', user: 'chen', channel: place });
    expect(await show('chen')).not.toContain('vault');

    await bench.slack.changeChannel({ op: 'invite', user: 'ana', channel: place, who: 'gus' });
    const shown = await timeline(place);
    expect(shown).toContain('<@UGUS> may know of it now, added by <@UANA>');
    expect(shown).toContain('<@UCHEN> is no longer one of those');
    const ts = await talk.say('gus', place, 'a guest in the vault');
    await talk.pin('gus', place, ts);
    expect(await timeline(place)).not.toContain('a guest in the vault');
  });

  it('is told to the security contact by mail once, and not what it is about', async () => {
    const mails = await bench.slack.mails();
    expect(mails).toHaveLength(1);
    expect(JSON.stringify(mails)).toContain(`/apgms incident show ${name}`);
    expect(JSON.stringify(mails)).not.toMatch(/vault|ana|ferreira/i);
  });

  it('has a status entry that says its number and its times, and a document named by its number', async () => {
    await bench.slack.command('ana', place, 'incident timeline export');
    await bench.slack.settle();
    const files = await talk.files(place);
    const stem = name.toLowerCase();
    const named = new RegExp(`^\\d{4}-\\d\\d-\\d\\d-${stem}\\.md$`);
    expect(files.map((file) => file.name)).toEqual([expect.stringMatching(named), `${name}.md`]);
    expect(files[1]?.content).toMatch(/^# Incident INC-\d+\n\n- Began: [\d :-]+ UTC\n$/);
  });

  it('out of whose channel we are put while a form is filled in: who filled it in is told directly', async () => {
    const { view } = await bench.slack.command('ana', place, 'incident note');
    await bench.slack.changeChannel({ op: 'kick_bot', user: 'ana', channel: place });
    await bench.slack.submit('ana', view?.id ?? '', { text: 'nobody reads this yet' });
    await bench.slack.settle();
    expect((await bench.slack.messages('@ana', 'ana')).at(-1)?.text).toContain(`${name}: your note is stored.`);
    await bench.slack.changeChannel({ op: 'invite_bot', user: 'ana', channel: place });
    await bench.slack.settle();
  });

  it('out of whose channel we are put hears what we had to say when we are let in again', async () => {
    await bench.slack.changeChannel({ op: 'kick_bot', user: 'ana', channel: place });
    await bench.slack.command('ana', 'incidents', `incident update ${name} the key is found`);
    await bench.slack.settle();
    const said = async () => JSON.stringify(await bench.slack.posts(place)).includes('the key is found');
    expect(await said()).toBe(false);
    await bench.slack.changeChannel({ op: 'invite_bot', user: 'ana', channel: place });
    await bench.slack.settle();
    expect(await said()).toBe(true);
  });
});

describe('the pages', () => {
  it('are turned by buttons', async () => {
    const place = await declared('incident declare sev3 the lift is slow');
    for (let index = 0; index < 32; index += 1) {
      await bench.slack.command('ana', place, `incident note floor ${index} waits`);
    }
    // Each is told there, a second apart.
    await bench.slack.advance('2m');
    const first = await bench.slack.command('ana', place, 'incident timeline');
    expect(JSON.stringify(first.response)).toContain('floor 31 waits');
    expect(JSON.stringify(first.response)).not.toContain('Declared');
    const newestAnswer = async () =>
      (await bench.slack.messages(place, 'ana')).filter((one) => one.only_visible_to === 'ana').at(-1);
    await bench.slack.press('ana', { channel: place, ts: (await newestAnswer())?.ts ?? '' }, 'apgms.run.2');
    await bench.slack.settle();
    const second = await newestAnswer();
    expect(JSON.stringify(second?.blocks)).toContain('Declared');
    await bench.slack.press('ana', { channel: place, ts: second?.ts ?? '' }, 'apgms.run.1');
    await bench.slack.settle();
    expect(JSON.stringify((await newestAnswer())?.blocks)).toContain('floor 31 waits');
  });
});

describe('the bot is killed', () => {
  const moments = ['kill_before', 'kill_after_applying', 'kill_after_answering'] as const;

  async function calmDown(): Promise<void> {
    await bench.slack.settle();
    for (const time of ['15s', '15s', '1m']) await bench.slack.advance(time);
  }

  it.each(moments)('at sharing the files, %s: they are shared once', async (fault) => {
    const before = (await talk.files(channel)).length;
    const deaths = bench.playground.bot.deaths();
    await bench.slack.fault({ vendor: 'slack', method: 'files.completeUploadExternal', fault });
    await bench.slack.command('ana', channel, 'incident timeline export');
    await calmDown();
    expect(bench.playground.bot.deaths()).toBe(deaths + 1);
    expect(await talk.files(channel)).toHaveLength(before + 2);
  });

  it.each(moments)('at reading a message, %s: it is on the timeline once', async (fault) => {
    const ts = await talk.say('chen', channel, `read though ${fault}`);
    const deaths = bench.playground.bot.deaths();
    await bench.slack.fault({ vendor: 'slack', method: 'chat.getPermalink', fault });
    await talk.pin('ben', channel, ts);
    await calmDown();
    expect(bench.playground.bot.deaths()).toBe(deaths + 1);
    expect((await timeline()).split(`read though ${fault}`)).toHaveLength(2);
  });
});

it('leaves no word of anybody in the log', () => {
  expect(bench.logged()).not.toMatch(/pool of|certificate|vault|Bank feeds|from the form/);
});
