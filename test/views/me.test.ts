import { describe, expect, it } from 'vitest';
import { policy } from '#test/views/props.ts';
import { shown } from '#test/views/shown.ts';
import { inPagerWords } from '#views/me/in-pager.ts';
import { type MeProps, meMessage } from '#views/me/me.ts';

const now = Date.UTC(2026, 10, 18, 16);
const me: MeProps = {
  person: 'U0ANA',
  known: { name: 'Ana', email: 'ana@apgms.example', guest: false },
  groups: ['responder'],
  listed: null,
  rota: [{ team: 'Platform Engineering', list: 'primary', onTurn: 'ana@apgms.example' }],
  duties: { groups: [], asOf: now },
  own: null,
  hasPager: true,
  pager: null,
  policy,
  now,
};
const said = (changes: Partial<MeProps>) => shown(meMessage({ ...me, ...changes }));

describe('what somebody is told of whether they are on call', () => {
  it('is what PagerDuty says, in front of a rota that is used only where that names nobody', () => {
    const all = said({});
    const counts = all.findIndex((one) => one.startsWith('*On call*, by PagerDuty'));
    const rota = all.findIndex((one) => one.startsWith('*Rota in apgms.yaml*'));
    expect(all[counts]).toContain(': this is what counts\nIt is not your turn');
    expect(all[rota]).toBe(
      '*Rota in apgms.yaml*, used only where PagerDuty names nobody\n• Platform Engineering, primary: now *you*',
    );
    expect(counts).toBeLessThan(rota);
  });

  it.each([
    ['PagerDuty has said nothing yet', { duties: { groups: [], asOf: null } }],
    ['they may not see it', { duties: null }],
  ])('is the rota alone where %s', (_, changes) => {
    expect(said(changes).join('\n')).toContain('*Rota in apgms.yaml*\n');
    expect(said(changes).join('\n')).not.toContain('by PagerDuty');
  });
});

it('who was not seen in PagerDuty yet is not found there either', () => {
  expect(inPagerWords({ hasPager: true, pager: null })).toBe('not seen there yet; will be looked for by your e-mail');
});
