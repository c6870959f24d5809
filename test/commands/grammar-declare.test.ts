import { describe, expect, it } from 'vitest';
import { type DeclareWords, parseDeclare } from '#commands/_grammar/parse-declare.ts';
import { policy, service } from '#test/views/props.ts';

/** 2026-11-18 16:00 UTC. */
const now = Date.UTC(2026, 10, 18, 16);
const hour = 60 * 60_000;

const said = (changes: Partial<DeclareWords>): DeclareWords => ({
  title: '',
  severity: null,
  services: [],
  restricted: false,
  customerFacing: null,
  drill: false,
  here: false,
  anyway: false,
  beganAt: null,
  detectedAt: null,
  resolvedAt: null,
  slips: [],
  noSeverity: null,
  alert: null,
  marked: null,
  ...changes,
});

const full = said({ title: 'bank-lines returns 500', severity: 'sev2', services: ['api-gateway'] });

describe('one line declares an incident', () => {
  it.each([
    'sev2 api-gateway bank-lines returns 500',
    'SEV 2 API-Gateway bank-lines returns 500',
    'api-gateway sev-2 bank-lines returns 500',
    'API Gateway, severity: 2 bank-lines returns 500',
    '2 api-gateway: bank-lines returns 500',
    's2 api-gateway: bank-lines returns 500',
    'api-gateway: bank-lines returns 500, sev2',
    'api-gateway bank-lines returns 500 (sev2)',
    '[SEV2] api-gateway - bank-lines   returns\n500',
    'sev2 api-gateway "bank-lines returns 500"',
    'sev2 “bank-lines returns 500” api-gateway',
    '“bank-lines returns 500” api-gateway sev2',
    '--sev2 --api-gateway bank-lines returns 500',
  ])('%j, in any order and case', (text) => {
    expect(parseDeclare(text, policy, now)).toEqual(full);
  });

  it.each([
    ['', {}],
    ['sev1', { severity: 'sev1' }],
    ['worker', { services: ['worker'] }],
    ['sev1 ""', { severity: 'sev1' }],
    ['sev1 \u200b', { severity: 'sev1' }],
  ] as const)('%j says too little: the title stays empty', (text, rest) => {
    expect(parseDeclare(text, policy, now)).toEqual(said(rest));
  });

  it.each([
    ['ALT-7', {}],
    ['alt7,', {}],
    ['alert 7', {}],
    ['"ALT-7"', {}],
    ['alt 7 sev2', { severity: 'sev2' }],
    ['sev2 for ALT-7', { severity: 'sev2' }],
    ['ALT-7 worker sev1', { severity: 'sev1', services: ['worker'] }],
    ['ALT-7: the pool is empty', { title: 'the pool is empty' }],
    ['ALT-7 is back', { title: 'ALT-7 is back' }],
    ['about ALT-7 and ALT-8 fire', { title: 'ALT-7 and ALT-8 fire' }],
  ] as const)('%j is about ALT-7, whose name is no title', (text, rest) => {
    expect(parseDeclare(text, policy, now)).toEqual(said({ alert: 7, ...rest }));
  });

  it.each(['the pool is empty since ALT-7', 'alert 500 errors', 'ALT storage is full', 'alternating answers'])(
    '%j is about no alert of ours',
    (text) => {
      expect(parseDeclare(text, policy, now)).toEqual(said({ title: text }));
    },
  );

  it.each([
    ['everything is slow', { title: 'everything is slow' }],
    ['worker is down', { services: ['worker'], title: 'worker is down' }],
    ['wrong totals sev1 on the dashboard', { severity: 'sev1', title: 'wrong totals sev1 on the dashboard' }],
    ['worker,redis queue is stuck', { services: ['worker', 'redis'], title: 'queue is stuck' }],
    ['redis cache, worker redis jobs lost', { services: ['redis', 'worker'], title: 'redis jobs lost' }],
    ['workers are slow', { title: 'workers are slow' }],
    ['worker worker pool is empty', { services: ['worker'], title: 'worker pool is empty' }],
    ['bank-lines of api-gateway sev1', { severity: 'sev1', title: 'bank-lines of api-gateway' }],
    ['"login" button broken sev1', { severity: 'sev1', title: '"login" button broken' }],
    ['backups fail to s3', { title: 'backups fail to s3' }],
    ['room is out of seats: 2', { title: 'room is out of seats: 2' }],
    ['2 customers cannot log in', { title: '2 customers cannot log in' }],
    ['s3 uploads fail', { title: 's3 uploads fail' }],
    ['api-gateway 2 nodes down', { services: ['api-gateway'], title: '2 nodes down' }],
    ['1 private token leaked', { severity: 'sev1', restricted: true, title: 'token leaked' }],
    ['1 "all down"', { severity: 'sev1', title: 'all down' }],
    ['1', { severity: 'sev1' }],
    ['3 of 5 nodes down', { title: '3 of 5 nodes down' }],
    ['sev1 sev2 was wrong', { severity: 'sev1', title: 'sev2 was wrong' }],
    ['sev9 is none', { noSeverity: 'sev9', title: 'is none' }],
    ['worker severity: 0, late', { noSeverity: 'severity: 0', services: ['worker'], title: 'late' }],
    ['worker late sev12', { noSeverity: 'sev12', services: ['worker'], title: 'late' }],
    [
      'api-gatway returns 500',
      {
        services: ['api-gateway'],
        slips: [{ typed: 'api-gatway', service: 'api-gateway' }],
        title: 'returns 500',
      },
    ],
    ['"2 nodes down"', { title: '2 nodes down' }],
    ['private sev1 token leaked', { restricted: true, severity: 'sev1', title: 'token leaked' }],
    ['sev1 RESTRICTED: token leaked', { restricted: true, severity: 'sev1', title: 'token leaked' }],
    ['private keys leaked private', { restricted: true, title: 'keys leaked private' }],
    ['sev1 token of private repository leaked', { severity: 'sev1', title: 'token of private repository leaked' }],
    ['customer-facing worker late', { customerFacing: true, services: ['worker'], title: 'late' }],
    ['internal-only worker late', { customerFacing: false, services: ['worker'], title: 'late' }],
    ['sev3 "login" button broken', { severity: 'sev3', title: '"login" button broken' }],
    ['drill private sev1 token leaked', { drill: true, restricted: true, severity: 'sev1', title: 'token leaked' }],
    ['here sev3 queue is stuck', { here: true, severity: 'sev3', title: 'queue is stuck' }],
    ['here is what we see: nothing', { title: 'here is what we see: nothing' }],
    ['anyway sev2 worker late', { anyway: true, severity: 'sev2', services: ['worker'], title: 'late' }],
    ['sev3 anyhow', { severity: 'sev3', title: 'anyhow' }],
    [
      'began 3h ago detected 2h ago over 1h ago sev3 exports empty',
      {
        beganAt: now - 3 * hour,
        detectedAt: now - 2 * hour,
        resolvedAt: now - hour,
        severity: 'sev3',
        title: 'exports empty',
      },
    ],
    ['since 14:30 UTC worker late', { beganAt: now - 1.5 * hour, services: ['worker'], title: 'late' }],
    ['started yesterday 16:00 exports empty', { beganAt: now - 24 * hour, title: 'exports empty' }],
    ['over quota everywhere', { title: 'over quota everywhere' }],
    ['started to fail 2h ago', { title: 'started to fail 2h ago' }],
    ["worker can't start", { services: ['worker'], title: "worker can't start" }],
  ] as const)('%j', (text, rest) => {
    expect(parseDeclare(text, policy, now)).toEqual(said(rest));
  });
});

describe('a service that is not written as its id', () => {
  const services = [...policy.services, service('payments', 'Payments Service'), service('registries', 'Registries')];
  const more = { ...policy, services };
  const fail = 'card payments fail';

  it.each([
    ['payments-service', 'payments'],
    ['Payments-Service:', 'payments'],
    ['payment-service', 'payments'],
    ['payments_service', 'payments'],
    ['apigateway', 'api-gateway'],
    ['api_gateway', 'api-gateway'],
    ['redis-cache', 'redis'],
  ])('%s is read as %s, which is said', (typed, id) => {
    const slips = [{ typed: typed.replace(':', ''), service: id }];
    expect(parseDeclare(`sev1 ${typed} ${fail}`, more, now)).toEqual(
      said({ severity: 'sev1', services: [id], slips, title: fail }),
    );
  });

  it.each([
    ['"payments service"', 'payments', false],
    ['“API Gateway”', 'api-gateway', false],
    ['"payment service"', 'payments', true],
    ['"worker"', 'worker', false],
  ])('%s is read as %s, also with a quoted title behind it', (typed, id, slip) => {
    const slips = slip ? [{ typed: typed.slice(1, -1), service: id }] : [];
    const read = said({ severity: 'sev1', services: [id], slips, title: fail });
    expect(parseDeclare(`sev1 ${typed} ${fail}`, more, now)).toEqual(read);
    expect(parseDeclare(`${typed} sev1 "${fail}"`, more, now)).toEqual(read);
  });

  it.each([
    'payment card is refused',
    'payments-card is refused',
    'gateway returns 500',
    'tax figures are wrong',
    'audit-device is lost',
    '"payments"',
    '"bank lines" are down',
  ])('%j stays a title', (text) => {
    const title = text === '"payments"' ? 'payments' : text;
    expect(parseDeclare(text, more, now)).toEqual(said({ title }));
  });

  it('stays a title where it may be either of two', () => {
    const two = { ...more, services: [...services, service('payment', 'Payment Services')] };
    expect(parseDeclare(`payments-servica ${fail}`, two, now).services).toEqual(['payments']);
    expect(parseDeclare(`payment-service ${fail}`, two, now)).toEqual(said({ title: `payment-service ${fail}` }));
  });
});

describe('a last word that may mark it, or end its title', () => {
  const keys = 'keys in a public repository';

  it.each([
    [`sev1 ${keys} private`, `${keys} private`, ['private'], 'private', `private sev1 ${keys}`],
    [`${keys} private sev1`, `${keys} private`, ['private'], 'private', `private ${keys} sev1`],
    [`${keys} sev1 private`, `${keys} private`, ['private'], 'private', `private ${keys} sev1`],
    [`${keys}, sev 1 (private)`, `${keys} (private)`, ['private'], '(private)', `private ${keys} sev 1`],
    [`sev1 ${keys} - PRIVATE!`, `${keys} - PRIVATE!`, ['private'], 'PRIVATE!', `private sev1 ${keys}`],
    [`sev1 ${keys} --restricted`, `${keys} --restricted`, ['private'], '--restricted', `private sev1 ${keys}`],
    [`sev1 ${keys} drill`, `${keys} drill`, ['drill'], 'drill', `drill sev1 ${keys}`],
    [
      `sev1 ${keys} private drill`,
      `${keys} private drill`,
      ['private', 'drill'],
      'private drill',
      `private drill sev1 ${keys}`,
    ],
    [
      `sev1 "keys" are public private`,
      '"keys" are public private',
      ['private'],
      'private',
      'private sev1 "keys" are public',
    ],
  ] as const)('%j is kept in the title, and said to be one', (text, title, marks, typed, marked) => {
    const read = parseDeclare(text, policy, now);
    expect(read).toMatchObject({ severity: 'sev1', restricted: false, drill: false, title });
    expect(read.marked).toEqual({ marks, typed, text: marked });
  });

  it.each([
    [`sev1 ${keys} private`, { restricted: true, drill: false }],
    [`${keys} sev1 drill`, { restricted: false, drill: true }],
    [`${keys} drill private sev1`, { restricted: true, drill: true }],
  ])('%j says in other words what it is where it marks it', (text, flags) => {
    const marked = parseDeclare(parseDeclare(text, policy, now).marked?.text ?? '', policy, now);
    expect(marked).toEqual(said({ severity: 'sev1', title: keys, ...flags }));
  });

  it.each([
    `sev1 "${keys} private"`,
    `private sev1 ${keys}`,
    `sev1 "${keys}" private`,
    'sev1 private',
    'sev1 drill sev1',
    'private data is public',
    'a drill broke the pipe',
    'sev1 privately',
  ])('%j leaves no doubt', (text) => {
    expect(parseDeclare(text, policy, now).marked).toBeNull();
  });
});
