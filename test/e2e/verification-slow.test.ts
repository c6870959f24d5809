import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { defaultSeed } from '#playground/workspace/seed.ts';
import { policyFile } from '#test/cli/doctor-bench.ts';
import { morningsIn } from '#test/support/mornings.ts';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';
import { incidentsIn } from '#test/support/talk.ts';

const minute = 60_000;
const asking = { vendor: 'pagerduty', method: 'contacts.list' } as const;

describe('where PagerDuty has a bad morning', { timeout: 300_000 }, () => {
  let bench: PlaygroundBench;
  let morning: ReturnType<typeof morningsIn>;
  beforeAll(async () => {
    bench = await openPlayground({ patient: true, pagerDuty: true });
    morning = morningsIn(bench);
    await bench.slack.settle();
  });
  afterEach(() => bench.slack.clearFaults());
  afterAll(() => bench.close());

  /** Of whom it was asked how they can be reached, since then. */
  const asked = async (since: number) =>
    (await bench.slack.log()).slice(since).flatMap(({ method, args }) => (method === asking.method ? [args] : []));

  it('all is looked at all the same, though it takes its time for each answer', async () => {
    await bench.slack.fault({ ...asking, fault: 'delay', ms: 5_000, times: 'forever' });
    const looked = morning.found().length;
    const since = (await bench.slack.log()).length;
    const [post = ''] = await morning.brings(5 * minute);
    expect(post).toContain('2 things are to be mended');
    expect(morning.found()).toHaveLength(looked + 1);
    const calls = (await asked(since)).map((args) => JSON.stringify(args));
    expect(calls.length).toBeGreaterThan(3);
    expect(new Set(calls).size).toBe(calls.length);
  });

  it('who could not be looked at is told, after a while, with what was found', async () => {
    await bench.slack.fault({ ...asking, match: 'PCHENWE', fault: 'error_before', times: 'forever' });
    const before = (await morning.posts()).length;
    expect(await morning.brings(14 * minute)).toEqual([]);
    await bench.slack.advance('2m');
    const [post = '', ...others] = (await morning.posts()).slice(before);
    expect(others).toEqual([]);
    expect(post).toContain('3 things are to be mended');
    expect(post).toContain('I could not look whether PagerDuty can reach these: Chen Wei: no answer came in time.');
  });

  it('a bot that is gone for longer than that goes on where it stopped', async () => {
    await bench.slack.fault({ ...asking, match: 'PCHENWE', fault: 'error_before', times: 'forever' });
    const looked = morning.found().length;
    const since = (await bench.slack.log()).length;
    await morning.begins();
    expect(morning.found()).toHaveLength(looked);
    const first = (await asked(since)).filter((args) => !JSON.stringify(args).includes('PCHENWE'));
    await bench.slack.clearFaults();
    const act = incidentsIn(bench);
    await act.sleepUntil((await act.now()) + 40 * minute);
    expect(morning.found().slice(looked)).toEqual(['"not-in-slack","not-in-pager"']);
    const all = (await asked(since)).filter((args) => !JSON.stringify(args).includes('PCHENWE'));
    expect(all).toEqual(first);
  });
});

it('sixty people are looked at within what Slack allows, each once', { timeout: 300_000 }, async () => {
  const names = Array.from({ length: 60 }, (_, index) => `on${index}`);
  const people = names.map((name) => ({
    ...{ id: `U${name.toUpperCase()}`, name, realName: name, title: '', email: `${name}@apgms.example` },
    ...{ isBot: false, isGuest: false },
  }));
  const rung = `people: [${people.map(({ email }) => email).join(', ')}] }`;
  const listed = people.map(
    ({ email, name }) => `\n  - { email: ${email}, name: ${name}, team: Platform Engineering }`,
  );
  const policy = await policyFile((text) =>
    text.replace('people: [dora@apgms.example] }', rung).replace('\npeople:', `\npeople:${listed.join('')}`),
  );
  const seed = { ...defaultSeed, people: [...defaultSeed.people, ...people] };
  const bench = await openPlayground({ policy, workspace: { seed, rateLimits: 'real' } });
  try {
    await bench.slack.settle();
    const morning = morningsIn(bench);
    const since = (await bench.slack.log()).length;
    expect(await morning.brings(3 * minute)).toEqual([]);
    expect(morning.found()).toEqual(['']);
    const calls = (await bench.slack.log()).slice(since).filter(({ method }) => method === 'users.lookupByEmail');
    expect(calls.filter(({ args }) => /on\d+@/.test(JSON.stringify(args)))).toHaveLength(60);
    expect(calls.map(({ outcome }) => outcome)).not.toContain('ratelimited');
  } finally {
    await bench.close();
  }
});
