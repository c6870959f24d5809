import { expect, it } from 'vitest';
import { hasToken } from '#src/vendors/alertmanager/verify.ts';

it.each([
  ['Bearer the-token-of-ours', true],
  ['bearer the-token-of-ours', true],
  ['Bearer the-token-of-other', false],
  ['Bearer the-token-of-ours-', false],
  ['Bearer', false],
  ['Bearer ', false],
  ['the-token-of-ours', false],
  ['Basic the-token-of-ours', false],
  ['Bearer the-token-of-ours more', false],
  [undefined, false],
])('the header %j is taken: %s', (header, taken) => {
  expect(hasToken(header, 'the-token-of-ours')).toBe(taken);
});
