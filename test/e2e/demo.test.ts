import { expect, it } from 'vitest';
import { startProcess } from '#test/support/process.ts';

it('what the demo promises holds: an outage from an alert on a phone to the end on both sides', {
  timeout: 300_000,
}, async () => {
  const { code, stdout } = await startProcess('playground/demo.ts', {}).ended;
  expect(stdout.match(/^.*✗.*$/gm) ?? []).toEqual([]);
  expect(stdout).toContain('Everything held.');
  expect(code).toBe(0);
});
