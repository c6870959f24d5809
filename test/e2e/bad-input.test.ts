import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '#commands/index.ts';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';

let bench: PlaygroundBench;

beforeAll(async () => {
  bench = await openPlayground({ patient: true });
});
afterAll(() => bench.close());

/** What Ana is told when she types this. */
async function told(text: string, extra: object = {}): Promise<string> {
  const seen = await bench.slack.command('ana', 'incidents', text, extra);
  expect(seen.error, `${text}: the command is answered`).toBeUndefined();
  return JSON.stringify(seen.response?.blocks ?? []);
}

async function openIncidents(): Promise<number> {
  const list = await told('incident list');
  return Number(/\*(\d+) open incident/.exec(list)?.[1] ?? 0);
}

describe('words the bot does not know', () => {
  it.each([
    ['incident declar', '/apgms incident declare'],
    ['incdent list', '/apgms incident list'],
    ['incident show tomorrow', '/apgms incident show'],
    ['incident resolve INC-1 please', '/apgms help incident resolve'],
    ['make coffee', '/apgms help'],
  ])('"%s" is answered with something to copy', async (typed, example) => {
    expect(await told(typed)).toContain(example);
  });

  it.each(['', 'help', '?', 'HELP'])('"%s" is answered with the help', async (typed) => {
    const help = await told(typed);
    for (const verb of ['declare', 'show', 'list', 'resolve']) expect(help).toContain(`/apgms incident ${verb}`);
  });
});

describe('every example of the help', () => {
  it.each(commands.flatMap((command) => command.examples))('"%s" is understood', async (example) => {
    const seen = await bench.slack.command('ana', 'incidents', example.replace('/apgms ', ''));
    expect(seen.view !== null || seen.response !== null).toBe(true);
    expect(JSON.stringify(seen.response)).not.toMatch(/not understood|do not understand/i);
  });
});

describe('titles that are hard to bear', () => {
  it.each([
    ['a ping of everybody', 'look <!channel> <!here> @channel', 'look'],
    ['backticks and stars', '``` *all* _of_ it ~is~ `broken` ```', 'broken'],
    ['three thousand characters', 'x'.repeat(3_000), 'xxx'],
    ['NUL and other control characters', 'nul\u0000 bell\u0007 end', 'nul bell end'],
    ['a lone surrogate', 'half \ud83d of it', 'half'],
    ['right-to-left text', 'השער מחזיר 500', 'השער'],
    ['a reordering mark', 'invoice \u202etxt.exe', 'txt.exe'],
    ['an emoji at every place', '🔥'.repeat(200), '🔥'],
  ])('%s', async (_, title, shown) => {
    const before = await openIncidents();
    const answer = await told(`incident declare sev4 ${title}`);
    expect(answer).toContain('is stored');
    expect(answer).toContain(shown);
    await bench.slack.settle();
    await bench.slack.advance('30s');
    expect(await openIncidents()).toBe(before + 1);
    const number = /INC-(\d+)/.exec(answer)?.[1] ?? '';
    const channel = (await bench.slack.channels()).find((one) => one.name.split('-')[1] === number);
    expect(channel?.name.length).toBeLessThanOrEqual(80);
    const kept = {
      incidents: ['announcement'],
      'incident-room': ['headline'],
      [channel?.id ?? '']: ['card', 'reminder'],
    };
    for (const [room, kinds] of Object.entries(kept)) {
      const posts = (await bench.slack.posts(room)).filter((post) => post.text.includes(`INC-${number}`));
      expect(posts.map(({ key }) => key?.split('.')[1]).toSorted(), room).toEqual(kinds);
      // Plain text is shown as it stands; everywhere else a token would ping.
      const marked = JSON.stringify(posts).replace(/"type":"plain_text","text":"[^"]*"/g, '');
      expect(marked).not.toMatch(/<!(channel|here|everyone)/);
    }
  });

  it('nothing at all opens the form', async () => {
    const seen = await bench.slack.command('ana', 'incidents', 'incident declare');
    expect(seen.view?.callback_id).toBe('incident.declare');
  });
});

describe('the form', () => {
  async function open(prefill = '') {
    const seen = await bench.slack.command('ana', 'incidents', `incident declare ${prefill}`);
    if (!seen.view) throw new Error('no form');
    return seen.view.id;
  }

  it('keeps what was typed, suggests a severity and declares', async () => {
    const before = await openIncidents();
    const view = await open('api-gateway');
    const submitted = await bench.slack.submit('ana', view, {
      title: 'declared by form',
      impact: 'down',
      extent: 'some-customers',
      affected: 'org 4711, /bank-lines',
      services: ['api-gateway'],
      flags: ['customer-facing'],
    });
    expect(submitted.ok).toBe(true);
    expect(submitted.view).toBeNull();
    const whispers = async () =>
      (await bench.slack.messages('incidents', 'ana')).filter((one) => one.only_visible_to === 'ana');
    await expect.poll(async () => JSON.stringify((await whispers()).at(-1)?.blocks)).toMatch(/declared by form.*SEV2/);
    expect(await openIncidents()).toBe(before + 1);
  });

  it('says under the field what is missing, and stores nothing', async () => {
    const before = await openIncidents();
    const submitted = await bench.slack.submit('ana', await open(), { title: '\u200b \u0000', impact: 'down' });
    expect(submitted.ok).toBe(false);
    expect(Object.keys(submitted.errors ?? {})).toContain('title');
    expect(await openIncidents()).toBe(before);
  });

  it('renews the suggestion as the questions are answered', async () => {
    const view = await open();
    const values = { impact: 'down', extent: 'all-customers' };
    await bench.slack.press('ana', { view_id: view }, 'incident.declare.hurts', {
      block_id: 'extent',
      value: 'all-customers',
      values,
    });
    await bench.slack.settle();
    const [shown] = await bench.slack.views('ana');
    expect(JSON.stringify(shown)).toMatch(/The policy suggests\*? SEV1/);
  });

  it('submitted three times, in a row or at once, declares once', async () => {
    for (const at_once of [false, true]) {
      const before = await openIncidents();
      const submitted = await bench.slack.submit(
        'ana',
        await open(),
        { title: at_once ? 'thrice at the same moment' : 'one after the other' },
        { delivery_times: 3, at_once },
      );
      expect(new Set(submitted.answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await openIncidents()).toBe(before + 1);
    }
  });
});

describe('the same delivery', () => {
  it.each([
    ['three times in a row', false],
    ['three times at once', true],
  ])('%s: one incident, one answer', async (_, at_once) => {
    const before = await openIncidents();
    const seen = await bench.slack.command('ana', 'incidents', 'incident declare anyway sev4 repeated', {
      delivery_times: 3,
      at_once,
    });
    expect(seen.answers).toHaveLength(3);
    expect(new Set(seen.answers.map((answer) => /INC-\d+/.exec(JSON.stringify(answer))?.[0])).size).toBe(1);
    expect(await openIncidents()).toBe(before + 1);
  });

  it('of two people at once: two incidents, each with a number and a channel of its own', async () => {
    const type = (who: string) =>
      bench.slack.command(who, 'incidents', 'incident declare anyway sev2 everything is on fire');
    const answers = await Promise.all(['ana', 'ben', 'chen', 'dora'].map(type));
    const numbers = answers.map((seen) => /INC-\d+/.exec(seen.response?.text ?? '')?.[0]);
    expect(new Set(numbers).size).toBe(4);
    await bench.slack.advance('2m');
    const channels = (await bench.slack.channels()).filter((one) => one.name.endsWith('everything-is-on-fire'));
    expect(channels).toHaveLength(4);
  });
});

describe('too late', () => {
  it('resolving what is resolved is refused with what to do', async () => {
    const number = /INC-\d+/.exec(await told('incident declare sev4 brief'))?.[0] ?? '';
    expect(await told(`incident resolve ${number}`)).toContain('stored');
    await bench.slack.settle();
    expect(await told(`incident resolve ${number}`)).toMatch(new RegExp(`${number}[^"]*already`));
  });

  it('a press on an old card is answered as well', async () => {
    const number = /INC-(\d+)/.exec(await told('incident declare sev4 old card'))?.[1] ?? '';
    await bench.slack.settle();
    const channel = (await bench.slack.channels()).find((one) => one.name.split('-')[1] === number)?.id ?? '';
    const [card] = await bench.slack.posts(channel);
    // So that the card stays the old one.
    await bench.slack.fault({ vendor: 'slack', method: 'chat.update', fault: 'error_before', times: 'forever' });
    await told(`incident resolve ${number} because it is over`);
    const pressed = await bench.slack.press('ben', { channel, ts: card?.ts ?? '' }, 'incident.resolve');
    expect(pressed.error).toBeUndefined();
    await bench.slack.clearFaults();
    await bench.slack.settle();
    const toBen = (await bench.slack.messages(channel, 'ben')).filter((one) => one.only_visible_to === 'ben');
    expect(toBen.map((one) => one.text)).toEqual([expect.stringContaining(`INC-${number}`)]);
  });

  it('an incident that does not exist is not found, with the way to the list', async () => {
    expect(await told('incident show 4000')).toContain('/apgms incident list');
    expect(await told('incident show 99999999999999999999')).toContain('/apgms incident list');
  });
});

describe('who may not', () => {
  it('a guest is refused with who may', async () => {
    const seen = await bench.slack.command('gus', 'general', 'incident declare sev1 let me in');
    expect(JSON.stringify(seen.response?.blocks)).toMatch(/guest|member/i);
    expect(bench.logged()).not.toContain('let me in');
  });
});

describe('a restricted incident', () => {
  it('leaves no trace for those who are not in it', async () => {
    const secret = 'Zerberus';
    await bench.slack.command('ana', 'incidents', `incident declare sev1 private api-gateway ${secret} leaked`);
    await bench.slack.settle();
    await bench.slack.advance('1m');
    const own = (await bench.slack.channels('ana')).filter((one) => one.is_private);
    expect(own.map((one) => one.name)).toEqual([expect.stringMatching(/^inc-\d+$/)]);
    const number = own[0]?.name.slice('inc-'.length) ?? '';

    expect(JSON.stringify((await bench.slack.command('sec', 'incidents', 'incident list')).response)).toContain(secret);
    for (const who of ['ben', 'dora']) {
      const type = async (text: string) => JSON.stringify((await bench.slack.command(who, 'incidents', text)).response);
      const absent = (await type('incident show 4000')).replaceAll('4000', number);
      const hidden = await type(`incident show ${number}`);
      expect(textOf(hidden), 'it might as well not exist').toBe(textOf(absent));
      expect(await type('incident list')).not.toContain(secret);
      expect(textOf(await type(`incident resolve ${number}`))).toBe(textOf(absent));
      expect(JSON.stringify(await bench.slack.channels(who))).not.toContain(`"inc-${number}"`);
      for (const channel of await bench.slack.channels(who)) {
        expect(JSON.stringify(await bench.slack.messages(channel.id, who)), channel.name).not.toContain(secret);
      }
    }
    expect(bench.logged(), 'the log').not.toContain(secret);
    const metrics = await (await fetch(`${bench.playground.bot.url()}/metrics`)).text();
    expect(metrics).not.toContain(secret);
  });

  function textOf(response: string): string {
    return response.replace(/"(ts|block_id)":"[^"]*"/g, '');
  }
});

describe('everything together', () => {
  it('can be followed in the log from what a person did to the last effect of it', () => {
    const line = z.looseObject({
      msg: z.string(),
      delivery: z.string().optional(),
      cause: z.string().nullish(),
      effect: z.string().optional(),
    });
    const lines = bench
      .logged()
      .trim()
      .split('\n')
      .map((text) => line.parse(JSON.parse(text)));
    const answered = new Set(lines.filter((one) => one.msg === 'finished').map((one) => one.delivery));
    const pins = lines.filter((one) => one.msg === 'effect attempted' && one.effect?.endsWith('.slack.pin-card'));
    expect(pins.length).toBeGreaterThan(0);
    for (const pin of pins) expect(answered, pin.effect ?? '').toContain(pin.cause);
  });

  it('was answered without a stack trace, and without a fault', () => {
    expect(bench.logged()).toContain('"level":"info"');
    expect(bench.logged()).not.toContain('"level":"error"');
  });
});
