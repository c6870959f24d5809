import { describe, expect, it } from 'vitest';
import { type Duty, dutyGroups, scopeNamed, teamsOf } from '#src/domain/duty.ts';
import { emailsOnCall, type List, type OnCall, type Turn } from '#src/domain/on-call.ts';
import type { Policy } from '#src/domain/policy.ts';
import { aPolicy, wednesday } from '#test/support/builders.ts';

const hour = 3_600_000;
const day = 24 * hour;

const platform = {
  team: 'Platform Engineering',
  primary: ['ana@x.example', 'ben@x.example'],
  secondary: ['ben@x.example'],
  everyDays: 7,
  since: '2026-11-16',
};

function policyWith(pagerDuty: Readonly<Record<string, string>>, changes: Partial<Policy> = {}): Policy {
  return {
    ...aPolicy,
    rota: [platform],
    services: aPolicy.services.map((service) => ({ ...service, pagerDuty: pagerDuty[service.id] ?? null })),
    ...changes,
  };
}

/** Somebody's turn at level 1 of the policy P1, unless it is said otherwise; times in hours from now. */
function turn(name: string, from: number | null, until: number | null, changes: Partial<Turn> = {}): Turn {
  const at = (hours: number | null) => (hours === null ? null : wednesday + hours * hour);
  const person = { id: `P${name.toUpperCase()}`, name, email: `${name.toLowerCase()}@x.example` };
  return { policy: 'P1', level: 1, person, from: at(from), until: at(until), ...changes };
}

const said = (turns: readonly Turn[], policies: OnCall['policies'] = { PSAPI: 'P1' }): OnCall => ({
  at: wednesday,
  policies,
  turns,
});

/** `Ana until 4, Chen until ever; Ben from 4`, in hours from now. */
function told({ now, next, instead }: Duty): string {
  const hours = (at: number | null) => (at === null ? 'ever' : (at - wednesday) / hour);
  const name = (who: Duty['now'][number]['who']) => who.name ?? who.email;
  const all = now.map(({ who, until }) => `${name(who)} until ${hours(until)}`).join(', ') || 'nobody';
  const then = next ? `; ${name(next.who)} from ${hours(next.from)}` : '';
  return `${all}${then}${instead ? `; else ${name(instead)}` : ''}`;
}

function primaryOf(turns: readonly Turn[]): string {
  const [group] = dutyGroups(policyWith({ 'api-gateway': 'PSAPI' }), said(turns), { kind: 'all' }, wednesday);
  return group ? told(group.primary) : '';
}

describe('whose turn it is at a level of PagerDuty', () => {
  it.each([
    ['goes by the time', [turn('Ana', -20, -4), turn('Ben', -4, 4), turn('Chen', 4, 12)], 'Ben until 4; Chen from 4'],
    ['may be for good', [turn('Ana', null, null)], 'Ana until ever'],
    ['may be several at once', [turn('Ana', null, null), turn('Ben', -1, 4)], 'Ana until ever, Ben until 4'],
    ['may have a hole behind it', [turn('Ana', -1, 4), turn('Ben', 6, 8)], 'Ana until 4; Ben from 6'],
    [
      'ends when somebody else takes over',
      [turn('Ana', -1, 4), turn('Ana', 4, 8), turn('Ben', 8, 9)],
      'Ana until 8; Ben from 8',
    ],
    ['ends where what is known ends', [turn('Ana', -1, 4), turn('Ana', 4, 8)], 'Ana until 8'],
    ['is nobody’s, and the rota says who is asked', [turn('Chen', 6, 8)], 'nobody; Chen from 6; else ana@x.example'],
    ['is nobody’s on another level', [turn('Chen', null, null, { level: 2 })], 'nobody; else ana@x.example'],
    ['is not that of another policy', [turn('Chen', null, null, { policy: 'P2' })], 'nobody; else ana@x.example'],
    ['ends with its last moment', [turn('Ana', -1, 0), turn('Ben', 0, 1)], 'Ben until 1'],
  ])('%s', (_, turns, expected) => {
    expect(primaryOf(turns)).toBe(expected);
  });
});

describe('who is on call', () => {
  const subjects = (policy: Policy, onCall: OnCall | null, scope = scopeNamed(policy, '')) =>
    dutyGroups(policy, onCall, scope ?? { kind: 'all' }, wednesday).map(({ source, subjects: of, primary }) => [
      source,
      of.map((one) => (one.kind === 'service' ? one.service.id : one.kind)).join(),
      told(primary),
    ]);
  const ana = turn('Ana', null, null);

  it('is the rota’s word where PagerDuty was never asked, and each group stands there once', () => {
    const expected = `ana@x.example until ${(5 * day - 16 * hour) / hour}; ben@x.example from ${(5 * day - 16 * hour) / hour}`;
    expect(subjects(policyWith({}), null)).toEqual([['rota', 'api-gateway,worker,rest', expected]]);
  });

  it('is PagerDuty’s word for what it knows, and the rota’s for the rest', () => {
    const rows = subjects(policyWith({ 'api-gateway': 'PSAPI', worker: 'PSGONE' }), said([ana]));
    expect(rows).toMatchObject([
      ['pagerduty', 'api-gateway', 'Ana until ever'],
      ['rota', 'worker,rest', expect.stringContaining('ana@x.example')],
    ]);
  });

  it('of what has no service of its own is that of the service for all else', () => {
    const policy = policyWith({ 'api-gateway': 'PSAPI' }, { paging: { ...aPolicy.paging, otherwise: 'PSELSE' } });
    const chen = turn('Chen', null, null, { policy: 'P2' });
    expect(subjects(policy, said([ana, chen], { PSAPI: 'P1', PSELSE: 'P2' }))).toEqual([
      ['pagerduty', 'api-gateway', 'Ana until ever'],
      ['pagerduty', 'worker,rest', 'Chen until ever'],
    ]);
  });

  it('is one group where the same people are called by different policies', () => {
    const policy = policyWith({ 'api-gateway': 'PSAPI', worker: 'PSWRK' });
    const both = said([ana, { ...ana, policy: 'P2' }], { PSAPI: 'P1', PSWRK: 'P2' });
    expect(subjects(policy, both)[0]).toEqual(['pagerduty', 'api-gateway,worker', 'Ana until ever']);
  });

  it('can be asked for by service, and by team for all that it owns', () => {
    const policy = policyWith({ 'api-gateway': 'PSAPI' });
    const of = (name: string) => subjects(policy, said([ana]), scopeNamed(policy, name)).map(([, which]) => which);
    expect(of('API Gateway')).toEqual(['api-gateway']);
    expect(of('platform engineering')).toEqual(['api-gateway']);
    expect(of('Data Services')).toEqual(['worker']);
    expect(scopeNamed(policy, 'Sales')).toBeNull();
  });

  it('of a team that owns nothing is by its rota', () => {
    const policy = policyWith({}, { rota: [platform, { ...platform, team: 'SRE', primary: ['chen@x.example'] }] });
    expect(teamsOf(policy)).toEqual(['Platform Engineering', 'Data Services', 'SRE']);
    expect(subjects(policy, said([ana]), scopeNamed(policy, 'sre'))).toEqual([
      ['rota', 'team', 'chen@x.example until ever'],
    ]);
  });

  it('is everybody whom PagerDuty calls at that level, and the rota where it calls nobody who can be told', () => {
    const policy = policyWith({ 'api-gateway': 'PSAPI' });
    const deaf = turn('Dora', null, null, { person: { id: 'PDORA', name: 'Dora', email: null } });
    const emails = (turns: readonly Turn[], list: List = 'primary') =>
      emailsOnCall(policy, said(turns), ['api-gateway'], list, wednesday);
    const both = [turn('Chen', null, null), turn('Emil', -1, 3)];
    expect(emails([...both, turn('Ben', 3, 9), turn('Chen', -2, 2)])).toEqual(['chen@x.example', 'emil@x.example']);
    expect(emails([deaf])).toEqual(['ana@x.example']);
    expect(emails(both, 'secondary')).toEqual(['ben@x.example']);
  });

  it('is nobody where there is no rota', () => {
    expect(subjects({ ...policyWith({}), rota: [] }, null)).toEqual([['rota', 'api-gateway,worker,rest', 'nobody']]);
  });
});
