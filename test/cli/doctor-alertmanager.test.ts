import { expect, it } from 'vitest';
import { doctor, town } from './doctor-bench.ts';

const token = 'a-token-nobody-may-see';

it.each([
  ['is not set up', {}, 'ok', 'ALERTMANAGER_WEBHOOK_TOKEN'],
  ['is heard', { ALERTMANAGER_WEBHOOK_TOKEN: token }, 'ok', '/webhooks/alertmanager'],
  ['has no usable token', { ALERTMANAGER_WEBHOOK_TOKEN: 'short' }, 'not checked', 'configuration'],
])('Alertmanager that %s', async (_, more, state, words) => {
  const { env } = await town();
  const report = await doctor({ ...env, ...more });
  expect(report.of('Alertmanager')).toMatchObject([{ state, text: expect.stringContaining(words) }]);
  expect(report.lines.join('\n')).not.toContain(token);
});
