import { describe, expect, it } from 'vitest';
import { incident, resolved } from '#test/views/props.ts';
import { shown } from '#test/views/shown.ts';
import { whichIncident } from '#views/incident/which.ts';

const many = (count: number) => Array.from({ length: count }, (_, index) => incident({ number: count - index }));
const values = (message: object) =>
  [...JSON.stringify(message).matchAll(/"value":"([^"]*)"/g)].map(([, value]) => value);

describe('the question which incident', () => {
  it('offers them in a menu, each with what is to be done with it', () => {
    const incidents = [incident({ number: 8, restricted: true }), incident({ number: 7, drill: true })];
    const which = whichIncident({ incidents, total: 2, of: 'open', verb: 'resolve', rest: 'because it flaps' });
    expect(values(which)).toEqual([
      'incident resolve INC-8 because it flaps',
      'incident resolve INC-7 because it flaps',
    ]);
    expect(shown(which)).toEqual([
      '*Which incident?* This is not the channel of one.',
      'Choose an incident',
      'INC-8 · SEV2 · private · bank-lines returns 500',
      'DRILL INC-7 · SEV2 · bank-lines returns 500',
      'Resolve this one?',
      'The one you chose.',
      'Yes, this one',
      'No',
      'To name it: `/apgms incident resolve INC-8`',
    ]);
  });

  it('offers a hundred, and says how many more there are', () => {
    const which = whichIncident({ incidents: many(100), total: 300, of: 'open', verb: 'show', rest: '' });
    expect(values(which)).toHaveLength(100);
    expect(shown(which).at(-1)).toContain('200 more: `/apgms incident list`');
  });

  it('says how those stand that are over, and how to see all', () => {
    const over = [{ ...resolved, number: 7 }, incident({ number: 6, status: 'cancelled' })];
    const incidents = [incident({ number: 8 }), ...over];
    const which = whichIncident({ incidents, total: 5, of: 'any', verb: 'show', rest: '' });
    expect(shown(which).slice(2)).toEqual([
      'INC-8 · SEV2 · bank-lines returns 500',
      'INC-7 · SEV2 · Resolved · bank-lines returns 500',
      'INC-6 · SEV2 · Cancelled · bank-lines returns 500',
      '2 more: `/apgms incident list all` · To name it: `/apgms incident show INC-8`',
    ]);
  });

  it('has buttons where what was said is too long for a menu', () => {
    const rest = `because ${'x'.repeat(100)}`;
    const which = whichIncident({ incidents: many(30), total: 30, of: 'open', verb: 'resolve', rest });
    expect(values(which)).toHaveLength(10);
    expect(values(which)[0]).toBe(`incident resolve INC-30 ${rest}`);
    expect(shown(which).at(-1)).toContain('20 more');
  });

  it('has neither where it is too long for both, and says how to name it', () => {
    const which = whichIncident({ incidents: many(3), total: 3, of: 'open', verb: 'update', rest: 'x'.repeat(12_000) });
    expect(values(which)).toEqual([]);
    expect(shown(which).at(-1)).toContain('`/apgms incident update INC-3`');
  });

  it.each([
    ['open', 'No incident is open.'],
    ['any', 'No incident is open, and none was over in the last 7 days.'],
    ['resolved', 'No incident is resolved and not closed yet.'],
    ['merged', 'No incident was merged'],
  ] as const)('is none where there is none to choose: %s', (of, words) => {
    const which = whichIncident({ incidents: [], total: 0, of, verb: 'reopen', rest: '' });
    expect(which.text).toContain(words);
  });
});
