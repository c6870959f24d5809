import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pagerDutyIn } from '#test/support/pagerduty-side.ts';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';
import { incidentsIn, type Told } from '#test/support/talk.ts';

const minuteMs = 60_000;

let bench: PlaygroundBench;
let act: ReturnType<typeof incidentsIn>;
let there: ReturnType<typeof pagerDutyIn>;
const open: Told[] = [];
beforeAll(async () => {
  bench = await openPlayground({ pagerDuty: true });
  act = incidentsIn(bench);
  there = pagerDutyIn(bench.playground.url);
});
afterEach(async () => {
  await bench.slack.clearFaults();
  for (const one of open.splice(0)) await act.type('ana', one, 'cancel because tried', 'close because tried');
});
afterAll(() => bench.close());

/** Chen is on call for it, and Ben the secondary. */
async function declare(words: string): Promise<Told> {
  const incident = await act.declare(`sev2 worker ${words}`);
  open.push(incident);
  return incident;
}

const minute = ({ at }: Told, count: number) => act.moveTo(at + count * minuteMs);
type Fault = Parameters<PlaygroundBench['slack']['fault']>[0];
/** The card, as words and blocks. */
async function card({ channel }: Told): Promise<string> {
  return JSON.stringify((await bench.slack.posts(channel)).find(({ pinned }) => pinned)?.blocks);
}
const shown = (incident: Told) => act.type('ana', incident, 'show');
const told = (incident: Told, text: string) => act.told(incident.channel, incident, text);
const count = async (incident: Told, type: string) => (await act.events(incident, type, z.unknown())).length;
const report = async () => JSON.stringify((await bench.slack.command('ana', 'general', 'report')).response);

/** How the promise to acknowledge it ended, as the ledger keeps it. */
async function ledgerOf({ stream }: Told) {
  const client = new pg.Client({ connectionString: bench.databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    "select ended_how, ended_at, due_at from app.obligations where stream = $1 and kind = 'acknowledge'",
    [stream],
  );
  await client.end();
  const row = z.object({ ended_how: z.string(), ended_at: z.coerce.number(), due_at: z.coerce.number() });
  return z.array(row).parse(rows);
}

it('an acknowledgement there within five minutes counts as in time, also if it is told later', async () => {
  const incident = await declare('jobs fail');
  await there.webhooks({ hold: true });
  const at = incident.at + 3 * minuteMs;
  await act.moveTo(at + minuteMs);
  await there.act('chen', incident, 'acknowledge', { at: new Date(at).toISOString() });
  await minute(incident, 6);
  expect(await act.missed(incident, 'acknowledge')).toEqual(['due 5: Secondary on-call at 5']);
  expect(await report()).toContain('an acknowledgement: 0 of 1');
  await there.webhooks({ hold: false });
  await bench.slack.settle();
  expect(await report()).toContain('an acknowledgement: 1 of 1');
  expect(await ledgerOf(incident)).toEqual([{ ended_how: 'met', ended_at: at, due_at: incident.at + 5 * minuteMs }]);
  expect(await shown(incident)).toContain('Acknowledged by <@UCHEN>');
});

describe('PagerDuty has a bad moment as it is to call people', () => {
  const create = { vendor: 'pagerduty', method: 'incidents.create' } as const;
  const faults: readonly (readonly [words: string, fault: Fault])[] = [
    ['answers 500 and did nothing', { ...create, fault: 'error_before' }],
    ['answers 500 after it called them', { ...create, fault: 'error_after' }],
    ['drops the line before', { ...create, fault: 'reset_before' }],
    ['drops the line after it called them', { ...create, fault: 'reset_after' }],
    ['takes too long inside', { ...create, fault: 'refuse', error: '2016' }],
    // The library asks three times more at once.
    ['asks for quiet, for two minutes', { ...create, fault: 'rate_limit', retry_after: 120, times: 4 }],
    ['asks for quiet, and does not say for how long', { ...create, fault: 'refuse', error: '2020', times: 4 }],
    ['is silent until nobody waits for it any more', { ...create, fault: 'delay', ms: 9_000 }],
    ['does not say which priorities it has', { ...create, method: 'priorities.list', fault: 'error_before' }],
  ];

  it.each(faults)('%s: they are called once', async (words, fault) => {
    // So that it asks for priorities again, and nobody tells it what it does not hear itself.
    await bench.playground.bot.kill();
    await bench.slack.settle();
    await there.webhooks({ hold: true });
    await bench.slack.fault(fault);
    const incident = await declare(`PagerDuty ${words}`);
    await bench.slack.advance('2m');
    expect(await there.pageOf(incident)).toMatchObject({
      status: 'triggered',
      priority: 'P2',
      assignments: ['Chen Wei'],
    });
    await there.webhooks({ lose: true, hold: false });
    expect(await card(incident)).toContain('everything posted');
    expect(await count(incident, 'paged')).toBe(1);
  });
});

describe('PagerDuty is down for an hour', () => {
  it('Slack goes on alone; who is to be called still is called then, as it stands by then', async () => {
    // It was asked for before, and nobody knows what came of it.
    await there.webhooks({ hold: true });
    await bench.slack.fault({ vendor: 'pagerduty', method: 'incidents.create', fault: 'error_after' });
    const doubt = await declare('ledgers are in doubt');
    await bench.slack.fault({ vendor: 'pagerduty', fault: 'error_before', times: 'forever' });
    await there.webhooks({ lose: true, hold: false });
    const taken = await declare('mails are taken on');
    const over = await declare('audits are over');
    expect(await card(taken)).toContain('retrying: paging');
    expect(await card(taken)).toContain('*Perhaps nobody’s phone has rung for this yet.* PagerDuty does not answer');
    await minute(taken, 16);
    const rungs = ['Secondary on-call at 5', 'Engineering Manager at 10', 'VP Engineering / Incident Commander at 15'];
    expect(await act.missed(taken, 'acknowledge')).toEqual(rungs.map((rung) => `due 5: ${rung}`));
    expect(await act.told('@ben', taken, 'Missed: an acknowledgement')).toHaveLength(1);
    expect(await act.told('@ben', taken, '*Perhaps nobody’s phone has rung for this yet.*')).toHaveLength(1);
    await act.type('chen', taken, 'ack', 'severity sev1');
    for (const incident of [over, doubt]) await act.type('ana', incident, 'resolve');
    await minute(taken, 60);
    expect(await there.pagesOf(taken)).toEqual([]);
    await bench.slack.command('ben', taken.channel, 'oncall worker');
    const told = JSON.stringify(await bench.slack.command('ben', taken.channel, 'oncall worker'));
    expect(told).toContain('asked again and again, and does not answer at the moment');
    await bench.slack.clearFaults();
    await bench.slack.advance('2m');

    expect(await there.pageOf(taken)).toMatchObject({
      status: 'acknowledged',
      priority: 'P1',
      assignments: ['Chen Wei'],
    });
    expect(await there.pagesOf(over), 'nobody is called for what is over').toEqual([]);
    expect(await there.pageOf(doubt), 'what was in doubt is found, and ended').toMatchObject({ status: 'resolved' });
    for (const incident of [doubt, taken, over]) expect(await card(incident)).not.toMatch(/retrying|failed/);
  }, 120_000);
});

describe('PagerDuty does not take who else is asked to join', () => {
  const request = { vendor: 'pagerduty', method: 'responders.request' } as const;

  it('whoever takes it on here is heard there at once, and they are asked once that goes', async () => {
    const incident = await declare('queues fail');
    await bench.slack.fault({ ...request, fault: 'error_before', times: 'forever' });
    await act.type('ana', incident, 'page @dora because we need help');
    await act.type('chen', incident, 'ack');
    expect(await there.pageOf(incident)).toMatchObject({ status: 'acknowledged' });
    await bench.slack.clearFaults();
    await bench.slack.advance('2m');
    expect((await there.allOf(incident)).responders).toMatchObject([{ user: 'Dora Lindqvist' }]);
  });

  it('where the page was deleted meanwhile they are asked to join the one that is opened in its place', async () => {
    const incident = await declare('exports fail');
    await there.remove(incident);
    await act.type('ana', incident, 'page @dora because we need help');
    for (const minutes of ['1m', '1m']) await bench.slack.advance(minutes);
    expect((await there.allOf(incident)).responders).toMatchObject([{ user: 'Dora Lindqvist' }]);
    expect(await card(incident)).not.toContain('failed');
  });

  it('whom somebody asks for while nobody could be called yet is asked once the page stands', async () => {
    await bench.slack.fault({
      vendor: 'pagerduty',
      method: 'incidents.create',
      fault: 'error_before',
      times: 'forever',
    });
    const incident = await declare('uploads fail');
    expect(await act.type('ana', incident, 'page @dora because we need help')).toContain(
      'is being asked to join.* PagerDuty does not answer: Slack asks them, and PagerDuty is tried again.',
    );
    await bench.slack.advance('1m');
    expect(await count(incident, 'responders-paged'), 'they wait for the page').toBe(0);
    await bench.slack.clearFaults();
    // The page first, then whoever waits for it.
    for (const minutes of ['2m', '1m']) await bench.slack.advance(minutes);
    expect((await there.allOf(incident)).responders).toMatchObject([{ user: 'Dora Lindqvist' }]);
    expect(await act.type('ana', incident, 'timeline')).not.toContain('nothing stands in PagerDuty');
  });
});

describe('PagerDuty says no', () => {
  it('to the page for good: the card says so, and Retry calls them, and says who took it on meanwhile', async () => {
    await bench.slack.fault({
      vendor: 'pagerduty',
      method: 'incidents.create',
      fault: 'refuse',
      error: 'no such service',
    });
    const incident = await declare('hooks fail');
    expect(await card(incident)).toMatch(/failed: paging \(`invalid`/);
    const said = 'Nobody was called.* PagerDuty did not take the page (`invalid`)';
    expect(await told(incident, said), 'the card, and a message of its own').toHaveLength(2);
    await act.type('ana', incident, 'page @dora because we need help');
    expect(await act.type('ana', incident, 'timeline')).toContain('nothing stands in PagerDuty that they could join');
    await act.type('ben', incident, 'ack');
    expect(await there.pagesOf(incident)).toEqual([]);
    const [post] = (await bench.slack.posts(incident.channel)).filter(({ pinned }) => pinned);
    await bench.slack.press('ana', { channel: incident.channel, ts: post?.ts ?? '' }, 'incident.retry');
    await bench.slack.settle();
    expect(await there.pageOf(incident)).toMatchObject({ status: 'acknowledged', assignments: ['Ben Okafor'] });
    expect(await card(incident)).not.toContain('failed');
  });

  it('nobody is on call: the next rung is called, and the channel is told', async () => {
    for (const level of [1, 2]) await there.onCall('PEDATAS', level);
    const incident = await declare('imports fail');
    expect(await there.pageOf(incident)).toMatchObject({ assignments: ['Ben Okafor'] });
    expect(await told(incident, 'nobody is on call there, the next rung is paged')).toHaveLength(1);
    await there.onCall('PEDATAS', 1, 'chen');
    await there.onCall('PEDATAS', 2, 'ben');
  });

  it('nobody is on call for what is private: no other rung is called, and those who may know of it are told', async () => {
    await there.onCall('PESECUR', 1);
    const incident = await act.declare('private sev2 worker keys leaked');
    expect(await there.pagesOf(incident)).toEqual([]);
    expect(await told(incident, 'nobody is on call there, nobody else is left to page')).toHaveLength(1);
    await there.onCall('PESECUR', 1, 'noor');
    await act.type('ana', incident, 'cancel because tried', 'close because tried');
  });

  it('nobody is there on any rung: the channel is told that Slack alone asks', async () => {
    // Emil, the last one, has no account there.
    const nobody = {
      vendor: 'pagerduty',
      method: 'incidents.create',
      fault: 'refuse',
      error: '1015',
      times: 3,
    } as const;
    await bench.slack.fault(nobody);
    const incident = await declare('exports fail');
    expect(await there.pagesOf(incident)).toEqual([]);
    expect(await told(incident, 'nobody is on call there, the next rung is paged')).toHaveLength(3);
    expect(await told(incident, 'nobody of it has an account there, nobody else is left to page')).toHaveLength(1);
    expect(await card(incident)).toContain('Slack alone asks');
    await minute(incident, 6);
    expect(await act.told('@ben', incident, 'Missed: an acknowledgement')).toHaveLength(1);
  });
});

describe('what happens in PagerDuty that nobody tells', () => {
  it('deleted while nobody has acknowledged: they are called anew', async () => {
    const incident = await declare('syncs fail');
    const { id } = await there.pageOf(incident);
    await there.remove(incident);
    await bench.slack.advance('10m');
    const anew = await there.pageOf(incident);
    expect(anew).toMatchObject({ status: 'triggered', assignments: ['Chen Wei'] });
    expect(anew.id).not.toBe(id);
    expect(await told(incident, 'Not to be found in PagerDuty')).toHaveLength(1);
  });

  it('what its webhooks never brought is heard all the same', async () => {
    const incident = await declare('crons fail');
    await there.webhooks({ hold: true });
    await there.act('chen', incident, 'acknowledge');
    await there.act('chen', incident, 'resolve');
    await there.alert('disks are full');
    await there.webhooks({ lose: true, hold: false });
    await bench.slack.advance('10m');
    expect(await shown(incident)).toContain('Resolved');
    expect(await ledgerOf(incident)).toMatchObject([{ ended_how: 'met' }]);
    expect(await shown(incident)).toContain('Acknowledged by <@UCHEN>');
    const alerts = (await bench.slack.posts('ops-alerts')).filter(
      ({ text, key }) => key?.endsWith('.card') && text.includes('disks are full'),
    );
    expect(alerts).toHaveLength(1);
  });
});

describe('who acts there', () => {
  it('is named as PagerDuty does where Slack does not know them', async () => {
    const incident = await declare('logs fail');
    await there.act('noor', incident, 'acknowledge');
    await bench.slack.settle();
    expect(await told(incident, 'Acknowledged* by Noor Haddad (PagerDuty)')).toHaveLength(1);
    expect(await count(incident, 'person-recognised')).toBe(0);
    await minute(incident, 11);
    expect(await ledgerOf(incident)).toMatchObject([{ ended_how: 'met' }]);
  });

  it('is recognised where Slack knows their e-mail, and brought in', async () => {
    const other = await openPlayground({ patient: true, pagerDuty: true });
    const acts = incidentsIn(other);
    const incident = await acts.declare('sev2 worker caches fail');
    await pagerDutyIn(other.playground.url).act('dora', incident, 'acknowledge');
    await other.slack.settle();
    const data = z.object({ by: z.string(), person: z.string() });
    const [recognised] = await acts.events(incident, 'person-recognised', data);
    expect(recognised?.data).toEqual({ by: 'pagerduty:Dora Lindqvist', person: 'UDORA' });
    expect(await acts.type('ana', incident, 'show')).toContain('Acknowledged by <@UDORA>');
    const channel = (await other.slack.channels()).find(({ id }) => id === incident.channel);
    expect(channel?.members).toContain('dora');
    await other.close();
  });
});

it('while the secret of its webhooks is replaced, nothing is lost', async () => {
  const incident = await declare('feeds fail');
  await there.webhooks({ also_signed_with: 'the next secret' });
  await there.act('chen', incident, 'acknowledge');
  await bench.slack.settle();
  await there.webhooks({ also_signed_with: null });
  await there.act('noor', incident, 'note', { content: 'I look at it.' });
  await bench.slack.settle();
  expect(await shown(incident)).toContain('Acknowledged by <@UCHEN>');
  expect(await told(incident, 'I look at it.')).toHaveLength(1);
});
