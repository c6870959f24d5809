import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type VerbBench, verbBench } from '#test/support/verb-bench.ts';

let bench: VerbBench;
beforeAll(async () => {
  bench = await verbBench();
});
afterAll(() => bench.close());

/** An incident to do something with. `before`: what somebody typed before, with `INC` for its name. */
async function prepared(before: readonly string[] = []): Promise<number> {
  const number = await bench.declare('ana', 'sev2 bank-lines returns 500');
  for (const text of before) {
    expect(await bench.told('ana', `incident ${text.replace('INC', `INC-${number}`)}`)).toMatch(
      /stored|cancelled|is scribe/,
    );
  }
  return number;
}

interface Verb {
  readonly before?: readonly string[];
  readonly typed: string;
  readonly open: string;
  readonly entered: object;
  /** What is recorded, by text and by form. */
  readonly event: object;
  readonly told: string;
}

const verbs: Readonly<Record<string, Verb>> = {
  status: {
    typed: 'status INC monitring because errors fell',
    open: 'status INC',
    entered: { status: 'monitoring', why: 'errors fell' },
    event: { type: 'status-changed', data: { status: 'monitoring', why: { body: 'errors fell' } } },
    told: 'Monitoring is stored.',
  },
  severity: {
    typed: 'severity sev1 INC because everybody is hit',
    open: 'severity INC',
    entered: { severity: 'sev1', why: 'everybody is hit' },
    event: { type: 'severity-changed', data: { from: 'sev2', to: 'sev1', why: { body: 'everybody is hit' } } },
    told: 'SEV1 is stored.',
  },
  assign: {
    typed: 'assign INC comms lead @chen',
    open: 'assign INC comms',
    entered: { person: 'chen' },
    event: { type: 'role-assigned', data: { role: 'communications', person: 'UCHEN' } },
    told: '<@UCHEN> is communications lead.',
  },
  'assign to nobody': {
    before: ['assign INC scribe me'],
    typed: 'assign scribe nobody INC',
    open: 'assign INC',
    entered: { role: 'scribe' },
    event: { type: 'role-assigned', data: { role: 'scribe', person: null } },
    told: 'nobody is scribe now.',
  },
  'mitigation applied': {
    typed: 'mitigation INC applied rate limit on /bank-lines',
    open: 'mitigation INC',
    entered: { done: 'applied', what: 'rate limit on /bank-lines' },
    event: { type: 'mitigation-applied', data: { mitigation: 1, what: { body: 'rate limit on /bank-lines' } } },
    told: 'mitigation 1 is stored.',
  },
  'mitigation removed': {
    before: ['mitigation INC applied rate limit'],
    typed: 'mitigation INC removed 1 traffic is normal',
    open: 'mitigation INC removed',
    entered: { mitigation: '1', what: 'traffic is normal' },
    event: { type: 'mitigation-removed', data: { mitigation: 1, how: { body: 'traffic is normal' } } },
    told: 'None is left in place.',
  },
  affected: {
    typed: 'affected INC org 4711, 4712',
    open: 'affected INC org',
    entered: { values: '4711\n4712' },
    event: { type: 'scope-added', data: { kind: 'organisation', values: [{ body: '4711' }, { body: '4712' }] } },
    told: '4711, 4712 stored.',
  },
  'affected no more': {
    before: ['affected INC org 4711'],
    typed: 'affected INC remove org 4711',
    open: 'affected INC remove org',
    entered: { values: '4711' },
    event: { type: 'scope-removed' },
    told: '4711 removed.',
  },
  link: {
    typed: 'link INC https://grafana.example/d/1 "the board"',
    open: 'link INC',
    entered: { url: 'https://grafana.example/d/1', title: 'the board' },
    event: { type: 'link-added', data: { url: { body: 'https://grafana.example/d/1' }, title: { body: 'the board' } } },
    told: 'the link is stored.',
  },
  cancel: {
    typed: 'cancel INC because it was a test',
    open: 'cancel INC',
    entered: { why: 'it was a test' },
    event: { type: 'cancelled', data: { why: { body: 'it was a test' } } },
    told: 'cancelled.',
  },
  reopen: {
    before: ['cancel INC because it was a test'],
    typed: 'reopen INC because it was none',
    open: 'reopen INC',
    entered: { why: 'it was none' },
    event: { type: 'reopened', data: { why: { body: 'it was none' } } },
    told: 'reopened.',
  },
};

const named = (text: string, number: number) => `incident ${text.replace('INC', `INC-${number}`)}`;

describe.each(Object.entries(verbs))('%s', (_, verb) => {
  it('is done by one line', async () => {
    const number = await prepared(verb.before);
    expect(await bench.told('ben', named(verb.typed, number))).toContain(verb.told);
    expect(await bench.newest(number)).toMatchObject(verb.event);
  });

  it('is done by the form', async () => {
    const number = await prepared(verb.before);
    const form = await bench.form('ben', named(verb.open, number));
    expect((await bench.submit('ben', form, verb.entered)).shows).toContain(verb.told);
    expect(await bench.newest(number)).toMatchObject(verb.event);
  });

  it('is refused to a guest, by line and by form, and nothing is recorded', async () => {
    const number = await prepared(verb.before);
    const before = await bench.types(number);
    expect(await bench.told('gus', named(verb.typed, number))).toMatch(/Guests cannot/);
    const form = await bench.form('gus', named(verb.open, number));
    expect((await bench.submit('gus', form, verb.entered)).shows).toMatch(/Guests cannot/);
    expect(await bench.types(number)).toEqual(before);
  });

  it('delivered three times is done once, with one answer', async () => {
    const number = await prepared(verb.before);
    const before = (await bench.types(number)).length;
    const { answers } = await bench.client.command('ben', 'general', named(verb.typed, number), { delivery_times: 3 });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await bench.types(number)).length).toBe(before + 1);
  });

  it('asks which incident where none was named', async () => {
    const form = await bench.form('ben', `incident ${verb.open.replace(' INC', '')}`);
    expect(form.shows).toContain('"action_id":"incident.menu"');
    const number = await prepared(verb.before);
    await bench.control('suggest', {
      user: 'ben',
      view_id: form.id,
      action_id: 'incident.menu',
      value: String(number),
    });
    const choice = await bench.control('suggest', {
      ...{ user: 'ben', view_id: form.id, action_id: 'incident.menu', block_id: 'incident', value: `INC-${number}` },
    });
    const value = new RegExp(`"value":"([^"]*\\b${number})"`).exec(choice)?.[1];
    const seen = await bench.submit('ben', form, { incident: value, ...verb.entered });
    expect(seen.shows).toContain(verb.told);
    expect(await bench.newest(number)).toMatchObject(verb.event);
  });
});

describe('what a form says under its fields', () => {
  it.each([
    ['mitigation INC', { done: 'applied' }, { what: 'Say what was done.' }],
    ['mitigation INC', { done: 'removed' }, { mitigation: 'Write its number, as the card shows it: 1' }],
    ['link INC', {}, { url: 'Write an address that begins with https:// or http://' }],
    ['link INC', { url: 'the board' }, { url: 'Write an address that begins with https:// or http://' }],
    ['cancel INC', { why: '\u200b' }, { why: 'Say why: it is kept in the record.' }],
  ])('%s with %j', async (open, entered, errors) => {
    const form = await bench.form('ben', named(open, await prepared()));
    expect((await bench.submit('ben', form, entered)).errors).toEqual(errors);
  });
});

describe('words that are not clear', () => {
  it.each([
    ['status INC resolved', '/apgms incident resolve INC-'],
    ['status INC purple', 'I do not understand `purple`'],
    ['severity INC sev9', 'there is no SEV9'],
    ['affected INC purple', 'I do not understand `purple`'],
    ['link INC purple', 'I do not understand `purple`'],
    ['merge INC into purple', 'I do not understand `purple`'],
    ['ack INC purple', 'I do not understand `purple`'],
    ['close INC purple', 'I do not understand `purple`'],
    ['access purple', 'I do not understand'],
  ])('%s: told, and nothing is recorded', async (text, words) => {
    const number = await prepared();
    expect(await bench.told('ben', named(text, number))).toContain(words);
    expect(await bench.types(number)).toEqual(['declared']);
  });

  it('a name nobody has opens the form, which says so', async () => {
    const form = await bench.form('ben', named('assign INC commander @anna', await prepared()));
    expect(form.shows).toContain('@anna');
    expect(form.shows).toContain('"value":"commander"');
  });
});

describe('several kinds of what is affected', () => {
  it('are recorded together, whatever of them stands there already', async () => {
    const number = await prepared(['affected INC org 4711']);
    const told = await bench.told('ben', named('affected INC org 4711 endpoint /a /b request 7f3a', number));
    expect(told).toContain('stored.');
    const { scope } = await bench.incident(number);
    const bodies = (kind: keyof typeof scope) => scope[kind].map(({ body }) => body);
    expect([bodies('organisation'), bodies('endpoint'), bodies('request')]).toEqual([['4711'], ['/a', '/b'], ['7f3a']]);
  });
});

describe('in its own channel', () => {
  it('an incident need not be named, and its card has buttons for what is done most', async () => {
    const number = await prepared();
    const own = await bench.giveChannel(number);
    expect(await bench.told('ben', 'incident status identified', own)).toContain(`INC-${number}: Identified is stored`);
    expect((await bench.form('ben', 'incident severity', own)).shows).not.toContain('incident.menu');
    const card = await bench.postCard(number);
    const pressed = await bench.pressAt('ben', card, 'incident.update');
    expect(pressed.view?.callback_id).toBe('incident.update');
    expect((await bench.pressAt('chen', card, 'incident.ack')).shows).toContain('you have acknowledged it');
    expect(await bench.newest(number)).toMatchObject({ type: 'acknowledged', data: { person: 'UCHEN' } });
    expect((await bench.pressAt('ben', card, 'incident.ack')).shows).toContain('UCHEN');
  });
});

describe('acknowledging and closing', () => {
  it('acknowledging is refused to a guest, and outside of any channel asks which', async () => {
    const number = await prepared();
    expect(await bench.told('gus', `incident ack INC-${number}`)).toMatch(/Guests cannot/);
    expect(await bench.told('ben', 'incident ack')).toContain(`incident ack INC-${number}`);
    expect(await bench.told('ben', `incident ack ${number}`)).toContain('you have acknowledged it');
    expect(await bench.newest(number)).toMatchObject({ type: 'acknowledged', data: { person: 'UBEN' } });
  });

  it('closing is refused while mitigations are in place, and to a guest', async () => {
    const over = 'sev3 api-gateway over 1h ago exports were empty';
    const number = await bench.declare('ana', over);
    await bench.told('ana', `incident mitigation INC-${number} applied rate limit`);
    expect(await bench.told('ben', `incident close INC-${number}`)).not.toContain('record is complete');
    await bench.told('ana', `incident mitigation INC-${number} removed 1`);
    expect(await bench.told('gus', `incident close INC-${number}`)).toMatch(/Guests cannot/);
    expect(await bench.told('ben', `incident close INC-${number}`)).toContain('closed: its record is complete.');
    expect(await bench.newest(number)).toMatchObject({ type: 'closed' });
  });
});

describe('two incidents', () => {
  it('are related, and no longer', async () => {
    const [one, other] = [await prepared(), await prepared()];
    expect(await bench.told('ben', `incident link INC-${one} INC-${other}`)).toContain(`related to INC-${other}`);
    expect([(await bench.incident(one)).related, (await bench.incident(other)).related]).toEqual([[other], [one]]);
    expect(await bench.told('gus', `incident link INC-${one} remove INC-${other}`)).toMatch(/Guests cannot/);
    expect(await bench.told('ben', `incident link INC-${one} remove INC-${other}`)).toContain('no longer related');
    expect((await bench.incident(other)).related).toEqual([]);
  });

  it('are merged, and parted again', async () => {
    const [one, other] = [await prepared(), await prepared()];
    expect(await bench.told('gus', `incident merge INC-${one} into INC-${other}`)).toMatch(/Guests cannot/);
    const told = await bench.told('ben', `incident merge INC-${one} into INC-${other}`);
    expect(told).toContain(`INC-${one}: merged into INC-${other}.`);
    expect((await bench.incident(one)).merged?.into).toBe(other);
    expect(await bench.told('ben', `incident merge undo INC-${one}`)).toContain('it goes on by itself again.');
    expect(await bench.incident(one)).toMatchObject({ merged: null, status: 'investigating' });
  });

  it('are merged by the form', async () => {
    const [one, other] = [await prepared(), await prepared()];
    const form = await bench.form('ben', `incident merge INC-${one}`);
    await bench.control('suggest', { user: 'ben', view_id: form.id, action_id: 'incident.menu', value: String(other) });
    const choice = await bench.control('suggest', {
      ...{ user: 'ben', view_id: form.id, action_id: 'incident.menu', value: `INC-${other}` },
    });
    const value = new RegExp(`"value":"([^"]*\\b${other})"`).exec(choice)?.[1];
    expect((await bench.submit('ben', form, { into: value })).shows).toContain(`merged into INC-${other}.`);
    expect((await bench.incident(other)).duplicates).toEqual([one]);
  });
});
