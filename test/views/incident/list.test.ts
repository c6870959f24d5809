import { describe, expect, it } from 'vitest';
import { declaredAt, incident, minutes, policy, resolved } from '#test/views/props.ts';
import { shown } from '#test/views/shown.ts';
import { type IncidentListProps, incidentList } from '#views/incident/list.ts';

const now = declaredAt + 125 * minutes;
const all = { open: null, mine: false, severity: null, service: null, since: null, drill: null };

const usual = {
  ...{ incidents: [incident()], total: 1, drills: 0, page: 1, asked: 1 },
  ...{ now, policy, filter: all, words: 'all' },
};

function list(props: Partial<IncidentListProps>): readonly string[] {
  return shown(incidentList({ ...usual, ...props }));
}

describe('the list of incidents', () => {
  it('has a paragraph for each, private ones and drills marked', () => {
    const restricted = incident({ number: 43, restricted: true, channel: null });
    const drill = incident({ number: 44, drill: true });
    expect(list({ incidents: [restricted, drill, resolved], total: 3, drills: 1 })).toEqual([
      '*2 incidents, 1 drill*',
      '*INC-43 · SEV2* · api-gateway: bank-lines returns 500\nInvestigating · open for 2 h 05 min · private · declared by <@U0ANA>',
      '*DRILL INC-44 · SEV2* · api-gateway: bank-lines returns 500\nInvestigating · open for 2 h 05 min · declared by <@U0ANA> · <#C0INC42>',
      '✓ INC-42 · SEV2 · api-gateway: bank-lines returns 500\nResolved · took 23 min · declared by <@U0ANA> · <#C0INC42>',
    ]);
  });

  it('counts from when it began, where somebody said so', () => {
    const began = incident({ beganAt: declaredAt - 60 * minutes });
    const told = incident({ ...resolved, beganAt: declaredAt - 60 * minutes, resolvedAt: declaredAt - 20 * minutes });
    expect(list({ incidents: [began] })[1]).toContain('open for 3 h 05 min');
    expect(list({ incidents: [told] })[1]).toContain('took 40 min');
  });

  it('has buttons to the other pages, which ask for the same, and says which page it is', () => {
    const props = { total: 25, page: 2, words: 'all sev1' };
    const message = incidentList({ ...usual, ...props });
    const values = JSON.stringify(message.blocks).match(/"value":"[^"]*"/g);
    expect(values).toEqual(['"value":"incident list all sev1 page 1"', '"value":"incident list all sev1 page 3"']);
    expect(shown(message).slice(-3)).toEqual([
      'Previous page',
      'Next page',
      'Page 2 of 3. To go to one: `/apgms incident list all sev1 page 3`',
    ]);
    expect(list({ total: 25, page: 1 })).not.toContain('Previous page');
    expect(list({ total: 25, page: 3 })).not.toContain('Next page');
    expect(list({ total: 10 }).join('\n')).not.toContain('Page');
  });

  const open = { ...all, open: true };
  it.each([
    [open, 0, 'There is no open incident.'],
    [{ ...all, open: false }, 0, 'There is no incident that is over.'],
    [all, 0, 'There is no incident.'],
    [{ ...open, severity: 'sev1', service: 'api-gateway' } as const, 2, '*2 open SEV1 incidents of API Gateway*'],
    [{ ...all, open: false, mine: true }, 1, '*1 incident that is over you have a part in*'],
    [{ ...all, drill: false }, 2, '*2 incidents, drills left out*'],
    [
      { ...all, since: declaredAt },
      2,
      `*2 incidents, declared since <!date^${declaredAt / 1_000}^{date_short_pretty} {time}|2026-11-21 16:04 UTC>*`,
    ],
  ])('says what was asked for: %j', (filter, total, words) => {
    expect(list({ filter, total })[0]).toContain(words);
  });

  it.each([
    [open, 3, 1, '*2 open incidents, 1 drill*'],
    [open, 3, 2, '*1 open incident, 2 drills*'],
    [{ ...open, service: 'api-gateway' }, 4, 2, '*2 open incidents of API Gateway, 2 drills*'],
    [open, 2, 2, '*2 open drills*'],
    [{ ...open, drill: true }, 2, 2, '*2 open drills*'],
    [{ ...all, drill: true }, 1, 1, '*1 drill*'],
  ])('counts drills apart: %j, %d of them %d drills', (filter, total, drills, words) => {
    expect(list({ filter, total, drills })[0]).toBe(words);
  });

  it('says so where there are not as many pages as were asked for', () => {
    expect(list({ total: 25, page: 3, asked: 9 })[1]).toBe('There are 3 pages; this is page 3.');
    expect(list({ total: 5, page: 1, asked: 2 })[1]).toBe('There is only this page.');
    expect(list({ total: 25, page: 3, asked: 3 }).join('\n')).not.toContain('There are');
  });

  it('where there is none says how to see more, and how to declare', () => {
    expect(list({ total: 0, words: 'sev1' })[0]).toContain('`/apgms incident list all`');
    expect(list({ total: 0, words: 'all' })[0]).not.toContain('`/apgms incident list all`');
    expect(list({ total: 0 })[0]).toContain('`/apgms incident declare`');
  });
});
