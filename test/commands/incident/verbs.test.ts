import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { tellsHere } from '#src/domain/incident/messages/here.ts';
import { declaration } from '#test/support/builders.ts';
import { besidesPromises } from '#test/support/promises.ts';
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
      /stored|cancelled|(?:is|are) scribe/,
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
    told: 'it is monitoring now.',
  },
  severity: {
    typed: 'severity sev1 INC because everybody is hit',
    open: 'severity INC',
    entered: { severity: 'sev1', why: 'everybody is hit' },
    event: { type: 'severity-changed', data: { from: 'sev2', to: 'sev1', why: { body: 'everybody is hit' } } },
    told: 'it is SEV1 now.',
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
    const done = async () => besidesPromises(await bench.store.events(`inc-${number}`)).length;
    const before = await done();
    const { answers } = await bench.client.command('ben', 'general', named(verb.typed, number), { delivery_times: 3 });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await done()).toBe(before + 1);
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

it('what cancels an incident is not what closes its form', async () => {
  const { shows } = await bench.form('ben', named('cancel INC', await prepared()));
  expect(shows).toContain('"close":{"type":"plain_text","text":"Keep it open"');
  expect(shows).toContain('"submit":{"type":"plain_text","text":"It was no incident"');
  expect(shows).not.toContain('"Cancel"');
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
    ['access', 'Name the one you were told of: `/apgms incident access INC-42'],
  ])('%s: told, and nothing is recorded', async (text, words) => {
    const number = await prepared();
    expect(await bench.told('ben', named(text, number))).toContain(words);
    expect(await bench.types(number)).toEqual(declaration);
  });

  it('a name nobody has opens the form, which says so', async () => {
    const form = await bench.form('ben', named('assign INC commander @anna', await prepared()));
    expect(form.shows).toContain('@anna');
    expect(form.shows).toContain('"value":"commander"');
  });
});

describe('a role for somebody who can do nothing here', () => {
  it.each(['ole', 'pax', 'gus', 'apgms'])('%s: refused by line and by form, and nothing is recorded', async (name) => {
    const number = await prepared();
    expect(await bench.told('ben', named(`assign INC commander @${name}`, number))).toContain(
      'can take no part in this',
    );
    const form = await bench.form('ben', named('assign INC', number));
    const entered = { role: 'scribe', person: name };
    expect((await bench.submit('ben', form, entered)).shows).toContain('can take no part in this');
    expect(await bench.types(number)).toEqual(declaration);
  });
});

describe('several kinds of what is affected', () => {
  it('are recorded together, whatever of them stands there already', async () => {
    const number = await prepared(['affected INC org 4711']);
    const told = await bench.told('ben', named('affected INC org 4711 endpoint /a /b request 7f3a', number));
    expect(told).toContain('stored.');
    const { named: by } = (await bench.incident(number)).affected;
    const bodies = (kind: keyof typeof by) => by[kind].map(({ body }) => body);
    expect([bodies('organisation'), bodies('endpoint'), bodies('request')]).toEqual([['4711'], ['/a', '/b'], ['7f3a']]);
  });

  it('are refused together where one of them is too much', async () => {
    const number = await prepared();
    const many = Array.from({ length: 100 }, (_, at) => `/${at}`).join(' ');
    const told = await bench.told('ben', named(`affected INC org 4711 endpoint ${many}`, number));
    expect(told).toContain('holds 100 of these already');
    expect(await bench.types(number)).toEqual(declaration);
  });
});

describe('a form that was filled in', () => {
  it('says how it read what was not typed as it is called', async () => {
    const number = await prepared();
    expect(await bench.told('ben', `incident status INC-${number} identifeid`)).toContain(
      '`identifeid` was read as identified.',
    );
    expect(await bench.told('ben', `incident assign INC-${number} scrbe me`)).toContain('`scrbe` was read as scribe.');
    for (const text of ['status INC monitoring', 'status INC Identified', 'assign INC comms me']) {
      expect(await bench.told('ben', `incident ${text.replace('INC', `INC-${number}`)}`)).not.toContain('was read as');
    }
  });

  it('closes without a word exactly where the channel is told of it', async () => {
    const number = await prepared();
    const own = await bench.giveChannel(number, { id: 'CALERTS', name: 'ops-alerts' });
    for (const [name, verb] of Object.entries(verbs)) {
      for (const text of verb.before ?? []) await bench.type('ben', `incident ${text.replace(' INC', '')}`, own);
      const form = await bench.form('ben', `incident ${verb.open.replace(' INC', '')}`, own);
      const seen = await bench.submit('ben', form, verb.entered);
      const last = besidesPromises(await bench.store.events(`inc-${number}`)).at(-1);
      expect(last?.event, name).toMatchObject(verb.event);
      expect(seen.closed, name).toBe(true);
      if (last && tellsHere(last, null)) expect(seen.shows, name).toBe('null');
      else expect(seen.shows, name).toContain(verb.told);
    }
  });

  it.each<[string, string, readonly IncidentEvent[], string]>([
    ['archived', '', [{ type: 'channel-archived', v: 2, data: { at: 1 } }], '(once it is unarchived)'],
    [
      'public though it is private',
      'private ',
      [{ type: 'channel-exposed', v: 1, data: {} }],
      '(once it is private again)',
    ],
    ['perhaps one we were taken out of', 'private ', [], 'stored.* All of it'],
  ])('is answered where its channel is %s: the news may not stand there', async (_, kind, events, words) => {
    const number = await bench.declare('ana', `${kind}sev2 bank-lines returns 500`);
    const place = `inc-${number}`;
    const seen = await bench.control('channel', { op: 'create', user: 'ana', channel: place });
    const id = /"channel":"(C\w+)"/.exec(seen)?.[1] ?? '';
    await bench.giveChannel(number, { id, name: place });
    const form = await bench.form('ana', 'incident note', place);
    for (const event of events) await bench.happens(number, event);
    expect((await bench.submit('ana', form, { text: 'read this' })).shows).toContain(words);
  });

  it('delivered three times is answered once', async () => {
    const form = await bench.form('ben', `incident note INC-${await prepared()}`);
    const told = async () =>
      [...(await bench.client.messages('general', 'ben')), ...(await bench.client.messages('@ben', 'ben'))].length;
    const before = await told();
    await bench.submit('ben', form, { text: 'thrice' }, { delivery_times: 3 });
    expect(await told()).toBe(before + 1);
  });

  it('is answered directly where the bot is not in the channel, and whispered there where it is', async () => {
    const number = await prepared();
    const form = await bench.form('ben', `incident note INC-${number}`);
    expect((await bench.submit('ben', form, { text: 'one' })).shows).toContain('your note is stored');
    const direct = (await bench.client.messages('@ben', 'ben')).length;
    await bench.postCard(number);
    const there = await bench.form('ben', `incident note INC-${number}`, 'apgms-ops');
    expect((await bench.submit('ben', there, { text: 'two' })).shows).toContain('your note is stored');
    expect((await bench.client.messages('apgms-ops', 'ben')).at(-1)).toMatchObject({ only_visible_to: 'ben' });
    expect((await bench.client.messages('@ben', 'ben')).length).toBe(direct);
  });
});

describe('in its own channel', () => {
  let number = 0;
  let own = '';
  beforeAll(async () => {
    number = await prepared();
    own = await bench.giveChannel(number);
  });

  it('an incident need not be named, and its card has buttons for what is done most', async () => {
    expect(await bench.told('ben', 'incident status identified', own)).toContain(
      `*INC-${number}: it is identified now.*"`,
    );
    expect((await bench.form('ben', 'incident severity', own)).shows).not.toContain('incident.menu');
    const card = await bench.postCard(number);
    const pressed = await bench.pressAt('ben', card, 'incident.update');
    expect(pressed.view?.callback_id).toBe('incident.update');
    expect((await bench.pressAt('chen', card, 'incident.ack')).shows).toContain(
      'you have acknowledged it.* Say what you find with',
    );
    expect(await bench.newest(number)).toMatchObject({ type: 'acknowledged', data: { person: 'UCHEN' } });
    expect((await bench.pressAt('ben', card, 'incident.ack')).shows).toContain('by <@UCHEN>');
    expect((await bench.pressAt('chen', card, 'incident.ack')).shows).toContain(
      `You acknowledged INC-${number} already, <!date`,
    );
  });

  it('forms say which incident they are about, and begin with how it stands', async () => {
    const status = (await bench.form('ben', 'incident status', own)).shows;
    expect(status).toContain(`"text":"Status of INC-${number}"`);
    expect(status).toMatch(/"initial_option":[^}]*\}?[^}]*"value":"identified"/);
    expect((await bench.form('ben', 'incident status monitoring', 'general')).shows).toContain('"Change the status"');
    const severity = (await bench.form('ben', 'incident severity', own)).shows;
    expect(severity).toContain(`"text":"Severity of INC-${number}"`);
    expect(severity).toMatch(/"initial_option":[^}]*\}?[^}]*"value":"sev2"/);
  });

  it('is told elsewhere where it is told, and a role one takes oneself brings nobody in', async () => {
    const mine = await bench.told('ben', `incident assign INC-${number} communications me`);
    expect(mine).toContain(`INC-${number}: you are communications lead.* Told in <#COPS>."`);
    const other = await bench.told('ben', `incident assign INC-${number} scribe @dora`);
    expect(other).toContain('<@UDORA> is scribe.* They are being brought into the channel.');
  });

  it.each([
    ['assign commander me', 'you are incident commander.*"'],
    ['assign scribe @chen', '<@UCHEN> is scribe.*"'],
    ['update we are rolling back', 'your update is stored.*"'],
    ['severity sev1', 'it is SEV1 now.*"'],
    [
      'mitigation applied rate limit',
      'mitigation 1 is stored.* Once it is taken back: `/apgms incident mitigation INC',
    ],
    ['note the pool ran dry', 'your note is stored.* All of it: `/apgms incident timeline INC'],
    ['link https://grafana.example/d/1', 'the link is stored.* The card shows it.'],
    ['cancel because it was a test', 'cancelled.*"'],
  ])('is answered with what is so now, and not with where everybody is told: %s', async (typed, words) => {
    expect(await bench.told('ben', `incident ${typed}`, own)).toContain(words);
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

  it('closing is refused while something of the record is missing, and to a guest', async () => {
    const over = 'sev3 api-gateway over 1h ago exports were empty';
    const number = await bench.declare('ana', over);
    await bench.told('ana', `incident mitigation INC-${number} applied rate limit`);
    await bench.told('ana', `incident follow-up INC-${number} add alert on empty exports`);
    const refused = await bench.told('ben', `incident close INC-${number}`);
    expect(refused).toContain(
      'Not closed: its review was not held, mitigation 1 has not been taken back and follow-up 1 has no owner or no day.',
    );
    expect(refused).toContain(`/apgms incident close INC-${number} because`);
    await bench.told('ana', `incident mitigation INC-${number} removed 1`);
    await bench.told('ana', `incident follow-up INC-${number} 1 @ben in 7d`);
    await bench.told('ana', `incident review INC-${number} held: a full disk`);
    expect(await bench.told('gus', `incident close INC-${number}`)).toMatch(/Guests cannot/);
    expect(await bench.told('ben', `incident close INC-${number}`)).toContain('closed: its record is complete.');
    expect(await bench.newest(number)).toMatchObject({ type: 'closed', v: 2, data: { why: null } });
  });
});

describe('times that nobody remembers', () => {
  it.each([
    ['note INC 9999d ago the first stone', 'more than a year ago'],
    ['note INC 367d ago the first stone', 'more than a year ago'],
  ])('%s: refused', async (text, words) => {
    const number = await prepared();
    expect(await bench.told('ben', named(text, number))).toContain(words);
    expect(await bench.types(number)).toEqual(declaration);
  });

  it('are refused to a declaration too', async () => {
    const told = await bench.told('ana', 'incident declare sev3 began 2019-03-02 14:05 exports were empty');
    expect(told).toContain('more than a year ago');
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
    expect(told).not.toContain('To raise');
    expect(await bench.told('ben', `incident merge undo INC-${one}`)).toContain('it goes on by itself again.');
    expect(await bench.incident(one)).toMatchObject({ merged: null, status: 'investigating' });
  });

  it('are not cancelled together: the one that others go on as says which', async () => {
    const [one, other] = [await prepared(), await prepared()];
    await bench.told('ben', `incident merge INC-${one} into INC-${other}`);
    const told = await bench.told('ben', `incident cancel INC-${other} because it was a test`);
    expect(told).toContain(`Not cancelled: INC-${one} goes on as INC-${other}.`);
    expect(told).toContain(`/apgms incident merge undo INC-${one}`);
    await bench.told('ben', `incident merge undo INC-${one}`);
    expect(await bench.told('ben', `incident cancel INC-${other} because it was a test`)).toContain('cancelled.');
  });

  it('are not merged into a third together: told how to part them, and the other way round', async () => {
    const [one, other, third] = [await prepared(), await prepared(), await prepared()];
    await bench.told('ben', `incident merge INC-${one} into INC-${other}`);
    const told = await bench.told('ben', `incident merge INC-${other} into INC-${third}`);
    expect(told).toContain(`Not merged: INC-${one} goes on as INC-${other}.`);
    expect(told).toContain(`/apgms incident merge undo INC-${one}`);
    expect(told).toContain(`/apgms incident merge INC-${third} into INC-${other}`);
  });

  it('are merged, the worse into the milder: told how to raise it, and the other way round not', async () => {
    const [worse, milder] = [await prepared(), await bench.declare('ana', 'sev3 exports are late')];
    const told = await bench.told('ben', `incident merge INC-${worse} into INC-${milder}`);
    expect(told).toContain(`It was SEV2 and INC-${milder} stays SEV3.`);
    expect(told).toContain(`/apgms incident severity INC-${milder} sev2`);
    await bench.told('ben', `incident merge undo INC-${worse}`);
    expect(await bench.told('ben', `incident merge INC-${milder} into INC-${worse}`)).not.toContain('To raise');
  });

  it('are not merged into what is resolved: it is reopened first', async () => {
    const over = await bench.declare('ana', 'sev3 api-gateway over 1h ago exports were empty');
    const number = await prepared();
    const told = await bench.told('ben', `incident merge INC-${number} into INC-${over}`);
    expect(told).toContain(`Not merged: INC-${over} is resolved`);
    expect(told).toContain(`/apgms incident reopen INC-${over} because`);
    expect((await bench.incident(number)).merged).toBeNull();
  });

  it('are one by now: in the channel of the merged one nothing is asked that would be refused, and a note is', async () => {
    const [one, other] = [await prepared(), await prepared()];
    const own = await bench.giveChannel(one, { id: 'CROOM', name: 'incident-room' });
    const form = await bench.form('ben', 'incident merge', own);
    const menu = { user: 'ben', view_id: form.id, action_id: 'incident.menu' };
    const offered = await bench.control('suggest', { ...menu, value: '' });
    expect(offered).toContain(`"value":"${other}"`);
    expect(offered).not.toContain(`"value":"${one}"`);
    await bench.told('ben', `incident merge INC-${one} into INC-${other}`);
    for (const verb of ['merge', 'cancel', 'update', 'severity']) {
      expect(await bench.told('ben', `incident ${verb}`, own)).toContain(`it goes on as INC-${other}`);
    }
    expect((await bench.form('ben', 'incident note', own)).shows).toContain(`Note for INC-${one}`);
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
