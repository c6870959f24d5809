import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { words } from '#src/domain/prose.ts';
import { declaration } from '#test/support/builders.ts';
import { type VerbBench, verbBench } from '#test/support/verb-bench.ts';

let bench: VerbBench;
beforeAll(async () => {
  bench = await verbBench();
});
afterAll(() => bench.close());

const hour = 60 * 60_000;

const numberIn = (shown: string) => Number(/\*(?:DRILL )?INC-(\d+) is stored/.exec(shown)?.[1] ?? Number.NaN);
const count = async () => (await bench.store.incidentCount({}, { kind: 'system', name: 'engine' })).total;

describe('one line', () => {
  it('declares a drill, marked as one', async () => {
    const told = await bench.told('ana', 'incident declare drill sev2 database is away');
    expect(told).toContain('A drill:');
    expect(await bench.incident(numberIn(told))).toMatchObject({ drill: true, severity: 'sev2' });
  });

  it('declares what is over, with its times, and promises nothing for it', async () => {
    const told = await bench.told('ana', 'incident declare sev3 began 3h ago noticed 2h ago over 1h ago exports empty');
    expect(told).toContain('it is kept as resolved');
    expect(told).not.toContain('Expected from people');
    expect(await bench.incident(numberIn(told))).toMatchObject({
      ...{ status: 'resolved', beganAt: bench.now - 3 * hour, detectedAt: bench.now - 2 * hour },
      resolvedAt: bench.now - hour,
    });
  });

  it('without a service that we know says so, and how one is named', async () => {
    const told = await bench.told('ana', 'incident declare sev2 something odd at night');
    expect(told).toContain('*No service was named,*');
    const named = await bench.told('ana', 'incident declare sev2 api-gateway evicts everything');
    expect(numberIn(named)).toBeGreaterThan(0);
    expect(named).not.toContain('No service was named');
    const hidden = await bench.told('ana', 'incident declare sev2 private somebody reads along');
    expect(hidden, 'nobody on call may know of it').not.toContain('No service was named');
  });

  it('refuses times that cannot be, and stores nothing', async () => {
    const before = await count();
    await bench.told('ana', 'incident declare sev3 began 1h ago over 2h ago it ended before it began');
    expect(await count()).toBe(before);
  });

  it('may take the channel it was typed in', async () => {
    const told = await bench.told('ana', 'incident declare here sev3 the alerts are silent', 'ops-alerts');
    expect(told).toContain('this channel becomes its channel');
    const event = (await bench.store.events(`inc-${numberIn(told)}`))[0]?.event;
    expect(event).toMatchObject({ type: 'declared', data: { channel: 'CALERTS' } });
  });

  it('is refused to a guest', async () => {
    const before = await count();
    expect(await bench.told('gus', 'incident declare sev1 let me in')).toMatch(/Guests cannot/);
    expect(await count()).toBe(before);
  });
});

describe('a line that ends in what may mark it', () => {
  const keys = 'signing keys in a public repository';
  /** The question's own post, to press the answers under it more than once. */
  const asked = async (text: string) => {
    await bench.type('ana', `incident declare ${text}`);
    const channel = (await bench.client.channels()).find(({ name }) => name === 'general')?.id ?? '';
    const ts = (await bench.client.messages('general', 'ana')).at(-1)?.ts ?? '';
    return (answer: string) => bench.pressAt('ana', { channel, ts }, `incident.declare-${answer}`);
  };

  it('declares nothing until it is said what is meant', async () => {
    const before = await count();
    const told = await bench.told('ana', `incident declare sev1 ${keys} private`);
    expect(told).toContain('Not declared yet: is it to be a private incident, or is “private” the end of its title?');
    expect(await bench.told('ana', 'incident declare sev1 wrong amounts drill')).toContain('is it to be a drill');
    expect(await count()).toBe(before);
  });

  it('is private once somebody presses that, however often and whatever else', async () => {
    const press = await asked(`${keys} private sev1`);
    const before = await count();
    const first = numberIn((await press('marked')).shows);
    expect(await bench.incident(first)).toMatchObject({ restricted: true, severity: 'sev1', title: { body: keys } });
    expect(numberIn((await press('marked')).shows)).toBe(first);
    expect(numberIn((await press('as-written')).shows)).toBe(first);
    expect(await count()).toBe(before + 1);
  });

  it('is what it says where the word ends its title', async () => {
    const press = await asked('sev1 wrong amounts in the fire drill');
    const number = numberIn((await press('as-written')).shows);
    const title = { body: 'wrong amounts in the fire drill' };
    expect(await bench.incident(number)).toMatchObject({ drill: false, severity: 'sev1', title });
  });

  it('is asked no second time behind the question whether it is another one', async () => {
    await bench.declare('ana', 'sev3 worker payroll export is empty');
    const press = await asked('sev3 worker payroll export is empty private');
    await bench.declare('ana', 'sev3 worker payroll export is empty');
    const alike = await press('as-written');
    expect(alike.shows).toContain('Not declared yet: INC-');
    expect((await bench.press('ana', 'general', 'incident.declare-anyway')).shows).toContain('is stored');
  });
});

describe('what sounds like an open incident', () => {
  const title = 'worker queue is stuck at midnight';

  it('is asked about first, by line, and declared by the button that says it is another one', async () => {
    const first = await bench.declare('ana', `sev3 worker ${title}`);
    const before = await count();
    const said = `incident declare sev3 ${title}`;
    const told = await bench.told('ben', said);
    expect(told).toContain(`Not declared yet: INC-${first} may be the same.`);
    expect(await count()).toBe(before);
    expect((await bench.press('ben', 'general', 'apgms.run.1')).shows).toContain(`INC-${first}`);
    await bench.type('ben', said);
    const question = (await bench.client.messages('general', 'ben')).at(-1)?.ts ?? '';
    const channel = (await bench.client.channels()).find(({ name }) => name === 'general')?.id ?? '';
    const press = () => bench.pressAt('ben', { channel, ts: question }, 'incident.declare-anyway');
    const pressed = await press();
    expect(pressed.shows).toContain('is stored');
    const again = await press();
    expect(again.shows).toContain(/INC-\d+ is stored/.exec(pressed.shows)?.[0]);
    expect(await count(), 'pressed twice, declared once').toBe(before + 1);
  });

  it('delivered twice is asked about twice', async () => {
    await bench.declare('ana', `sev3 ${title}`);
    const before = await count();
    const seen = await bench.client.command('ben', 'general', `incident declare sev3 ${title}`, { delivery_times: 2 });
    expect(new Set(seen.answers.map((answer) => /Not declared yet[^"]*/.exec(JSON.stringify(answer))?.[0])).size).toBe(
      1,
    );
    expect(await count()).toBe(before);
  });

  it('is asked about in the form, which keeps all that was entered, and declared when it is submitted again', async () => {
    const first = await bench.declare('ana', 'sev3 login page stays white');
    const before = await count();
    const form = await bench.form('ben', 'incident declare sev3');
    const entered = { title: 'login page stays white', affected: 'org 4711', flags: ['customer-facing'] };
    const asked = await bench.submit('ben', form, entered);
    expect(asked.shows).toContain(`Not declared yet: INC-${first} may be the same.`);
    expect(asked.shows).toContain('Declare anyway');
    expect(asked.shows).toContain('"initial_value":"login page stays white"');
    expect(asked.shows).toContain('"initial_value":"org 4711"');
    expect(await count()).toBe(before);
    const again = await bench.submit('ben', { id: /"id":"(V\w+)"/.exec(asked.shows)?.[1] ?? '' }, {});
    expect(numberIn(again.shows)).toBeGreaterThan(first);
    expect(await count()).toBe(before + 1);
  });

  it('is asked about again where another one sounds like it by then', async () => {
    await bench.declare('ana', 'sev3 tax figures are wrong');
    const form = await bench.form('ben', 'incident declare sev3');
    await bench.submit('ben', form, { title: 'tax figures are wrong' });
    const second = await bench.declare('ana', 'sev3 tax figures are wrong');
    const again = await bench.submit('ben', form, { title: 'tax figures are wrong' });
    expect(again.shows).toContain('Not declared yet');
    expect(again.shows).toContain(`INC-${second}`);
  });

  it('never keeps a SEV1 waiting: it is declared at once, and the answer says which may be the same and how to merge them', async () => {
    const first = await bench.declare('ana', 'sev3 tax-engine rounding drifts by a cent');
    const told = await bench.told('ben', 'incident declare sev1 tax-engine rounding drifts by a euro');
    const second = numberIn(told);
    expect(told).toContain(`INC-${first} may be the same.`);
    expect(told).toContain(`/apgms incident merge INC-${first} into INC-${second}`);
    const third = await bench.told('chen', 'incident declare sev1 tax-engine rounding drifts by a euro');
    expect(third, 'nor behind another SEV1').toContain('is stored');
    expect(third).toContain(`/apgms incident merge INC-${numberIn(third)} into INC-${second}`);
    await bench.told('ben', `incident merge INC-${first} into INC-${second}`);
    expect((await bench.incident(first)).merged).toMatchObject({ into: second });
  });

  it('does not keep waiting what is worse than all it sounds like, by line or by form', async () => {
    const mild = await bench.declare('ana', 'sev4 registries mirror lags behind');
    const worse = await bench.told('ben', 'incident declare sev3 registries mirror lags behind');
    expect(worse).toContain('is stored');
    expect(worse).toContain(`INC-${mild} may be the same.`);
    const form = await bench.form('ben', 'incident declare sev2');
    const entered = await bench.submit('ben', form, { title: 'registries mirror lags behind' });
    expect(entered.shows).toContain('is stored');
    expect(entered.shows).toContain('may be the same');
    const asBad = await bench.told('ben', 'incident declare sev2 registries mirror lags behind');
    expect(asBad).toContain('Not declared yet');
  });

  it('is not told again to whoever said that it is another one', async () => {
    await bench.declare('ana', 'sev3 audit chain has a gap');
    const told = await bench.told('ben', 'incident declare anyway sev3 audit chain has a gap');
    expect(told).toContain('is stored');
    expect(told).not.toContain('may be the same');
  });

  it('tells nobody of a private one they are not part of', async () => {
    const phrase = 'zerberus credentials leaked everywhere';
    await bench.declare('ana', `sev1 private ${phrase}`);
    const told = await bench.told('ben', `incident declare sev1 ${phrase}`);
    expect(told).toContain('is stored');
  });
});

describe('the form', () => {
  it('declares with everything that can be entered', async () => {
    const form = await bench.form('ana', 'incident declare', 'apgms-ops');
    const seconds = bench.now / 1_000;
    expect(form.shows).not.toContain('beganAt');
    await bench.client.press('ana', { view_id: form.id }, 'incident.declare.hurts', {
      ...{ block_id: 'flags', value: ['drill', 'earlier'], values: { flags: ['drill', 'earlier'] } },
    });
    await bench.idle();
    const seen = await bench.submit('ana', form, {
      ...{ title: 'payments fail since noon', severity: 'sev2', flags: ['drill', 'here', 'earlier'] },
      ...{ beganAt: seconds - 7_200, detectedAt: seconds - 3_600 },
    });
    const number = numberIn(seen.shows);
    const event = (await bench.store.events(`inc-${number}`))[0]?.event;
    expect(event).toMatchObject({
      type: 'declared',
      data: {
        drill: true,
        channel: 'COPS',
        beganAt: bench.now - 2 * hour,
        detectedAt: bench.now - hour,
        endedAt: null,
      },
    });
  });

  it('stays open with what was entered when it is refused', async () => {
    const before = await count();
    const form = await bench.form('ana', 'incident declare began 1h ago');
    const later = bench.now / 1_000 + 3_600;
    const seen = await bench.submit('ana', form, { title: 'from tomorrow', beganAt: later });
    expect(seen.closed).toBe(false);
    expect(seen.shows).toContain('"initial_value":"from tomorrow"');
    expect(seen.shows).toContain(`"initial_date_time":${later}`);
    expect(await count()).toBe(before);
  });
});

describe('the shortcut on a message', () => {
  it('opens the form with what the message says, and puts the message on the timeline', async () => {
    const text = 'The cache answers nothing\nsince the failover at 14:05';
    const posted = await bench.control('message', { user: 'chen', channel: 'general', text });
    const ts = /"ts":"([\d.]+)"/.exec(posted)?.[1];
    const shortcut = { user: 'ben', callback_id: 'incident.declare-from-message', channel: 'general', ts };
    const opened = await bench.control('shortcut', shortcut);
    expect(opened).toContain('"initial_value":"The cache answers nothing"');
    expect(opened).toContain('since the failover');
    const view = /"id":"(V\w+)"/.exec(opened)?.[1] ?? '';
    const seen = await bench.submit('ben', { id: view }, {}, { delivery_times: 3, at_once: true });
    const number = numberIn(seen.shows);
    const events = await bench.store.events(`inc-${number}`);
    expect(events.map(({ event }) => event.type)).toEqual([...declaration, 'capture-requested']);
    const captured = events.at(-1)?.event;
    if (captured?.type !== 'capture-requested') throw new Error('not captured');
    expect(captured.data).toMatchObject({ channel: 'CGENERAL', ts, by: 'shortcut', said: { author: 'UCHEN' } });
    expect(captured.data.said && words(captured.data.said.text)).toBe(text);
  });
});
