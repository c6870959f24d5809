import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';

const shown = z.object({
  deliveries: z.array(
    z.object({
      event_type: z.string(),
      state: z.string(),
      tries: z.array(z.object({ at: z.string(), outcome: z.string() })),
    }),
  ),
});

let bench: PlaygroundBench;
beforeAll(async () => {
  bench = await openPlayground({ patient: true, pagerDuty: true });
});
afterAll(() => bench.close());

const alert = (title: string) =>
  fetch(`${bench.playground.url}/_pagerduty/incidents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ service: 'PSAPIGW', title }),
  });
/** The newest webhook, as it stands. */
const last = async () =>
  shown.parse(await (await fetch(`${bench.playground.url}/_pagerduty/deliveries`)).json()).deliveries.at(-1);

it('settling waits for webhooks until the bot has answered them', async () => {
  await alert('Latency');
  await bench.slack.settle();
  const webhook = await last();
  expect(webhook?.event_type).toBe('incident.triggered');
  expect(webhook?.state).not.toBe('waiting');
  expect(webhook?.tries).toMatchObject([{ outcome: expect.stringMatching(/^http_/) }]);
});

it('what came while the bot was dead comes again when its time has come, however far time is moved', async () => {
  await bench.playground.bot.kill();
  await alert('Errors');
  await bench.slack.settle();
  expect(await last()).toMatchObject({
    state: 'waiting',
    tries: [{ outcome: 'unreachable' }, { outcome: 'unreachable' }],
  });
  await bench.slack.advance('1h');
  const [first, second, third] = (await last())?.tries ?? [];
  expect([first?.outcome, second?.outcome]).toEqual(['unreachable', 'unreachable']);
  expect(third?.outcome).toMatch(/^http_/);
  // A minute later, and what the machine itself took.
  expect(Date.parse(third?.at ?? '') - Date.parse(second?.at ?? '')).toBeLessThan(30 * 60_000);
});
