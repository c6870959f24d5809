import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';
import { incidentsIn } from '#test/support/talk.ts';

let bench: PlaygroundBench;
beforeAll(async () => {
  bench = await openPlayground();
  await bench.slack.command('ana', 'incidents', 'incident declare sev2 api-gateway returns 500');
  await bench.slack.settle();
});
afterAll(() => bench.close());

const askedDirectly = async (who: string) =>
  (await bench.slack.messages(`@${who}`, who).catch(() => [])).filter(({ text }) => text.includes('asks you to join'));

const page = async (who: string) => {
  for (const rung of ['primary', 'secondary']) await bench.slack.command(who, 'general', `incident page INC-1 ${rung}`);
  await bench.slack.settle();
};

it('who asks for a rung that is theirs is not asked, and whoever is on it else is', async () => {
  const asked = async () => [(await askedDirectly('ana')).length, (await askedDirectly('ben')).length];
  await page('chen');
  expect(await asked()).toEqual([1, 1]);
  await page('ana');
  expect(await asked()).toEqual([1, 2]);
  await page('ben');
  expect(await asked()).toEqual([2, 2]);
});

it('nobody is brought into what was over by the time Slack could be asked who they are', async () => {
  const act = incidentsIn(bench);
  const incident = await act.declare('sev2 worker jobs fail');
  await bench.slack.fault({ vendor: 'slack', method: 'users.lookupByEmail', fault: 'error_before', times: 'forever' });
  await act.type('chen', incident, 'page Engineering Manager');
  await act.type('ana', incident, 'cancel because it was a load test');
  await bench.slack.clearFaults();
  await bench.slack.advance('10m');
  const channel = (await bench.slack.channels()).find(({ id }) => id === incident.channel);
  expect(channel?.members).not.toContain('dora');
});
