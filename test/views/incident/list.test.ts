import { describe, expect, it } from 'vitest';
import { declaredAt, incident, minutes, resolved } from '#test/views/props.ts';
import { shown } from '#test/views/shown.ts';
import { incidentList } from '#views/incident/list.ts';

const now = declaredAt + 125 * minutes;

describe('the list of incidents', () => {
  it('has a paragraph for each and counts the others', () => {
    const restricted = incident({ number: 43, restricted: true, channel: null });
    const list = incidentList({ incidents: [restricted, resolved], total: 7, now, open: null });
    expect(shown(list)).toEqual([
      '*7 incidents*',
      '*INC-43 · SEV2* · api-gateway: bank-lines returns 500\nInvestigating · open for 2 h 05 min · restricted · declared by <@U0ANA>',
      '✓ INC-42 · SEV2 · api-gateway: bank-lines returns 500\nResolved · took 23 min · declared by <@U0ANA> · <#C0INC42>',
      'and 5 more',
    ]);
  });

  it('begins with the worst that is open, then the newest, and ends with what is over', () => {
    const open = (number: number, severity: 'sev1' | 'sev3') => incident({ number, severity });
    const incidents = [open(46, 'sev3'), { ...resolved, number: 45 }, open(44, 'sev1'), open(43, 'sev1'), resolved];
    const list = shown(incidentList({ incidents, total: 5, now, open: null }));
    expect(list.slice(1).map((line) => line.slice(0, 12).replaceAll('*', '').trim())).toEqual([
      'INC-44 · SE',
      'INC-43 · SE',
      'INC-46 · SE',
      '✓ INC-45 · S',
      '✓ INC-42 · S',
    ]);
  });

  it.each([
    [true, 'There is no open incident.'],
    [false, 'There is no resolved incident.'],
    [null, 'There is no incident.'],
  ])('says when there is none (open: %s)', (open, words) => {
    expect(incidentList({ incidents: [], total: 0, now, open }).text).toContain(words);
  });

  it('shows what one message holds, however many there are and however long their titles', () => {
    const many = (body: string) => Array.from({ length: 200 }, () => incident({ title: { prose: 't', body } }));
    const short = incidentList({ incidents: many('short'), total: 200, now, open: true });
    const long = incidentList({ incidents: many('&'.repeat(3_000)), total: 200, now, open: true });
    expect(short.blocks).toHaveLength(50);
    expect(shown(short).at(-1)).toBe('and 152 more');
    expect(shown(long).join('').length).toBeLessThanOrEqual(10_000);
    expect(shown(long).at(-1)).toMatch(/^and \d+ more$/);
  });
});
