import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { execute } from '#test/support/cluster.ts';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';

let bench: PlaygroundBench;
beforeAll(async () => {
  bench = await openPlayground({ patient: true, pagerDuty: true });
  await bench.slack.settle();
});
afterAll(() => bench.close());

const shown = (message: unknown) => JSON.stringify(message ?? null);
const told = async (who: string, words: string) =>
  shown((await bench.slack.command(who, 'general', words)).response?.blocks);

/** Nothing where it never wrote to them. */
const directTo = (who: string) => bench.slack.messages(`@${who}`).catch(() => []);

/** What the bot wrote somebody directly since they typed this. */
async function direct(who: string, words: string): Promise<string> {
  const before = (await directTo(who)).length;
  await told(who, words);
  await bench.slack.settle();
  return shown((await directTo(who)).slice(before).map(({ text }) => text));
}

const incidents = z.object({
  incidents: z.array(
    z.looseObject({ acknowledgements: z.array(z.object({ acknowledger: z.object({ id: z.string() }) })) }),
  ),
});

/** Who acknowledged the page opened last, as PagerDuty has it. */
async function lastTaken(): Promise<readonly string[]> {
  const answer = await fetch(`${bench.playground.url}/_pagerduty/incidents`);
  const last = incidents.parse(await answer.json()).incidents.at(-1);
  return (last?.acknowledgements ?? []).map(({ acknowledger }) => acknowledger.id);
}

async function takenBy(who: string, words: string): Promise<readonly string[]> {
  const seen = await bench.slack.command('ana', 'general', `incident declare anyway sev2 api-gateway ${words}`);
  await bench.slack.settle();
  await bench.slack.command(who, 'general', `incident ack ${/INC-\d+/.exec(seen.response?.text ?? '')?.[0]}`);
  await bench.slack.settle();
  return lastTaken();
}

describe('who somebody is in PagerDuty', () => {
  it('is nobody while nobody there has their e-mail, and the bot acts for them', async () => {
    expect(await told('emil', 'me pagerduty')).toContain('not seen there yet; will be looked for by your e-mail');
    expect(await takenBy('emil', 'before he said who he is')).toEqual(['PBOTOPS']);
  });

  it('can be said, and is kept once PagerDuty knows such a user', async () => {
    expect(await told('emil', 'oncall redis-cache')).toContain('Secondary: Noor Haddad (not in Slack), permanently');
    expect(await direct('emil', 'me pagerduty noor@apgms.example')).toContain(
      'In PagerDuty you are noor@apgms.example.',
    );
    expect(await told('emil', 'me')).toContain('Noor Haddad (noor@apgms.example), as you said');
    expect(bench.logged()).toMatch(/"person":"UEMIL","user":"PNOORHA".*pagerduty user claimed/);
    expect(bench.logged()).not.toContain('noor@apgms.example');
  });

  it('is told in the daily room, once, where nothing but their word says so', async () => {
    const daily = async () =>
      (await bench.slack.posts('apgms-ops')).filter(({ text }) => text.includes('in PagerDuty'));
    expect(await daily()).toMatchObject([
      { text: expect.stringContaining('<@UEMIL> says to be Noor Haddad in PagerDuty') },
    ]);
    expect(JSON.stringify(await daily())).not.toContain('noor@apgms.example');
    await direct('ben', 'me pagerduty ben@apgms.example');
    await bench.slack.fault({ vendor: 'slack', method: 'chat.postMessage', fault: 'error_after', times: 2 });
    await direct('emil', 'me pagerduty noor@apgms.example');
    await bench.slack.advance('2m');
    expect(await daily(), 'by each who says so, once each time they say it').toHaveLength(2);
  });

  it('is whom they act as there, and whose turns are theirs', async () => {
    expect(await takenBy('emil', 'since he said who he is')).toEqual(['PNOORHA']);
    expect(await told('ana', 'oncall redis-cache')).toContain('Secondary: <@UEMIL>, permanently');
    expect(await told('emil', 'me')).toContain(
      '• Shared Database, Redis Cache, secondary: *now* <@UEMIL>, permanently',
    );
  });

  it.each([
    ['nobody there', 'sec', 'nowhere@apgms.example', 'PagerDuty knows nobody with the e-mail nowhere@apgms.example.'],
    [
      'whom somebody else said they are',
      'sec',
      'NOOR@apgms.example',
      'Somebody else has said already that they are NOOR@apgms.example',
    ],
  ])('cannot be %s', async (_, who, email, words) => {
    expect(await direct(who, `me pagerduty ${email}`)).toContain(words);
    expect(await told(who, 'me')).not.toContain('as you said');
  });

  it('cannot be another person, as Slack says of who was never seen here', async () => {
    await execute(bench.databaseUrl, "delete from app.people where id = 'UDORA'");
    expect(await direct('chen', 'me pagerduty dora@apgms.example')).toContain(
      'dora@apgms.example is the e-mail of somebody else in Slack.',
    );
    expect(await told('chen', 'me')).not.toContain('as you said');
  });

  it('cannot be somebody known here, which is said at once', async () => {
    expect(await told('chen', 'me pagerduty ana@apgms.example')).toContain('is the e-mail of somebody else in Slack.');
  });

  it('is told once, also where the answer of Slack is lost', async () => {
    const before = (await directTo('sec')).length;
    await bench.slack.fault({ vendor: 'slack', method: 'chat.postMessage', fault: 'error_after' });
    await told('sec', 'me pagerduty somewhere@apgms.example');
    await bench.slack.settle();
    await bench.slack.advance('1m');
    expect((await directTo('sec')).slice(before).map(({ text }) => text)).toEqual([
      expect.stringContaining('nobody with the e-mail somewhere@apgms.example'),
    ]);
  });

  it('can be taken back', async () => {
    expect(await told('emil', 'me pagerduty reset')).toContain('*Taken back.*');
    expect(await told('emil', 'me pagerduty reset')).toContain('There was nothing to take back.');
    expect(await takenBy('emil', 'after he took it back')).toEqual(['PBOTOPS']);
    expect(await direct('dora', 'me pagerduty noor@apgms.example')).toContain(
      'In PagerDuty you are noor@apgms.example.',
    );
    expect(bench.logged()).toMatch(/"person":"UEMIL","user":"PNOORHA".*pagerduty user released/);
  });

  it('is nothing for guests, and takes nothing that is no e-mail', async () => {
    expect(await told('gus', 'me pagerduty noor@apgms.example')).toContain(
      'Guests cannot say who they are in PagerDuty.',
    );
    expect(await told('ana', 'me pagerduty Noor')).toContain('I do not understand `Noor`');
  });
});

describe('who is on call', () => {
  it('is in App Home, a line for each group of people', async () => {
    await bench.slack.openHome('ana');
    await bench.slack.settle();
    const home = shown((await bench.slack.home('ana'))?.blocks);
    expect(home).toMatch(
      /\*On call now\*\\nAPI Gateway, Tax Engine, [^\\]+, anything else: <@U(?:ANA|BEN)>, then <@U(?:ANA|BEN)>/,
    );
    expect(home).toContain('\\nWorker: <@UCHEN>, then <@UBEN>');
    expect(home).toContain('By PagerDuty, as of');
  });

  it('is on the page of a service', async () => {
    const page = await told('ana', 'service show worker');
    expect(page).toMatch(
      /\*On call\*, by PagerDuty, as of [^\\]+ ago\\nPrimary: <@UCHEN>, permanently\\nSecondary: <@UBEN>, permanently/,
    );
  });

  it('and which of it is one’s own turn, stands in what one is told of oneself', async () => {
    expect(await told('chen', 'me')).toContain('• Worker, primary: *now* <@UCHEN>, permanently');
    expect(await told('dora', 'me')).toContain('• Shared Database, Redis Cache, secondary: *now* <@UDORA>');
    expect(await told('sec', 'me')).toContain('It is not your turn, and you are not next.');
  });
});
