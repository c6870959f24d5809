import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePage } from '#commands/_grammar/parse-page.ts';
import { loadPolicy } from '#src/policy.ts';
import { declaration } from '#test/support/builders.ts';
import { type VerbBench, verbBench } from '#test/support/verb-bench.ts';

const policy = await loadPolicy({ path: 'apgms.yaml', vars: {} });
const read = (text: string) => parsePage(text, { me: 'UANA', policy });
const dora = { kind: 'named', email: 'dora@apgms.example', name: 'Dora Lindqvist' };

describe('whom the words mean', () => {
  it.each<[string, object | null, string | null]>([
    ['INC-7 dora because we need a manager', dora, 'we need a manager'],
    ['dora we need a manager', dora, 'we need a manager'],
    ['@Dora Lindqvist: the customers ask', dora, 'the customers ask'],
    ['lindqvist', dora, null],
    ['<mailto:dora@apgms.example|dora@apgms.example> because of the rollback', dora, 'the rollback'],
    ['noor@apgms.example', { kind: 'named', email: 'noor@apgms.example', name: 'noor@apgms.example' }, null],
    ['secondary because two see more', { kind: 'rung', rung: 1, name: 'Secondary on-call' }, 'two see more'],
    ['me', { kind: 'person', person: 'UANA' }, null],
    ['because nobody knows it', null, 'nobody knows it'],
    ['', null, null],
  ])('%j', (text, whom, why) => {
    expect(read(text)).toMatchObject({ whom, why, unread: null });
  });

  it.each<[string, string, object | null]>([
    ['dorra because we need a manager', 'dorra', dora],
    ['paymets because we need a manager', 'paymets', { kind: 'service', service: 'payments' }],
    ['secondry because we need a manager', 'secondry', { kind: 'rung', rung: 1 }],
    ['somebody else because we need a manager', 'somebody else', null],
  ])('a slip opens the form, which keeps the reason: %j', (text, unread, near) => {
    const said = read(text);
    expect(said).toMatchObject({ whom: null, why: 'we need a manager', unread });
    if (near === null) expect(said.near).toBeNull();
    else expect(said.near).toMatchObject(near);
  });

  it.each<[string, string, string | null]>([
    ['@ghost please', '@ghost', 'please'],
    ['@ghost: we need a manager', '@ghost', 'we need a manager'],
    ['<!subteam^S1|@platform> we need a manager', '<!subteam^S1|@platform>', 'we need a manager'],
    ['somebody else', 'somebody else', null],
  ])('a name that nobody has ends where its word does, and the reason is kept: %j', (text, unread, why) => {
    expect(read(text)).toMatchObject({ whom: null, unread, why });
  });

  it.each<[string, number | null, string | null]>([
    ['dora INC-7', 7, null],
    ['dora for INC-7 because we need a manager', 7, 'we need a manager'],
    ['dora INC-7: we need a manager', 7, 'we need a manager'],
    ['@ghost inc 7', 7, null],
    ['dora <#C1|inc-7-bank-lines> because we need a manager', 7, 'we need a manager'],
    ['dora INC-7 looks like the same', null, 'INC-7 looks like the same'],
    ['dora 7 nodes are down', null, '7 nodes are down'],
    ['INC-3 dora INC-7', 3, 'INC-7'],
  ])('an incident named behind them is the one that is meant: %j', (text, number, why) => {
    expect(read(text)).toMatchObject({ number, why });
  });

  it.each<[string, string, string | null]>([
    ['SRE', 'SRE', null],
    ['the platform engineering because two see more', 'Platform Engineering', 'two see more'],
    ['sre: two see more', 'SRE', 'two see more'],
  ])('a team is none of them, and is known: %j', (text, team, why) => {
    expect(read(text)).toMatchObject({ whom: null, team, why, unread: null });
  });
});

describe('/apgms incident page', () => {
  let bench: VerbBench;
  let number = 0;
  beforeAll(async () => {
    bench = await verbBench({ policy });
    await bench.told('dora', 'me');
    number = await bench.declare('ana', 'sev2 bank-lines returns 500');
  });
  afterAll(() => bench.close());
  const page = (words: string) => `incident page INC-${number} ${words}`;

  it('finds somebody by the name that people type', async () => {
    expect(await bench.told('ana', page('dora because we need a manager'))).toContain(
      '<@UDORA> is being asked to join',
    );
    expect(await bench.newest(number)).toMatchObject({
      type: 'responders-asked',
      data: { asked: { kind: 'person', person: 'UDORA' }, why: { body: 'we need a manager' } },
    });
  });

  it('asks where it is not sure who is meant, and keeps what was said', async () => {
    const { shows } = await bench.form('ana', page('dorra because we need a manager'));
    expect(shows).toContain('*Who is* `dorra`*?* Perhaps Dora Lindqvist, who is chosen here');
    expect(shows).toContain('"initial_user":"UDORA"');
    expect(shows).toContain('"initial_value":"we need a manager"');
    const unknown = (await bench.form('ana', page('emil because we need a decision'))).shows;
    expect(unknown).toContain('*Who is* `Emil Novak`*?* Choose here.');
    expect(unknown).toContain('"initial_value":"we need a decision"');
  });

  it('offers the services of a team, whoever is on call for which is asked', async () => {
    const { shows } = await bench.form('ana', page('SRE because we need a decision'));
    expect(shows).toContain('*SRE is a team, and people are asked for a service.* Theirs are ');
    expect(shows).toContain('"initial_value":"we need a decision"');
    const one = (await bench.form('ana', page('data services'))).shows;
    expect(one).toContain('which is chosen here: look before you send it.');
    expect(one).toContain('"initial_option":{"text":{"type":"plain_text","text":"On call for ');
  });

  it('means the incident that is named behind whoever is asked', async () => {
    expect(await bench.told('ana', `incident page dora INC-${number}`)).toContain('<@UDORA> is being asked to join');
    expect(await bench.newest(number)).toMatchObject({ data: { asked: { person: 'UDORA' }, why: null } });
  });

  it.each([
    ['', 'a rung of the escalation path (On-call engineer, Secondary on-call'],
    ['private ', 'Ask somebody else: a person by name.'],
  ])('asks nobody who asks for themselves, and says who else there is: %j', async (kind, words) => {
    number = await bench.declare('ana', `${kind}sev2 bank-lines returns 500`);
    for (const whom of ['me', '@ana', 'ana@apgms.example']) {
      const told = await bench.told('ana', page(whom));
      expect(told).toContain('Nobody is asked: that is you');
      expect(told).toContain(words);
    }
    const form = await bench.form('ana', page(''));
    expect((await bench.submit('ana', form, { person: 'ana' })).shows).toContain('Nobody is asked: that is you');
    expect((await bench.types(number)).slice(0, declaration.length)).toEqual(declaration);
    expect(await bench.types(number)).not.toContain('responders-asked');
  });

  it('asks no guest, and does not speak of roles', async () => {
    const told = await bench.told('ana', page('@gus'));
    expect(told).toContain('<@UGUS> can take no part in this: guests');
    expect(await bench.told('gus', page('@ben'))).toContain('Guests cannot ask people to join');
  });
});
