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
