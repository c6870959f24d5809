import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { obligationsOf } from '#src/domain/incident/promises/obligations.ts';
import { recorded } from '#test/support/builders.ts';
import { type VerbBench, verbBench } from '#test/support/verb-bench.ts';
import { promiseTold } from '#views/incident/reminder.ts';

let bench: VerbBench;
beforeAll(async () => {
  bench = await verbBench();
});
afterAll(() => bench.close());

const over = 'sev3 api-gateway over 1h ago exports were empty';

interface Verb {
  /** How it was declared. */
  readonly declared?: string;
  /** What was typed before. */
  readonly before?: readonly string[];
  readonly typed: string;
  readonly open: string;
  readonly entered: object;
  /** What is recorded, by text and by form. */
  readonly event: object;
  readonly told: string;
}

const add = 'follow-up INC add alert on a full disk @ben 2026-12-01';

const verbs: Readonly<Record<string, Verb>> = {
  'a date for the review': {
    declared: over,
    typed: 'review INC on 2026-11-20 10:00',
    open: 'review INC',
    entered: { done: 'scheduled', at: Date.UTC(2026, 10, 20, 10) / 1_000 },
    event: { type: 'review-scheduled', data: { at: Date.UTC(2026, 10, 20, 10) } },
    told: 'its review is on',
  },
  'what the review found': {
    declared: over,
    typed: 'review INC held: a full disk actions: alert at 80 % lessons: disks are shared',
    open: 'review INC held',
    entered: { cause: 'a full disk', actions: 'alert at 80 %', lessons: 'disks are shared' },
    event: {
      type: 'review-held',
      data: {
        ...{ cause: { body: 'a full disk' }, actions: { body: 'alert at 80 %' } },
        lessons: { body: 'disks are shared' },
      },
    },
    told: 'its review is stored.',
  },
  'a follow-up': {
    typed: add,
    open: 'follow-up INC add',
    entered: { what: 'alert on a full disk', owner: 'ben', due: '2026-12-01' },
    event: {
      type: 'follow-up-added',
      data: { followUp: 1, what: { body: 'alert on a full disk' }, owner: 'UBEN', due: '2026-12-01' },
    },
    told: 'follow-up 1 is stored.',
  },
  'a follow-up of somebody else': {
    before: [add],
    typed: 'follow-up INC 1 @chen',
    open: 'follow-up INC 1',
    entered: { owner: 'chen' },
    event: { type: 'follow-up-changed', data: { followUp: 1, owner: 'UCHEN', due: '2026-12-01' } },
    told: 'follow-up 1 is changed.',
  },
  'a follow-up for another day': {
    before: [add],
    typed: 'follow-up INC 1 by 2026-12-02',
    open: 'follow-up INC change 1',
    entered: { due: '2026-12-02' },
    event: { type: 'follow-up-changed', data: { followUp: 1, owner: 'UBEN', due: '2026-12-02' } },
    told: 'follow-up 1 is changed.',
  },
  'a follow-up that is done': {
    before: [add],
    typed: 'follow-up INC done 1',
    open: 'follow-up INC done',
    entered: { followUp: '1' },
    event: { type: 'follow-up-done', data: { followUp: 1 } },
    told: 'follow-up 1 is done.',
  },
  'a follow-up that is not needed': {
    before: [add],
    typed: 'follow-up INC drop 1 because it is mended',
    open: 'follow-up INC drop 1',
    entered: { what: 'it is mended' },
    event: { type: 'follow-up-dropped', data: { followUp: 1, why: { body: 'it is mended' } } },
    told: 'follow-up 1 is dropped.',
  },
  'putting off an update': {
    typed: 'snooze INC update 10m because all hands are on the rollback',
    open: 'snooze INC update 10m',
    entered: { why: 'all hands are on the rollback' },
    event: {
      type: 'obligation-snoozed',
      data: { kind: 'internal-update', why: { body: 'all hands are on the rollback' } },
    },
    told: 'an update is due by',
  },
};

async function prepared({ declared = 'sev2 bank-lines returns 500', before = [] }: Verb): Promise<number> {
  const number = await bench.declare('ana', declared);
  for (const text of before) expect(await bench.told('ana', named(text, number))).toContain('stored.');
  return number;
}

const named = (text: string, number: number) => `incident ${text.replace('INC', `INC-${number}`)}`;

async function events(number: number) {
  return (await bench.store.events(`inc-${number}`)).map(({ event }) => event);
}

describe.each(Object.entries(verbs))('%s', (_, verb) => {
  it('is recorded by one line', async () => {
    const number = await prepared(verb);
    expect(await bench.told('ben', named(verb.typed, number))).toContain(verb.told);
    expect(await events(number)).toContainEqual(expect.objectContaining(eventOf(verb)));
  });

  it('is recorded by the form', async () => {
    const number = await prepared(verb);
    const form = await bench.form('ben', named(verb.open, number));
    expect((await bench.submit('ben', form, verb.entered)).shows).toContain(verb.told);
    expect(await events(number)).toContainEqual(expect.objectContaining(eventOf(verb)));
  });

  it('is refused to a guest, by line and by form, and nothing is recorded', async () => {
    const number = await prepared(verb);
    const before = await bench.types(number);
    expect(await bench.told('gus', named(verb.typed, number))).toMatch(/Guests cannot/);
    const form = await bench.form('gus', named(verb.open, number));
    expect((await bench.submit('gus', form, verb.entered)).shows).toMatch(/Guests cannot/);
    expect(await bench.types(number)).toEqual(before);
  });

  it('delivered three times is recorded once, with one answer', async () => {
    const number = await prepared(verb);
    const { answers } = await bench.client.command('ben', 'general', named(verb.typed, number), { delivery_times: 3 });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const { type } = eventOf(verb);
    expect((await bench.types(number)).filter((one) => one === type)).toHaveLength(1);
  });
});

function eventOf({ event }: Verb): { readonly type: unknown; readonly data: unknown } {
  const { type, data } = { type: null, data: {}, ...event };
  return { type, data: expect.objectContaining(deep(data)) };
}

/** Texts by what they say: their ids are drawn. */
function deep(data: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      typeof value === 'object' && value !== null ? expect.objectContaining(value) : value,
    ]),
  );
}

describe('what a form says under its fields', () => {
  it.each([
    ['review INC', { done: 'scheduled' }, { at: 'Say when it is.' }],
    ['review INC', { done: 'held' }, { cause: 'Say what the cause was, as far as it is known.' }],
    ['follow-up INC', {}, { what: 'Say what is to be done.' }],
    ['follow-up INC', { done: 'done' }, { followUp: 'Write its number, as the card shows it: 1' }],
    ['follow-up INC', { done: 'changed', followUp: '1' }, { owner: 'Choose who does it, or a day.' }],
    [
      'follow-up INC',
      { done: 'dropped', followUp: '1' },
      { what: 'Say why it is not needed: it is kept in the record.' },
    ],
    ['snooze INC', { span: '10', why: '\u200b' }, { why: 'Say why: it is kept in the record.' }],
  ])('%s with %j', async (open, entered, errors) => {
    const number = await bench.declare('ana', over);
    const form = await bench.form('ben', named(open, number));
    expect((await bench.submit('ben', form, entered)).errors).toEqual(errors);
  });
});

describe('refused with what to do next', () => {
  it.each([
    ['sev2 x is down', 'review INC held: a full disk', 'INC is still open, and its review comes after it'],
    [over, 'review INC 2020-01-01 10:00', 'at a moment to come, within a year'],
    [over, 'follow-up INC add alert me 2020-01-01', 'on a day to come, within a year'],
    [over, 'follow-up INC add alert @gus', 'can take no part in this'],
    [over, 'follow-up INC done 7', 'INC has no follow-up 7 to do'],
    [over, 'snooze INC update 5m because we roll back', 'an update is not owed for INC now'],
    ['sev2 x is down', 'snooze INC ack 5m because I sleep', 'whoever is called either takes it or does not'],
    ['sev2 x is down', 'snooze INC review 5m because we roll back', 'has whole days, so minutes make no difference'],
    ['sev2 x is down', 'snooze INC update 2h because we roll back', 'may be put off to'],
    ['sev2 x is down', 'snooze INC update 2h because we roll back', 'by 30 min in all'],
    [over, 'close INC', 'Not closed: its review was not held.'],
    [over, 'close INC purple', 'I do not understand `purple`'],
  ])('%s: %s', async (declared, typed, words) => {
    const number = await bench.declare('ana', declared);
    const before = await bench.types(number);
    expect(await bench.told('ben', named(typed, number))).toContain(words.replace('INC', `INC-${number}`));
    expect(await bench.types(number)).toEqual(before);
  });

  it('a time that is none opens the form, which says so', async () => {
    const number = await bench.declare('ana', over);
    const form = await bench.form('ben', named('review INC next week', number));
    expect(form.shows).toContain('next week');
  });
});

describe('a reminder', () => {
  it('has a button beside the one that keeps it, which opens the form to put it off, as long as it can be', async () => {
    const number = await bench.declare('ana', 'sev2 bank-lines returns 500');
    const remind = async () => {
      const incident = await bench.incident(number);
      const one = obligationsOf(incident).find(({ kind }) => kind === 'internal-update');
      if (!one) throw new Error('no update is owed');
      const about = { obligation: one.key, kind: one.kind, dueAt: one.dueAt, of: 2, what: 'reminder' } as const;
      const data = { ...about, rungs: [], people: ['UBEN'], missing: [] };
      const [told = null] = recorded([{ type: 'obligation-told', v: 1, data }]);
      const props = { incident, policy: bench.deps.policy, told, events: [], work: [] };
      return promiseTold({ ...props, inRoom: false, to: null });
    };
    const pressed = await bench.pressAt('ben', await bench.post(await remind()), 'apgms.run.1');
    expect(pressed.view?.callback_id).toBe('incident.snooze');
    expect(JSON.stringify(pressed.view)).toContain('"value":"internal-update"');
    await bench.told('ben', `incident snooze INC-${number} update 30m because all hands are on the rollback`);
    expect(JSON.stringify(await remind())).not.toContain('Snooze');
  });
});

describe('closing what is not complete', () => {
  it('is recorded with its reason and with what is missing, and told', async () => {
    const number = await bench.declare('ana', over);
    const told = await bench.told('ben', `incident close INC-${number} because it is part of another`);
    expect(told).toContain('closed, although its review was not held.');
    expect(await bench.newest(number)).toMatchObject({
      ...{ type: 'closed', v: 2 },
      data: {
        why: { body: 'it is part of another' },
        missing: { review: true, mitigations: [], followUps: [] },
      },
    });
    expect(await bench.told('ben', `incident timeline INC-${number}`)).toContain('although its review was not held');
  });

  it('asks which one is meant, and keeps the reason', async () => {
    await bench.declare('ana', over);
    expect(await bench.told('ben', 'incident close because it is part of another')).toContain(
      'because it is part of another',
    );
  });
});

describe('the list of follow-ups', () => {
  it('says who does what until when, and is ticked off in one step', async () => {
    const number = await bench.declare('ana', over);
    await bench.told('ana', named(add, number));
    await bench.told('ana', `incident follow-up INC-${number} add mend the export`);
    const list = await bench.told('ben', `incident follow-up INC-${number} list`);
    expect(list).toContain('2 to do');
    expect(list).toContain('1. alert on a full disk (<@UBEN>, until 2026-12-01)');
    expect(list).toContain('2. mend the export (nobody yet, no day)');
    expect((await bench.press('ben', 'general', 'apgms.run.1')).shows).toContain('follow-up 1 is done.');
    const rest = await bench.told('ben', `incident follow-up INC-${number} list`);
    expect(rest).toContain('1 to do');
    expect(rest).toContain('1. alert on a full disk (<@UBEN>, until 2026-12-01): done');
    expect(await bench.told('ben', `incident show INC-${number}`)).toContain('*Follow-ups: 1 to do*');
  });

  it('is refused to a guest', async () => {
    const number = await bench.declare('ana', over);
    expect(await bench.told('gus', `incident follow-up INC-${number} list`)).toMatch(/Guests cannot/);
  });
});
