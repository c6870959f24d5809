import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isSigned } from '#src/vendors/pagerduty/verify.ts';

const secret = 'a secret of ours';
const body = Buffer.from('{"event":{"id":"01"}}');
const by = (key: string) => `v1=${createHmac('sha256', key).update(body).digest('hex')}`;

describe('a delivery', () => {
  it.each([
    ['signed with our secret', by(secret), true],
    ['signed with the old secret and with ours', `${by('an old one')}, ${by(secret)}`, true],
    ['signed with another secret', by('an old one'), false],
    ['signed by another method', by(secret).replace('v1=', 'v0='), false],
    ['with a piece of the signature', by(secret).slice(0, 20), false],
    ['with an empty signature', '', false],
    ['without one', undefined, false],
  ])('%s', (_, header, expected) => {
    expect(isSigned(header, body, secret)).toBe(expected);
  });

  it('whose body was changed is not signed', () => {
    expect(isSigned(by(secret), Buffer.from('{"event":{"id":"02"}}'), secret)).toBe(false);
  });
});

it('which PagerDuty published to check against is signed, and not by the wrong signature beside it', async () => {
  const text = z.string();
  const shape = z.object({ secret: text, signature: text, wrong: text, body: text });
  const published = shape.parse(JSON.parse(await readFile('test/fixtures/signatures/pagerduty.json', 'utf8')));
  const bytes = Buffer.from(published.body);
  expect(isSigned(published.signature, bytes, published.secret)).toBe(true);
  expect(isSigned(`${published.wrong},${published.signature}`, bytes, published.secret)).toBe(true);
  expect(isSigned(published.wrong, bytes, published.secret)).toBe(false);
});
