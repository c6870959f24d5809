import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';

let bench: PlaygroundBench;
beforeAll(async () => {
  bench = await openPlayground({ patient: true });
});
afterAll(() => bench.close());

async function declare(who: string, words: string): Promise<string> {
  const seen = await bench.slack.command(who, 'general', `incident declare anyway ${words}`);
  const name = /INC-\d+/.exec(seen.response?.text ?? '')?.[0];
  if (name === undefined) throw new Error(`not declared: ${JSON.stringify(seen.response)}`);
  await bench.slack.settle();
  return name;
}

async function home(who: string) {
  await bench.slack.settle();
  const view = await bench.slack.home(who);
  return { id: view?.id ?? '', shows: JSON.stringify(view?.blocks ?? null) };
}

/** What somebody sees who opens the tab. */
async function opened(who: string) {
  await bench.slack.openHome(who);
  return home(who);
}

const told = async (who: string, words: string) =>
  JSON.stringify((await bench.slack.command(who, 'general', words)).response?.blocks ?? null);

describe('App Home', () => {
  it('of somebody who opens it on a quiet day says so', async () => {
    const { shows } = await opened('dora');
    expect(shows).toContain('None that is open.');
    expect(shows).toContain('*No incident is open*');
    expect(shows).not.toContain('Over lately');
  });

  it('opens the form by its button, and has what was declared by it', async () => {
    const { id } = await opened('ana');
    const seen = await bench.slack.press('ana', { view_id: id }, 'apgms.run');
    expect(seen.view?.callback_id).toBe('incident.declare');
    await bench.slack.submit('ana', seen.view?.id ?? '', { title: 'declared from home' });
    const { shows } = await home('ana');
    expect(shows).toContain('*1 open incident*');
    expect(shows.match(/declared from home/g)).toHaveLength(1);
    expect(shows).not.toContain('You declared it');
  });

  it('has first what one has a part in, then all that is open, then what is over', async () => {
    const name = await declare('ana', 'sev1 api-gateway nobody can log in');
    const over = await declare('ana', 'sev3 worker was over soon');
    await bench.slack.command('ana', 'general', `incident cancel ${over} because it was a test`);
    await bench.slack.command('ben', 'general', `incident ack ${name}`);
    const { shows } = await opened('ben');
    const places = [
      'Incidents you have in hand',
      'You acknowledged it',
      '*2 open incidents*, 1 of them above',
      'declared from home',
      'Over lately',
      over,
    ];
    expect(places.map((words) => shows.indexOf(words)).toSorted((a, b) => a - b)).toEqual(
      places.map((words) => shows.indexOf(words)),
    );
    expect(places.filter((words) => !shows.includes(words))).toEqual([]);
  });

  it('of a guest says what they can do and what they cannot, and shows nothing', async () => {
    const { id, shows } = await opened('gus');
    expect(shows).toContain('You are a guest');
    expect(shows).toContain('/apgms me');
    expect(shows).not.toMatch(/INC-|log in|Declare incident/);
    await bench.slack.press('gus', { view_id: id }, 'home.renew');
    const again = (await home('gus')).shows;
    expect(again).toContain('You are a guest');
    expect(again).not.toContain('INC-');
  });
});

describe('/apgms me', () => {
  it('says who one is, what one may do, and which line says so', async () => {
    const answer = await told('dora', 'me');
    for (const words of [
      '<@UDORA>',
      'dora@apgms.example',
      'Dora Lindqvist, Engineering Management',
      'You stand on no list.',
    ]) {
      expect(answer).toContain(words);
    }
    expect(answer).toContain('• `responder`: you are a member of this workspace and no guest');
    for (const group of ['deploy-approver', 'cab', 'engineering-manager']) {
      expect(answer).toContain(`• \`${group}\`: dora@apgms.example stands under \`groups: ${group}\` in apgms.yaml`);
    }
    expect(answer).not.toContain('`admin`');
    expect(answer).toContain('You have a part in none.');
  });

  it('names the rota and the incidents one has a part in', async () => {
    const answer = await told('ana', 'me show');
    expect(answer).toMatch(/• Platform Engineering, primary: now (?:\*you\*|Ben Okafor)/);
    expect(answer).toMatch(/• Platform Engineering, secondary: now (?:\*you\*|Ben Okafor)/);
    expect(answer).toMatch(/INC-\d+ · SEV1\* · api-gateway: nobody can log in.*You declared it/);
    expect(answer).toMatch(/<#C\w+>/);
  });

  it('tells a guest why they may do nothing', async () => {
    const answer = await told('gus', 'me');
    expect(answer).toContain('None: a guest is in no group');
    expect(answer).toContain('Only members of the workspace can look at incidents.');
    expect(answer).not.toContain('INC-');
  });

  it('takes no further words', async () => {
    expect(await told('ana', 'me too')).toContain('I do not understand `too`');
  });
});

describe('a private incident', () => {
  it('shows to its members and to security, and to nobody else in anything that can be read', async () => {
    const secret = 'Zerberus';
    const name = await declare('ana', `private sev1 api-gateway ${secret} leaked`);
    const reading = [
      'incident list',
      'incident list all',
      'incident show',
      `incident show ${name}`,
      'incident resolve',
      'service list',
      'service show api-gateway',
      'me',
    ];
    const everything = async (who: string) => {
      const answers = await Promise.all(reading.map((words) => told(who, words)));
      const { view } = await bench.slack.command(who, 'general', 'incident update');
      const menu = await bench.slack.suggest(who, { view_id: view?.id ?? '' }, 'incident.menu');
      const byWord = await bench.slack.suggest(who, { view_id: view?.id ?? '' }, 'incident.menu', secret);
      return [...answers, (await opened(who)).shows, JSON.stringify([...menu, ...byWord])];
    };
    for (const who of ['ana', 'sec']) {
      const shown = (await everything(who)).map((text) => text.includes(secret));
      expect(shown.filter(Boolean).length, who).toBeGreaterThanOrEqual(7);
    }
    for (const who of ['ben', 'dora', 'gus']) {
      const texts = await everything(who);
      expect(
        texts.filter((text) => text.includes(secret)),
        who,
      ).toEqual([]);
      expect(
        texts.filter((text) => text.includes(`${name} ·`)),
        who,
      ).toEqual([]);
    }
    expect(bench.logged()).not.toContain(secret);
    expect(bench.logged()).not.toContain('"level":"error"');
  });
});
