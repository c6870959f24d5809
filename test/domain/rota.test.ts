import { describe, expect, it } from 'vitest';
import type { Policy, RotaShift, Service } from '#src/domain/policy.ts';
import { onCallFor, rotaTurn, turnOnList } from '#src/domain/rota.ts';
import { aPolicy } from '#test/support/builders.ts';

const since = Date.parse('2026-11-16');
const day = 24 * 60 * 60_000;

const platform: RotaShift = {
  team: 'Platform Engineering',
  primary: ['ana', 'ben', 'chen'],
  secondary: ['dora', 'emil'],
  everyDays: 7,
  since: '2026-11-16',
};
const data: RotaShift = { ...platform, team: 'Data Services', primary: ['fay'], secondary: ['gus'] };

/** `api-gateway` is Platform Engineering's, backed by Data Services; `worker` the other way round. */
const policy = (rota: readonly RotaShift[], changes: Partial<Service> = {}): Policy => ({
  ...aPolicy,
  rota,
  services: aPolicy.services.map((service) => (service.id === 'worker' ? service : { ...service, ...changes })),
});

describe('a shift', () => {
  it.each([
    ['begins with the first of the list', since, 'ana', 'dora'],
    ['lasts to its last moment', since + 7 * day - 1, 'ana', 'dora'],
    ['goes to the next of each list', since + 7 * day, 'ben', 'emil'],
    ['comes round, in a list of three and in one of two', since + 21 * day, 'ana', 'emil'],
    ['comes round again', since + 28 * day, 'ben', 'dora'],
    ['before the first one is the first one', since - 1, 'ana', 'dora'],
    ['long before it too', 0, 'ana', 'dora'],
  ])('%s', (_, at, primary, secondary) => {
    const both = (['primary', 'secondary'] as const).map((list) =>
      onCallFor(policy([platform]), ['api-gateway'], list, at),
    );
    expect(both).toEqual([primary, secondary]);
  });
});

describe('who is on call', () => {
  it.each<[string, Policy, readonly string[], string | null]>([
    ['is of the team that owns the service', policy([data, platform]), ['api-gateway'], 'ana'],
    ['is of the team that owns the first of many', policy([platform, data]), ['worker', 'api-gateway'], 'fay'],
    ['is of the team that helps out where the owner has no rota', policy([data]), ['api-gateway'], 'fay'],
    [
      'is of an owner before anybody who helps out',
      policy([platform, data], { owner: 'Nobody', backup: 'Nobody' }),
      ['api-gateway', 'worker'],
      'fay',
    ],
    [
      'is the person in the place of the team',
      policy([platform], { owner: 'zoe@x.example' }),
      ['api-gateway'],
      'zoe@x.example',
    ],
    [
      'is the person who helps out',
      policy([], { owner: 'Nobody', backup: 'yan@x.example' }),
      ['api-gateway'],
      'yan@x.example',
    ],
    [
      'is of the first team with a rota where nobody of theirs has one',
      policy([platform, data], { owner: 'Nobody', backup: 'Nobody' }),
      ['api-gateway'],
      'ana',
    ],
    ['is of the first team with a rota where no service is named', policy([data, platform]), [], 'fay'],
    ['or where nobody knows the service any more', policy([data, platform]), ['abacus'], 'fay'],
    ['is nobody where there is no rota', policy([]), ['api-gateway'], null],
  ])('%s', (_, rules, services, expected) => {
    expect(onCallFor(rules, services, 'primary', since)).toBe(expected);
  });
});

describe('a turn', () => {
  it.each([
    ['is taken over from by the next of the list', platform.primary, since, { email: 'ana', next: ['ben', 7] }],
    ['begins with its first moment', platform.primary, since + 7 * day, { email: 'ben', next: ['chen', 14] }],
    ['goes on with the first of the list', platform.primary, since + 15 * day, { email: 'chen', next: ['ana', 21] }],
    [
      'before the first one ends as the first one does',
      platform.primary,
      since - day,
      { email: 'ana', next: ['ben', 7] },
    ],
    ['of somebody alone on the list never ends', ['ana'], since, { email: 'ana', next: null }],
    [
      'of somebody who has several in a row ends after all of them',
      ['ana', 'ana', 'ben'],
      since,
      { email: 'ana', next: ['ben', 14] },
    ],
    [
      'of somebody last and first on the list goes on',
      ['ana', 'ben', 'ana'],
      since + 14 * day,
      { email: 'ana', next: ['ben', 28] },
    ],
  ] as const)('%s', (_, primary, at, { email, next }) => {
    const [who, days] = next ?? [];
    const expected = days === undefined ? null : { email: who, at: since + days * day };
    expect(turnOnList({ ...platform, primary }, 'primary', at)).toEqual({ email, next: expected });
    expect(rotaTurn(policy([{ ...platform, primary }]), ['api-gateway'], 'primary', at)).toEqual({
      email,
      next: expected,
    });
  });

  it('of a person in the place of a team never ends', () => {
    const rules = policy([platform], { owner: 'zoe@x.example' });
    expect(rotaTurn(rules, ['api-gateway'], 'secondary', since)).toEqual({ email: 'zoe@x.example', next: null });
  });
});
