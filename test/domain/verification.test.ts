import { describe, expect, it } from 'vitest';
import type { OnCall, Turn } from '#src/domain/on-call.ts';
import type { Policy } from '#src/domain/policy.ts';
import { channelsNamed, peopleCalled, unknownServices } from '#src/domain/verification/called.ts';
import { gapsOf } from '#src/domain/verification/gaps.ts';
import { aPolicy, wednesday } from '#test/support/builders.ts';

const hour = 3_600_000;

const rota = {
  team: 'Platform Engineering',
  primary: ['ana@x.example', 'ben@x.example'],
  secondary: ['ben@x.example'],
  everyDays: 7,
  since: '2026-11-16',
};

/** `api-gateway` is PagerDuty's PSAPI, `worker` goes by the rota, and nothing else is named. */
const policy: Policy = {
  ...aPolicy,
  rota: [rota],
  services: aPolicy.services.map((one) => ({ ...one, pagerDuty: one.id === 'api-gateway' ? 'PSAPI' : null })),
  escalation: { ...aPolicy.escalation, rungs: [{ name: 'Manager', who: { people: ['Dora@x.example'] } }] },
};

/** Somebody's turn at a level of the policy P1; times in hours from now. */
function turn(level: number, name: string, from: number | null, until: number | null, escalation = 'P1'): Turn {
  const at = (hours: number | null) => (hours === null ? null : wednesday + hours * hour);
  const person = { id: `P${name.toUpperCase()}`, name, email: `${name.toLowerCase()}@x.example` };
  return { policy: escalation, level, person, from: at(from), until: at(until) };
}

const secondary = turn(2, 'Chen', null, null);
const said = (turns: readonly Turn[], policies: OnCall['policies'] = { PSAPI: 'P1' }): OnCall => ({
  at: wednesday,
  policies,
  turns,
});

/** `primary 4-6`, in hours from now; `-` where nobody comes next. */
const gaps = (onCall: OnCall | null, of = policy) =>
  gapsOf(of, onCall, wednesday).map(({ services, list, from, until }) => {
    const hours = (at: number) => (at - wednesday) / hour;
    return `${services.join()} ${list} ${hours(from)}-${until === null ? '' : hours(until)}`;
  });

describe('a gap in who is called', () => {
  it.each<[string, readonly Turn[], readonly string[]]>([
    ['is none where somebody always is', [turn(1, 'Ana', null, null)], []],
    ['is none where one takes over from the other', [turn(1, 'Ana', -1, 24), turn(1, 'Ben', 24, 168)], []],
    ['is none where turns overlap', [turn(1, 'Ana', -1, 100), turn(1, 'Ben', 10, 20), turn(1, 'Ben', 90, null)], []],
    ['is between two turns', [turn(1, 'Ana', -1, 24), turn(1, 'Ben', 30, null)], ['api-gateway primary 24-30']],
    ['is now', [turn(1, 'Ana', 2, null)], ['api-gateway primary 0-2']],
    ['is at the end of what is looked at', [turn(1, 'Ana', -1, 167)], ['api-gateway primary 167-']],
    ['is not beyond it', [turn(1, 'Ana', -1, 168)], []],
    ['ends when it really does', [turn(1, 'Ana', -1, 160), turn(1, 'Ben', 200, null)], ['api-gateway primary 160-200']],
    ['is all of it where nobody is there', [], ['api-gateway primary 0-']],
  ])('%s', (_, turns, expected) => {
    expect(gaps(said([...turns, secondary]))).toEqual(expected);
  });

  it('may be of the secondary alone', () => {
    expect(gaps(said([turn(1, 'Ana', null, null)]))).toEqual(['api-gateway secondary 0-']);
  });

  it('is told once for all that it is the same for', () => {
    const services = policy.services.map((one) => ({ ...one, pagerDuty: 'PSAPI' }));
    const of = { ...policy, services, paging: { ...policy.paging, otherwise: 'PSAPI' } };
    expect(gaps(said([secondary]), of)).toEqual(['api-gateway,worker,rest primary 0-']);
  });

  it('of private incidents is one of the first level alone', () => {
    const of = { ...policy, paging: { ...policy.paging, security: 'PSSEC' } };
    const whole = [turn(1, 'Ana', null, null), secondary];
    const knows = { PSAPI: 'P1', PSSEC: 'P2' };
    expect(gaps(said([...whole, turn(1, 'Sam', null, null, 'P2')], knows), of)).toEqual([]);
    expect(gaps(said(whole, knows), of)).toEqual(['security primary 0-']);
  });

  it('is there where neither PagerDuty nor a rota names anybody', () => {
    expect(gaps(null)).toEqual([]);
    expect(gaps(null, { ...policy, rota: [] })).toEqual([
      'api-gateway,worker,rest primary 0-',
      'api-gateway,worker,rest secondary 0-',
    ]);
  });
});

describe('who may be called', () => {
  const names = (onCall: OnCall | null, of = policy) => peopleCalled(of, onCall, wednesday).map(({ email }) => email);

  it('is whose turn it is or comes within the week, the rungs, and the rota where it counts; each once', () => {
    const turns = [turn(1, 'Ana', -5, 5), turn(1, 'Eva', 5, 300), turn(1, 'Late', 300, 400), turn(1, 'Gone', -9, 0)];
    expect(names(said(turns))).toEqual(['ana@x.example', 'eva@x.example', 'Dora@x.example', 'ben@x.example']);
  });

  it('leaves the rota out where PagerDuty knows everything', () => {
    const services = policy.services.map((one) => ({ ...one, pagerDuty: 'PSAPI' }));
    const of = { ...policy, services, paging: { ...policy.paging, otherwise: 'PSAPI' } };
    expect(names(said([secondary]), of)).toEqual(['chen@x.example', 'Dora@x.example']);
    expect(names(null, of)).toEqual(['Dora@x.example', 'ana@x.example', 'ben@x.example']);
  });
});

it('services that PagerDuty does not have are those named and not known', () => {
  const of = { ...policy, paging: { ...policy.paging, otherwise: 'PSGONE', security: 'PSSEC' } };
  expect(unknownServices(of, said([], { PSAPI: 'P1', PSSEC: 'P2' }))).toEqual([
    { kind: 'unknown-service', service: 'rest', pager: 'PSGONE' },
  ]);
});

it('channels are the rooms and the contacts that are channels, each once', () => {
  const services = policy.services.map((one, index) => ({
    ...one,
    contact: index === 0 ? '#apgms-ops' : 'sre@x.example',
  }));
  expect(channelsNamed({ ...policy, services, security: { ...policy.security, slack: '#sec' } })).toEqual([
    ...['incidents', 'incident-room', 'ops-alerts', 'apgms-ops'],
    'sec',
  ]);
});
