import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crowd } from '#test/support/crowd.ts';
import { type VerbBench, verbBench } from '#test/support/verb-bench.ts';

let bench: VerbBench;
beforeAll(async () => {
  bench = await verbBench();
  await crowd(bench.store, 45);
});
afterAll(() => bench.close());

async function home(who: string) {
  await bench.idle();
  const view = await bench.client.home(who);
  return { id: view?.id ?? '', shows: JSON.stringify(view?.blocks ?? null) };
}

/** What somebody sees who opens the tab. */
async function opened(who: string) {
  await bench.client.openHome(who);
  return home(who);
}

async function pressed(who: string, action: string) {
  const { id } = await home(who);
  await bench.client.press(who, { view_id: id }, action);
  return home(who);
}

describe('App Home with many open incidents', () => {
  it('shows them page by page', async () => {
    const first = await opened('dora');
    expect(first.shows).toContain('*45 open incidents*');
    expect(first.shows).toContain('Page 1 of 3');
    expect(first.shows).toContain('crowded 2045');
    const second = await pressed('dora', 'home.after');
    expect(second.shows).toContain('Page 2 of 3');
    expect(second.shows).not.toContain('crowded 2045');
    expect((await pressed('dora', 'home.after')).shows).toContain('crowded 2001');
    expect((await pressed('dora', 'home.renew')).shows).toContain('Page 3 of 3');
    expect((await pressed('dora', 'home.before')).shows).toContain('Page 2 of 3');
  });

  it('begins anew when it is opened anew', async () => {
    expect((await opened('dora')).shows).toContain('Page 1 of 3');
  });

  it('asks nobody to look at what they only declared', async () => {
    const { shows } = await opened('ana');
    expect(shows).toContain('None that is open.');
    expect(shows).not.toContain('You declared it');
  });

  it('has what one took on above the rest, once, and says how many more there are', async () => {
    for (let number = 2_034; number <= 2_045; number += 1) await bench.told('ben', `incident ack INC-${number}`);
    const { shows } = await opened('ben');
    expect(shows.match(/You acknowledged it/g)).toHaveLength(10);
    expect(shows).toContain('and 2 more: `/apgms incident list mine`');
    expect(shows).toContain('*45 open incidents*, 10 of them above');
    const twice = [...shows.matchAll(/crowded (\d+)/g)].map(([, number]) => number);
    expect(twice).toEqual([...new Set(twice)]);
  });

  it('stays as it was where Slack does not take it, and is put up the next time', async () => {
    const before = await opened('emil');
    await bench.declare('chen', 'sev1 worker newer than home');
    await bench.client.fault({ vendor: 'slack', method: 'views.publish', fault: 'error_before' });
    expect((await opened('emil')).shows).toBe(before.shows);
    expect((await opened('emil')).shows).toContain('newer than home');
  });
});

describe('/apgms me', () => {
  it.each([
    ['me pagerdtuy', '/apgms me pagerduty'],
    ['me pager-duty ana@there.example', '/apgms me pagerduty ana@there.example'],
  ])('with a slip in what follows says what was probably meant: %s', async (text, line) => {
    expect(await bench.told('ana', text)).toContain(`Did you mean this? \`${line}\``);
  });

  it('with anything else behind it is not understood', async () => {
    expect(await bench.told('ana', 'me too')).toContain('I do not understand `too`');
  });
});
