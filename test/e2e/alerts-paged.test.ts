import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type Group, tellOf } from '#test/support/alertmanager.ts';
import { type KillBench, openKillBench } from '#test/support/kill-bench.ts';
import { pagerDutyIn } from '#test/support/pagerduty-side.ts';

let bench: KillBench;
let there: ReturnType<typeof pagerDutyIn>;
beforeAll(async () => {
  bench = await openKillBench({ pagerDuty: true });
  there = pagerDutyIn(bench.playground.url);
});
afterAll(() => bench.close());

const moments = ['kill_before', 'kill_after_applying', 'kill_after_answering'] as const;
const view = z.object({ id: z.string() });
let fired = 0;

/** The next alert: how its rule tells of it, and its record. Declares nothing by itself: it is the worker's. */
function anAlert() {
  fired += 1;
  return { rule: { name: `Rule${fired}.`, service: 'worker', annotations: {} }, stream: `alert-${fired}` };
}

async function tell(group: Group): Promise<void> {
  await tellOf(bench.playground, group);
  await bench.calmDown();
}

async function cardOf({ name }: Group) {
  const posts = await bench.slack.posts('ops-alerts');
  const [card, ...others] = posts.filter(({ text, key }) => name && text.includes(name) && key?.endsWith('.card'));
  expect(others).toEqual([]);
  return { channel: 'ops-alerts', ts: card?.ts ?? '' };
}

/** The bot dies as it does this. */
async function dying(
  fault: (typeof moments)[number],
  method: string,
  does: () => Promise<unknown>,
  vendor: 'pagerduty' | 'slack' = 'pagerduty',
) {
  const before = bench.playground.bot.deaths();
  bench.loseQueue(fault === 'kill_after_applying');
  await bench.slack.fault({ vendor, method, fault });
  await does();
  await bench.calmDown();
  expect(bench.playground.bot.deaths(), 'deaths').toBe(before + 1);
}

it.each(['warning', 'info'])('%s: nobody is called', async (severity) => {
  const { rule, stream } = anAlert();
  await tell({ ...rule, alerts: [{ instance: 'db-1', severity }] });
  expect(await there.pagesOf({ stream })).toEqual([]);
});

it('what turns critical calls then, once', async () => {
  const { rule, stream } = anAlert();
  await tell({ ...rule, alerts: [{ instance: 'db-1', severity: 'warning' }] });
  await tell({ ...rule, alerts: [{ instance: 'db-1', severity: 'warning' }, { instance: 'db-2' }] });
  await tell({ ...rule, alerts: [{ instance: 'db-2' }, { instance: 'db-3' }] });
  expect(await there.pageOf({ stream })).toMatchObject({ status: 'triggered', service: 'Worker' });
});

it.each(moments)('a critical alert calls once, whatever dies: %s', async (moment) => {
  const { rule, stream } = anAlert();
  await dying(moment, 'incidents.create', () => tell(rule));
  await tell(rule);
  expect(await there.pageOf({ stream })).toMatchObject({ status: 'triggered', assignments: ['Chen Wei'] });
});

it('where PagerDuty takes no page, the card says that nobody was called, and Retry calls them', async () => {
  const { rule, stream } = anAlert();
  await bench.slack.fault({
    vendor: 'pagerduty',
    method: 'incidents.create',
    fault: 'refuse',
    error: 'no such service',
  });
  await tell(rule);
  expect(await there.pagesOf({ stream })).toEqual([]);
  const card = await cardOf(rule);
  const text = async () => JSON.stringify((await bench.slack.posts('ops-alerts')).find(({ ts }) => ts === card.ts));
  expect(await text()).toContain('*Nobody was called.* PagerDuty did not take the page');
  await bench.slack.press('ben', card, 'alert.retry');
  await bench.calmDown();
  expect(await there.pageOf({ stream })).toMatchObject({ status: 'triggered' });
  expect(await text()).not.toContain('called');
  expect(await text()).not.toContain('Retry');
});

it('what began anew although nobody said that it was over calls anew', async () => {
  const { rule, stream } = anAlert();
  await tell(rule);
  await bench.slack.press('ben', await cardOf(rule), 'alert.ack');
  await bench.calmDown();
  await tell({ ...rule, alerts: [{ instance: 'db-1', from: 20 }] });
  expect((await there.pagesOf({ stream })).map(({ status }) => status)).toEqual(['resolved', 'triggered']);
});

it('who takes it on here has taken it on there, and what is over here is over there', { timeout: 60_000 }, async () => {
  const { rule, stream } = anAlert();
  await tell(rule);
  const card = await cardOf(rule);
  await dying('kill_before', 'incidents.acknowledge', () => bench.slack.press('ben', card, 'alert.ack'));
  expect(await there.pageOf({ stream })).toMatchObject({ status: 'acknowledged', assignments: ['Ben Okafor'] });
  const over = { ...rule, alerts: [{ instance: 'db-1', to: 2 }] };
  await dying('kill_after_applying', 'incidents.resolve', () => tell(over));
  expect(await there.pageOf({ stream })).toMatchObject({ status: 'resolved' });
});

it('an incident that is declared of it calls nobody else, and its end is the end of the page', {
  timeout: 60_000,
}, async () => {
  const { rule, stream } = anAlert();
  await tell(rule);
  const page = await there.pageOf({ stream });
  const { id: form } = view.parse((await bench.slack.press('ben', await cardOf(rule), 'alert.declare')).view);
  // What it would be paged for waits while the bot is dead.
  await dying('kill_after_applying', 'conversations.create', () => bench.slack.submit('ben', form, {}), 'slack');
  const incident = await incidentOf(rule);
  expect(await there.pagesOf(incident)).toEqual([]);
  await tell({ ...rule, alerts: [{ instance: 'db-1', to: 2 }] });
  expect(await there.pageOf({ stream })).toMatchObject({ id: page.id, status: 'triggered' });
  const resolve = `incident resolve ${incident.stream}`;
  await dying('kill_before', 'incidents.resolve', () => bench.slack.command('ben', 'incidents', resolve));
  expect(await there.pageOf({ stream })).toMatchObject({ id: page.id, status: 'resolved' });
  expect(await there.pagesOf(incident)).toEqual([]);
});

it.each(['error_before', 'kill_before'] as const)(
  'an alert that fires on once its incident is over calls again, whatever its page was there: %s',
  { timeout: 60_000 },
  async (fault) => {
    const { rule, stream } = anAlert();
    await tell(rule);
    await bench.slack.press('ben', await cardOf(rule), 'alert.ack');
    const { id: form } = view.parse((await bench.slack.press('ben', await cardOf(rule), 'alert.declare')).view);
    await bench.slack.submit('ben', form, {});
    await bench.calmDown();
    const incident = await incidentOf(rule);
    await bench.slack.command('ben', 'incidents', `incident resolve ${incident.stream} because it looks well`);
    await bench.calmDown();
    await bench.slack.fault({ vendor: 'pagerduty', method: 'incidents.create', fault });
    await tell({ ...rule, alerts: [{ instance: 'db-1' }, { instance: 'db-2', from: 3 }] });
    await bench.calmDown();
    const standing = async () => (await there.pagesOf({ stream })).map(({ status }) => status);
    expect(await standing()).toEqual(['resolved', 'triggered']);
    await bench.slack.command('ben', 'incidents', `incident reopen ${incident.stream} because it is back`);
    await bench.calmDown();
    expect(await standing(), 'the page of the incident is open again beside it').toEqual(['triggered', 'triggered']);
    await bench.slack.command('ben', 'incidents', `incident cancel ${incident.stream} because it was a try`);
    await bench.calmDown();
  },
);

it('an alert that fires on where its incident turned out to be none calls again', { timeout: 60_000 }, async () => {
  const { rule, stream } = anAlert();
  await tell(rule);
  const { id: form } = view.parse((await bench.slack.press('ben', await cardOf(rule), 'alert.declare')).view);
  await bench.slack.submit('ben', form, {});
  await bench.calmDown();
  const incident = await incidentOf(rule);
  await bench.slack.command('ben', 'incidents', `incident cancel ${incident.stream} because it was a try`);
  await bench.calmDown();
  expect((await there.pagesOf({ stream })).map(({ status }) => status)).toEqual(['resolved', 'triggered']);
  const posts = await bench.slack.posts('ops-alerts');
  expect(posts.filter(({ key }) => key?.startsWith(`${stream}.reminder`)).at(-1)?.text).toContain(
    'please acknowledge it',
  );
});

it('an alert of PagerDuty’s own goes on with its page where its incident turned out to be none', {
  timeout: 60_000,
}, async () => {
  const id = await there.alert('Disks fill up');
  await bench.calmDown();
  const card = async () =>
    (await bench.slack.posts('ops-alerts')).find(
      ({ key, text }) => key?.endsWith('.card') && text.includes('Disks fill'),
    );
  const at = { channel: 'ops-alerts', ts: (await card())?.ts ?? '' };
  const { id: form } = view.parse((await bench.slack.press('ben', at, 'alert.declare')).view);
  await bench.slack.submit('ben', form, {});
  await bench.calmDown();
  const channel = (await bench.slack.channels()).find(({ name }) => name.includes('disks-fill'));
  const [incident = ''] = /^inc-\d+/.exec(channel?.name ?? '') ?? [];
  await bench.slack.command('ben', 'incidents', `incident cancel ${incident} because it was a try`);
  await bench.calmDown();
  expect((await card())?.text).toContain('(Firing)');
  expect(await there.statusOf(id)).toBe('triggered');
});

/** The incident that was declared of it. */
async function incidentOf({ name = '' }: Group) {
  const word = name.replace('.', '').toLowerCase();
  const channel = (await bench.slack.channels()).find((one) => one.name.includes(word));
  const [stream] = /^inc-\d+/.exec(channel?.name ?? '') ?? [];
  if (!stream) throw new Error(`nothing was declared of ${name}`);
  return { stream };
}
