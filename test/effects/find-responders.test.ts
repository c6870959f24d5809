import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';

let bench: PlaygroundBench;
beforeAll(async () => {
  bench = await openPlayground();
  await bench.slack.command('ana', 'incidents', 'incident declare sev2 api-gateway returns 500');
  await bench.slack.settle();
});
afterAll(() => bench.close());

const askedDirectly = async (who: string) =>
  (await bench.slack.messages(`@${who}`, who)).filter(({ text }) => text.includes('asks you to join'));

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
