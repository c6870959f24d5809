import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Group, tellOf } from '#test/support/alertmanager.ts';
import { type KillBench, openKillBench } from '#test/support/kill-bench.ts';
import { pagerDutyIn } from '#test/support/pagerduty-side.ts';

/** Runbook 003: "On-call acknowledges within 5 minutes", then the next rung of the escalation path. */

let bench: KillBench;
let there: ReturnType<typeof pagerDutyIn>;
beforeAll(async () => {
  bench = await openKillBench({ pagerDuty: true, patient: false });
  there = pagerDutyIn(bench.playground.url);
});
afterAll(() => bench.close());

let fired = 0;

/** The next alert of a service whose alerts declare nothing by themselves. */
async function anAlert() {
  fired += 1;
  const rule = { name: `Rule${fired}.`, service: 'worker', annotations: {} } satisfies Group;
  await tellOf(bench.playground, rule);
  await bench.slack.settle();
  return { rule, stream: `alert-${fired}` };
}

const over = ({ rule }: Awaited<ReturnType<typeof anAlert>>) =>
  tellOf(bench.playground, { ...rule, alerts: [{ instance: 'db-1', to: 2 }] });

/** What stands below its card, oldest first. */
async function below({ stream }: { readonly stream: string }) {
  const posts = await bench.slack.posts('ops-alerts');
  const card = posts.find(({ key }) => key === `${stream}.card`);
  const replies = posts.filter(({ key }) => key?.startsWith(`${stream}.`) && key !== card?.key);
  expect(replies.map(({ thread_ts }) => thread_ts)).toEqual(replies.map(() => card?.ts));
  return {
    card,
    replies,
    said: replies.map(({ key, text }) => `${key?.split('.')[1]}: ${text.split('\n').slice(1).join(' ')}`),
  };
}

it('a critical alert that nobody acknowledges climbs, in PagerDuty and in Slack, until somebody does', async () => {
  const alert = await anAlert();
  expect((await below(alert)).said).toEqual([
    expect.stringMatching(/^reminder: <@UCHEN>: \*please acknowledge it\* by/),
  ]);
  await bench.slack.advance('5m');
  const missed = await below(alert);
  expect(missed.said[1]).toMatch(/^miss: \*Missed: nobody has acknowledged it\*.* Secondary on-call: <@UBEN>$/);
  expect(JSON.stringify(missed.card?.blocks)).toContain('told up to Secondary on-call');
  expect((await there.allOf(alert)).responders).toEqual([{ user: 'Ben Okafor', state: 'pending' }]);
  await bench.slack.advance('5m');
  expect((await below(alert)).said[2]).toContain('Engineering Manager: <@UDORA>');
  expect((await there.allOf(alert)).responders).toHaveLength(2);

  const [, miss] = (await below(alert)).replies;
  await bench.slack.press('ben', { channel: 'ops-alerts', ts: miss?.ts ?? '' }, 'alert.ack');
  await bench.slack.advance('20m');
  const { replies } = await below(alert);
  expect(replies.map(({ text }) => text)).toEqual(
    replies.map(() => expect.stringMatching(/^ALT-\d+ · Critical · [^:]+: acknowledged by <@UBEN>/)),
  );
  expect(replies).toHaveLength(3);
  expect(await there.pageOf(alert)).toMatchObject({ status: 'acknowledged' });
  await over(alert);
});

it('a page that somebody resolves there while it fires and nobody has it in hand is not the end of it', async () => {
  const alert = await anAlert();
  await there.act('ben', alert, 'resolve');
  await bench.slack.advance('5m');
  expect((await there.pagesOf(alert)).map(({ status }) => status)).toEqual(['resolved', 'triggered']);
  await over(alert);
});

it.each(['kill_before', 'kill_after_applying', 'kill_after_answering'] as const)(
  'the next rung is called once, whatever dies: %s',
  { timeout: 60_000 },
  async (fault) => {
    const alert = await anAlert();
    bench.loseQueue(fault === 'kill_after_applying');
    const before = bench.playground.bot.deaths();
    await bench.slack.fault({ vendor: 'pagerduty', method: 'responders.request', fault });
    await bench.slack.advance('5m');
    await bench.calmDown();
    expect(bench.playground.bot.deaths(), 'deaths').toBe(before + 1);
    expect((await there.allOf(alert)).responders).toEqual([{ user: 'Ben Okafor', state: 'pending' }]);
    expect((await below(alert)).said.map((said) => said.split(':')[0])).toEqual(['reminder', 'miss']);
    await over(alert);
  },
);
