import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prose } from '#test/support/builders.ts';
import { crowd } from '#test/support/crowd.ts';
import { type VerbBench, verbBench } from '#test/support/verb-bench.ts';

let bench: VerbBench;
/** The channel of one of them. */
let place = '';
const numbers = { worst: 0, drill: 0, worker: 0, over: 0, here: 0, secret: 0 };

beforeAll(async () => {
  bench = await verbBench();
  numbers.worker = await bench.declare('ben', 'sev4 worker the queue is slow');
  numbers.drill = await bench.declare('ana', 'drill sev3 api-gateway we practise');
  numbers.worst = await bench.declare('ana', 'sev1 api-gateway nobody can log in');
  numbers.over = await bench.declare('ana', 'sev2 worker was over soon');
  await bench.type('ana', `incident cancel INC-${numbers.over} because it was a test`);
  numbers.here = await bench.declare('ana', 'sev3 worker has a channel');
  place = await bench.giveChannel(numbers.here);
  await bench.type('ana', `incident cancel INC-${numbers.here} because it was a test`);
  numbers.secret = await bench.declare('ana', 'private sev2 worker Zerberus');
});
afterAll(() => bench.close());

const list = (who: string, words = '') => bench.told(who, `incident list ${words}`);

/** Which incidents an answer lists, in its order. */
function listed(answer: string): readonly string[] {
  const found = [...answer.matchAll(/INC-(\d+) · SEV/g)].map(([, number]) => Number(number));
  return found.map((number) => Object.entries(numbers).find(([, one]) => one === number)?.[0] ?? `INC-${number}`);
}

describe('/apgms incident list', () => {
  it('has the open ones, the worst first, and says what it lists', async () => {
    const answer = await list('ben');
    expect(answer).toContain('*2 open incidents, 1 drill*');
    expect(listed(answer)).toEqual(['worst', 'worker', 'drill']);
    expect(answer).toContain(`DRILL INC-${numbers.drill}`);
  });

  it('has private ones for their members, marked', async () => {
    const answer = await list('ana');
    expect(listed(answer)).toEqual(['worst', 'secret', 'worker', 'drill']);
    expect(answer).toContain('private · declared by');
  });

  it.each([
    ['all', ['worst', 'worker', 'drill', 'here', 'over'], '*4 incidents, 1 drill*'],
    ['resolved', ['here', 'over'], '*2 incidents that are over*'],
    ['mine', ['worker'], '*1 open incident you have a part in*'],
    ['SEV 1', ['worst'], '*1 open SEV1 incident*'],
    ['of the api-gatway', ['worst', 'drill'], '*1 open incident of API Gateway, 1 drill*'],
    ['drills', ['drill'], '*1 open drill*'],
    ['no drills', ['worst', 'worker'], '*2 open incidents, drills left out*'],
    ['all worker since 7d', ['worker', 'here', 'over'], '*3 incidents of Worker, declared since <!date'],
    ['page 7', ['worst', 'worker', 'drill'], 'There is only this page.'],
  ])('%s', async (words, expected, title) => {
    const answer = await list('ben', words);
    expect(answer).toContain(title);
    expect(listed(answer)).toEqual(expected);
  });

  it('says when there is none, and how to see more', async () => {
    expect(await list('ben', 'sev2 drills')).toContain('There is no open SEV2 drill.');
    expect(await list('ben', 'all since 2027-01-01')).toContain('There is no incident, declared since');
  });

  it('says what it does not understand, and lists nothing', async () => {
    const answer = await list('ben', 'all since tuesday');
    expect(answer).toContain('I do not understand `since tuesday`');
    expect(listed(answer)).toEqual([]);
  });

  it('counts what somebody has a part in who took a role or acknowledged it', async () => {
    await bench.type('chen', `incident ack INC-${numbers.worst}`);
    expect(listed(await list('chen', 'mine'))).toEqual(['worst']);
    expect(listed(await list('dora', 'mine'))).toEqual([]);
  });

  it('is refused to a guest', async () => {
    expect(await list('gus')).toContain('Guests cannot list incidents.');
  });
});

describe('without an incident named', () => {
  it('in the channel of one it is that one', async () => {
    expect(await bench.told('ana', 'incident show', place)).toContain(`INC-${numbers.here} · SEV3`);
  });

  it('elsewhere the open ones are offered, the worst first, and picking one goes on', async () => {
    const act = listed(await bench.told('ben', 'incident ack'));
    expect(act).toEqual(['worst', 'worker', 'drill']);
    // To look at, what was over lately too: what was over last in front.
    expect(listed(await bench.told('ben', 'incident timeline'))).toEqual([...act, 'here', 'over']);
    const question = await bench.told('ben', 'incident show');
    expect(question).toContain('Which incident?');
    expect(question).not.toContain('Zerberus');
    expect(listed(question)).toEqual([...act, 'here', 'over']);
    const { shows } = await bench.press('ben', 'general', 'apgms.run', {
      value: `incident show INC-${numbers.worker}`,
    });
    expect(shows).toContain('the queue is slow');
    expect(shows).toContain('Open for');
  });

  it('what was over a week ago is not offered any more', async () => {
    const week = 7 * 24 * 60 * 60_000;
    bench.time.clock += week - 1;
    expect(listed(await bench.told('ben', 'incident show'))).toEqual(['worst', 'worker', 'drill', 'here', 'over']);
    bench.time.clock += 1;
    expect(listed(await bench.told('ben', 'incident show'))).toEqual(['worst', 'worker', 'drill']);
    bench.time.clock -= week;
  });

  it('what was said besides is said again', async () => {
    const question = await bench.told('ben', 'incident resolve because the check flaps');
    expect(question).toContain(`incident resolve INC-${numbers.worker} because the check flaps`);
    const long = `because ${'x'.repeat(80)}`;
    expect(await bench.told('ben', `incident resolve ${long}`)).toContain(
      `incident resolve INC-${numbers.worker} ${long}`,
    );
    const { shows } = await bench.press('ben', 'general', 'apgms.run.1');
    expect(shows).toContain('stored');
    const requested = (await bench.incident(numbers.worker)).resolution?.override?.body;
    expect(requested).toBe('x'.repeat(80));
  });

  it('only those are offered with which it can be done', async () => {
    expect(await bench.told('ben', 'incident close')).toContain('No incident is resolved and not closed yet.');
    await bench.happens(numbers.over, { type: 'reopened', v: 1, data: { why: prose('it is back') } });
    await bench.happens(numbers.over, { type: 'resolved', v: 1, data: { health: [] } });
    expect(listed(await bench.told('ben', 'incident close'))).toEqual(['over']);
  });

  it('a guest is offered nothing', async () => {
    const question = await bench.told('gus', 'incident show');
    expect(question).toContain('Guests cannot');
    expect(listed(question)).toEqual([]);
  });
});

describe('the menu of incidents in a form', () => {
  async function offered(who: string, typed: string): Promise<readonly string[]> {
    const { id } = await bench.form(who, 'incident update');
    const options = await bench.client.suggest(who, { view_id: id }, 'incident.menu', typed);
    expect(options.map(({ value }) => /^\d+$/.test(value))).not.toContain(false);
    return listed(options.map(({ text }) => text).join('\n'));
  }

  it.each([
    ['', ['worst', 'worker', 'drill', 'here', 'over']],
    ['log in', ['worst']],
    ['LOG nobody', ['worst']],
    ['worker', ['worker', 'here', 'over']],
    ['sev1', ['worst']],
    ['Zerberus', []],
    ['nothing of the kind', []],
  ])('offers for %j what it may be: open ones first, then those that are over', async (typed, expected) => {
    expect(await offered('ben', typed)).toEqual(expected);
  });

  it('finds one by its number, however it is written', async () => {
    for (const typed of [`${numbers.over}`, `INC-${numbers.over}`, `#${numbers.over}`, `inc ${numbers.over}`]) {
      expect((await offered('ben', typed))[0]).toBe('over');
    }
    expect(await offered('ben', String(numbers.secret))).toEqual([]);
    expect(await offered('ana', String(numbers.secret))).toEqual(['secret']);
  });

  it('offers only what is open to whom people are called for', async () => {
    const { id } = await bench.form('ben', 'incident page');
    const offers = async (typed: string) => {
      const options = await bench.client.suggest('ben', { view_id: id }, 'incident.menu.open', typed);
      return listed(options.map(({ text }) => text).join('\n'));
    };
    expect(await offers('')).toEqual(['worst', 'worker', 'drill']);
    expect(await offers(`INC-${numbers.over}`)).toEqual([]);
  });

  it('offers a guest nothing', async () => {
    const { id } = await bench.form('gus', 'incident update');
    expect(await bench.client.suggest('gus', { view_id: id }, 'incident.menu')).toEqual([]);
  });
});

describe('with three hundred more', () => {
  beforeAll(() => crowd(bench.store, 300));

  it('the list has pages, and a button goes on', async () => {
    const first = await list('ben');
    expect(first).toContain('Page 1 of 31');
    const { shows } = await bench.press('ben', 'general', 'apgms.run.2');
    expect(shows).toContain('Page 2 of 31');
    expect(shows.match(/\*INC-\d+ · SEV3\*/g)).toHaveLength(10);
    const last = await list('ben', 'page 99');
    expect(last).toContain('There are 31 pages; this is page 31.');
    expect(last).toContain('Page 31 of 31');
  });

  it('the picker offers a hundred and says how many there are', async () => {
    const question = await bench.told('ben', 'incident show');
    expect(question.match(/"value":"incident show INC-/g)).toHaveLength(100);
    expect(question).toContain('205 more: `/apgms incident list all`');
  });

  it('the menu offers a hundred, and finds every one by its title', async () => {
    const { id } = await bench.form('ben', 'incident update');
    expect(await bench.client.suggest('ben', { view_id: id }, 'incident.menu')).toHaveLength(100);
    const found = await bench.client.suggest('ben', { view_id: id }, 'incident.menu', 'crowded 2003');
    expect(found).toEqual([{ text: 'INC-2003 · SEV3 · crowded 2003', value: '2003' }]);
  });
});
