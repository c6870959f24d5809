import { describe, expect, it } from 'vitest';
import { likenessOf, lookAlikes } from '#src/domain/incident/alike.ts';
import { anIncident, declared, prose } from '#test/support/builders.ts';

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
    const found = lookAlikes({ title: said, services: ['api-gateway'] }, [open(title, 7, shared)]);
    expect(found.length > 0).toBe(alike);
  });

  it('the likest first, three at most', () => {
    const more = ['', ' today', ' today for many', ' today for many of our customers'];
    const all = more.map((words, index) => open(`bank-lines returns 500${words}`, index + 1));
    const found = lookAlikes({ title: 'bank-lines returns 500', services: [] }, all.toReversed());
    expect(found.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('is as like as the other is to it, and most like to itself', () => {
    expect(likenessOf('bank-lines', 'bank')).toBe(likenessOf('bank', 'bank-lines'));
    expect(likenessOf('bank-lines', 'bank-lines')).toBe(1);
  });
});
