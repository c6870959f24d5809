import { describe, expect, it } from 'vitest';
import { likenessOf, lookAlikes, waitsFor } from '#src/domain/incident/alike.ts';
import { anIncident, aPolicy, declared, prose } from '#test/support/builders.ts';

const services = ['api-gateway:API Gateway', 'shared-database:Shared Database', 'redis-cache:Redis Cache']
  .concat('audit:Audit Service', 'payments:Payments Service', 'registries:Registries Service')
  .flatMap((one) => {
    const [id = '', name = ''] = one.split(':');
    return aPolicy.services.slice(0, 1).map((service) => ({ ...service, id, name }));
  });

const open = (title: string, number = 7, services: readonly string[] = []) =>
  anIncident(declared({ number, title: prose(title), services }));

describe('an open incident sounds like the one being declared', () => {
  it.each([
    ['word for word', 'bank-lines returns 500', 'Bank lines returns 500!', [], true],
    ['with a slip', 'bank-lines returns 500', 'bankline returning 500', [], true],
    ['without spaces, as Japanese is written', '銀行明細が五百を返す', '銀行明細が五百エラーを返す', [], true],
    ['with little in common', 'bank-lines returns 500', 'the office printer is on fire', [], false],
    [
      'with little in common but the service',
      'bank-lines returns 500',
      'bank transfers time out',
      ['api-gateway'],
      true,
    ],
    ['with nothing in common but the service', 'bank-lines returns 500', 'logo misaligned', ['api-gateway'], false],
    ['when neither says a word', '!!!', '???', [], false],
  ])('%s', (_, said, title, shared, alike) => {
    const found = lookAlikes({ title: said, services: ['api-gateway'] }, [open(title, 7, shared)], services);
    expect(found.length > 0).toBe(alike);
  });

  it.each<[string, [string, ...string[]], [string, ...string[]], boolean]>([
    ['services are said, and others', ['is down', 'api-gateway'], ['is down', 'redis-cache'], false],
    [
      'services are said, and others, of the same trouble',
      ['returns 500', 'payments'],
      ['returns 500', 'audit'],
      false,
    ],
    ['a service is said, and another one in the title', ['is down', 'api-gateway'], ['redis is down'], false],
    ['both titles name one, not the same', ['payment reconciliation late'], ['database: replication late'], false],
    ['both say the same one, and no more', ['is down', 'redis-cache'], ['redis is slow'], true],
    ['both name it in the title', ['the redis cache is full'], ['redis full'], true],
    [
      'both say the same one, and something else of it',
      ['the disk is full', 'audit'],
      ['logo misaligned', 'audit'],
      false,
    ],
    ['one says none, and both that something is slow', ['db is slow'], ['lookup slow', 'registries'], false],
    ['none is said, and they only say that something is wrong', ['it is down again'], ['is down'], false],
    ['none is said, and they say the same of the same', ['checkout fails'], ['checkout is failing again'], true],
    ['a word is of several services', ['the service is down'], ['audit service is down'], false],
  ])('by what they are about: %s', (_, [title, ...own], [other, ...others], alike) => {
    const [one, two] = [open(title, 7, own), open(other, 8, others)];
    expect(lookAlikes({ title, services: own }, [two], services)).toEqual(alike ? [two] : []);
    expect(lookAlikes({ title: other, services: others }, [one], services)).toEqual(alike ? [one] : []);
  });

  it.each([
    ['sev1', ['sev1', 'sev1'], false],
    ['sev2', ['sev3', 'sev4'], false],
    ['sev2', ['sev3', 'sev2'], true],
    ['sev3', ['sev1'], true],
    ['sev3', ['sev3'], true],
    ['sev4', [], false],
  ] as const)('and a %s that sounds like %j waits for a second click: %j', (severity, alike, waits) => {
    const open = alike.map((one) => ({ severity: one }));
    expect(waitsFor(severity, open)).toBe(waits);
  });

  it('the likest first, three at most', () => {
    const more = ['', ' today', ' today for many', ' today for many of our customers'];
    const all = more.map((words, index) => open(`bank-lines returns 500${words}`, index + 1));
    const found = lookAlikes({ title: 'bank-lines returns 500', services: [] }, all.toReversed(), services);
    expect(found.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('is as like as the other is to it, and most like to itself', () => {
    expect(likenessOf('bank-lines', 'bank')).toBe(likenessOf('bank', 'bank-lines'));
    expect(likenessOf('bank-lines', 'bank-lines')).toBe(1);
  });
});
