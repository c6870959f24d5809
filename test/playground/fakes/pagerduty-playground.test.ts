import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';

const shown = z.object({
  deliveries: z.array(
    z.object({ event_type: z.string(), state: z.string(), tries: z.array(z.object({ outcome: z.string() })) }),
  ),
});

let bench: PlaygroundBench;
beforeAll(async () => {
  bench = await openPlayground({ patient: true });
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
  expect(webhook?.tries).toEqual([{ outcome: expect.stringMatching(/^http_/) }]);
});

it('what came while the bot was dead comes again when time goes by', async () => {
  await bench.playground.bot.kill();
  await alert('Errors');
  await bench.slack.settle();
  expect(await last()).toMatchObject({
    state: 'waiting',
    tries: [{ outcome: 'unreachable' }, { outcome: 'unreachable' }],
  });
  await bench.slack.advance('15m');
  expect((await last())?.tries.map(({ outcome }) => outcome)).toEqual([
    'unreachable',
    'unreachable',
    expect.stringMatching(/^http_/),
  ]);
});
