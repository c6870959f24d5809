import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { words } from '#src/domain/prose.ts';
import { type VerbBench, verbBench } from '#test/support/verb-bench.ts';

let bench: VerbBench;
let number: number;
beforeAll(async () => {
  bench = await verbBench();
  number = await bench.declare('ana', 'sev2 bank-lines returns 500');
});
afterAll(() => bench.close());

const minute = 60_000;

async function updated(of = number) {
  const event = await bench.newest(of);
  if (event?.type !== 'updated') throw new Error(`the newest is ${event?.type}`);
  const { know, next, impact, ...data } = event.data;
  return { ...data, know: words(know), next: next && words(next), impact: impact && words(impact) };
}

describe('an update in one line', () => {
  it('is stored with all its parts, and whoever posted it is told where it goes', async () => {
    const said = 'errors began at 14:05. impact: some cannot pay next: roll it back in 15m';
    const told = await bench.told('ben', `incident update INC-${number} ${said}`);
    expect(told).toContain(`*INC-${number}: your update is stored.*`);
    expect(told).toContain('#incident-room');
    expect(await updated()).toEqual({
      audience: 'internal',
      know: 'errors began at 14:05.',
      impact: 'some cannot pay',
      next: 'roll it back',
      nextAt: bench.now + 15 * minute,
    });
  });

  it('names no incident in its own channel', async () => {
    const own = await bench.giveChannel(number);
    expect(await bench.told('ben', 'incident update customers: We are on it.', own)).toContain(
      `*INC-${number}: your update for customers is stored.*`,
    );
    expect(await updated()).toMatchObject({ audience: 'customers', know: 'We are on it.' });
  });

  it('that ends with a time nothing sets off is told how that was read, and what to type for the other', async () => {
    const near = await bench.told('ben', `incident update INC-${number} nothing new in 15m`);
    expect(near).toContain('I took `in 15m` at its end for the time of the next one.');
    expect(near).toContain(`\`/apgms incident update INC-${number} \\"nothing new in 15m\\"\``);
    expect(await updated()).toMatchObject({ know: 'nothing new in 15m', nextAt: bench.now + 15 * minute });
    await bench.told('ben', `incident update INC-${number} "nothing new in 15m"`);
    expect(await updated()).toMatchObject({ know: 'nothing new in 15m', nextAt: null });
    const asked = await bench.told('ben', `incident update INC-${number} @chen looks again in 15m`);
    expect(asked).toContain(`\`/apgms incident update INC-${number} \\"@chen looks again in 15m\\"\``);
    const far = await bench.told('ben', `incident update INC-${number} the certificate expires in 7 days`);
    expect(far).toContain('No next one is promised: `in 7 days` at its end is too far off.');
    expect(await updated()).toMatchObject({ know: 'the certificate expires in 7 days', nextAt: null });
    const never = await bench.told('ben', `incident update INC-${number} the certificate expires in 900h`);
    expect(never).toContain('No next one is promised: `in 900h` at its end is no moment to come within a week.');
    expect(never).not.toContain('comma');
  });

  it('of 12,000 characters is kept whole', async () => {
    const long = `it is ${'very '.repeat(2_400)}slow`;
    await bench.told('ben', `incident update INC-${number} ${long}`);
    expect((await updated()).know).toBe(long);
  });

  it('that may be for customers or about them is asked about before anything is stored', async () => {
    const before = await bench.types(number);
    const form = await bench.form('ben', `incident update INC-${number} customers cannot log in`);
    expect(form.shows).toContain('Is this for customers?');
    expect(form.shows).toContain('cannot log in');
    expect(await bench.types(number)).toEqual(before);
  });

  it('by a guest is refused, and nothing is stored', async () => {
    const before = await bench.types(number);
    expect(await bench.told('gus', `incident update INC-${number} all is well`)).toMatch(/Guests cannot/);
    expect(await bench.types(number)).toEqual(before);
  });

  it('too long for a form, where the incident is not known, is answered with how to send it', async () => {
    const told = await bench.told('ben', `incident update ${'slow '.repeat(700)}`);
    expect(told).toContain('/apgms incident update INC-42 slow');
  });
});

/** In a form as JSON. */
const preselected = '"initial_option":{"text":{"type":"plain_text","text":"As the policy asks"';

describe('the form for an update', () => {
  it('opens where too little was said, keeps what was, and stores what is filled in', async () => {
    const form = await bench.form('ben', `incident update INC-${number} next: look at the pool`);
    expect(form.shows).toContain('look at the pool');
    const at = bench.now / 1_000 + 1_800;
    const seen = await bench.submit('ben', form, { know: 'the pool is empty', nextAt: at, audience: 'customers' });
    expect(seen.shows).toContain(`*INC-${number}: your update for customers is stored.*`);
    expect(await updated()).toEqual({
      audience: 'customers',
      know: 'the pool is empty',
      next: 'look at the pool',
      impact: null,
      nextAt: at * 1_000,
    });
  });

  it('offers a time by the policy first, and says what that asks for: of this incident where it is known', async () => {
    const unknown = await bench.form('ben', `incident update INC-${number}`);
    expect(unknown.shows).toContain('SEV1 15 min, SEV2 15 min, SEV3 15 min, SEV4 15 min.');
    const own = await bench.giveChannel(number);
    const known = await bench.form('ben', 'incident update', own);
    expect(known.shows).toContain('SEV2: every 15 min (runbook 003)');
    for (const form of [unknown, known]) expect(form.shows).toContain(`"text":"Update INC-${number}"`);
    const card = await bench.postCard(number);
    expect(JSON.stringify((await bench.pressAt('ben', card, 'incident.update')).view)).toContain('SEV2: every 15 min');
    expect(known.shows).toContain(preselected);
  });

  it.each([
    ['as it was opened', {}, 15],
    ['as the policy asks', { nextIn: 'policy' }, 15],
    ['as the policy asks, which promises customers nothing,', { nextIn: 'policy', audience: 'customers' }, null],
    ['in a time of its own', { nextIn: '120' }, 120],
    ['without a promise', { nextIn: 'none' }, null],
  ])('%s promises the next one', async (_, entered, minutes) => {
    const form = await bench.form('ben', `incident update INC-${number}`);
    const { shows } = await bench.submit('ben', form, { know: 'still looking', ...entered });
    const { nextAt } = await updated();
    expect(nextAt).toBe(minutes === null ? null : bench.now + minutes * minute);
    if (minutes === null) expect(shows).not.toContain('promised');
    else expect(shows).toContain('The next one is promised for');
  });

  it('keeps a moment said in one line rather than what the policy asks', async () => {
    const form = await bench.form('ben', `incident update INC-${number} customers cannot log in. In 40m`);
    expect(form.shows).toContain(`"initial_date_time":${(bench.now + 40 * minute) / 1_000}`);
    expect(form.shows).not.toContain(preselected);
    await bench.submit('ben', form, {});
    expect((await updated()).nextAt).toBe(bench.now + 40 * minute);
  });

  it('asks which incident where none is named, and finds its own in its channel', async () => {
    const asking = await bench.form('ben', 'incident update the pool is empty');
    expect(asking.shows).toContain('Which incident?');
    const own = await bench.giveChannel(number);
    expect((await bench.form('ben', 'incident update', own)).shows).not.toContain('Which incident?');
  });

  it('says under the field what is missing', async () => {
    const form = await bench.form('ben', `incident update INC-${number}`);
    const seen = await bench.submit('ben', form, { know: '\u200b' });
    expect(seen.errors).toEqual({ know: 'Say what you know, even if it is little.' });
  });

  it('stays open when it is refused, says why and keeps what was entered', async () => {
    const form = await bench.form('ben', `incident update INC-${number}`);
    const past = bench.now / 1_000 - 60;
    const seen = await bench.submit('ben', form, { know: 'the pool is empty', nextAt: past });
    expect(seen.shows).toContain('SEV2: every 15 min (runbook 003)');
    expect(seen.shows).toContain('"initial_value":"the pool is empty"');
    expect(seen.shows).toContain('"submit"');
  });

  it('is refused to a guest', async () => {
    const before = await bench.types(number);
    const form = await bench.form('gus', `incident update INC-${number}`);
    expect((await bench.submit('gus', form, { know: 'all is well' })).shows).toMatch(/Guests cannot/);
    expect(await bench.types(number)).toEqual(before);
  });

  it('submitted three times at once posts one update', async () => {
    const before = (await bench.types(number)).length;
    const form = await bench.form('ben', `incident update INC-${number}`);
    await bench.submit('ben', form, { know: 'once' }, { delivery_times: 3, at_once: true });
    expect((await bench.types(number)).length).toBe(before + 1);
  });
});
