import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Group, tellOf } from '#test/support/alertmanager.ts';
import { wednesday } from '#test/support/builders.ts';
import { pagerDutyIn } from '#test/support/pagerduty-side.ts';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';
import { incidentsIn } from '#test/support/talk.ts';

/** What fires and nobody has in hand calls somebody, whatever became of the page it had. */

let bench: PlaygroundBench;
let there: ReturnType<typeof pagerDutyIn>;
let act: ReturnType<typeof incidentsIn>;
beforeAll(async () => {
  bench = await openPlayground({ pagerDuty: true });
  there = pagerDutyIn(bench.playground.url);
  act = incidentsIn(bench);
});
afterEach(async () => {
  await bench.slack.clearFaults();
  await there.webhooks({ hold: false });
  await bench.slack.settle();
});
afterAll(() => bench.close());

const minute = 60_000;
const view = z.object({ id: z.string() });
let fired = 0;

/** The next alert of a service whose alerts declare nothing by themselves. */
async function anAlert() {
  fired += 1;
  const alert = { rule: { name: `Rule${fired}.`, service: 'worker', annotations: {} }, stream: `alert-${fired}` };
  await fires(alert);
  return alert;
}
type Mine = Pick<Awaited<ReturnType<typeof anAlert>>, 'rule' | 'stream'>;
type Sent = NonNullable<Group['alerts']>;

/** Minutes since the hour, by the clock of the bot. */
const now = async () => ((await act.now()) - wednesday) / minute;

async function tell({ rule }: Pick<Mine, 'rule'>, alerts: Sent): Promise<void> {
  await tellOf(bench.playground, { ...rule, alerts });
  await bench.slack.settle();
}
const one = (instance: string, from: number, severity = 'critical') => ({ instance, from, severity });
const fires = async (alert: Pick<Mine, 'rule'>, severity = 'critical') =>
  tell(alert, [one('db-1', await now(), severity)]);
async function ends(alert: Mine): Promise<void> {
  const at = await now();
  const both = ['db-1', 'db-2'].map((instance) => ({ instance, from: at, to: at }));
  await tell(alert, both);
}

/** PagerDuty answers nothing. */
const down = () => bench.slack.fault({ vendor: 'pagerduty', fault: 'error_before', times: 'forever' });
/** It answers again, and what waited for that is tried again. */
async function back(): Promise<void> {
  await bench.slack.clearFaults();
  for (const time of ['1m', '1m', '1m']) await bench.slack.advance(time);
}

const statuses = async (alert: Mine) => (await there.pagesOf(alert)).map(({ status }) => status);
/** Whom its newest page calls, or asks to join. */
async function calledNow(alert: Mine): Promise<readonly string[]> {
  return there.calledBy((await there.pagesOf(alert)).at(-1)?.id ?? '');
}

async function press(who: string, stream: string, action: string) {
  const card = (await bench.slack.posts('ops-alerts')).find(({ key }) => key === `${stream}.card`);
  const pressed = await bench.slack.press(who, { channel: 'ops-alerts', ts: card?.ts ?? '' }, action);
  await bench.slack.settle();
  return pressed;
}
/** Ben declares an incident from it, and returns its stream. */
async function declareFrom({ stream }: Pick<Mine, 'stream'>): Promise<string> {
  const before = await bench.slack.channels();
  const { id: form } = view.parse((await press('ben', stream, 'alert.declare')).view);
  await bench.slack.submit('ben', form, {});
  await bench.slack.settle();
  const opened = (await bench.slack.channels()).find(({ name }) => !before.some((one) => one.name === name));
  const [incident] = /^inc-\d+/.exec(opened?.name ?? '') ?? [];
  if (!incident) throw new Error('nothing was declared');
  return incident;
}
async function type(who: string, words: string): Promise<string> {
  const { response } = await bench.slack.command(who, 'incidents', words);
  await bench.slack.settle();
  return JSON.stringify(response);
}

describe('while PagerDuty is down', () => {
  it('what fires again calls whoever was due meanwhile, once it is back', async () => {
    const alert = await anAlert();
    await ends(alert);
    await bench.slack.advance('2m');
    await down();
    await fires(alert);
    await bench.slack.advance('6m');
    await back();
    expect(await statuses(alert)).toEqual(['resolved', 'triggered']);
    expect(await calledNow(alert)).toContain('Ben Okafor');
    await ends(alert);
  });

  it('an acknowledgement that PagerDuty takes back is not told to it late', async () => {
    const alert = await anAlert();
    await down();
    await press('ana', alert.stream, 'alert.ack');
    await there.act('chen', alert, 'acknowledge');
    await there.act(null, alert, 'unacknowledge');
    await bench.slack.settle();
    await back();
    expect(await statuses(alert)).toEqual(['triggered']);
    await ends(alert);
  });

  it('a page that is deleted there just before the next rung is due: that rung is called, too', async () => {
    const alert = await anAlert();
    await bench.slack.advance('4m');
    await down();
    await there.remove(alert);
    await bench.slack.settle();
    await bench.slack.advance('2m');
    await back();
    expect(await calledNow(alert)).toContain('Ben Okafor');
    await ends(alert);
  });

  it('a page whose answer was lost, and that is resolved there unheard, is not the end of it', async () => {
    await there.webhooks({ hold: true });
    await bench.slack.fault({ vendor: 'pagerduty', method: 'incidents.create', fault: 'error_after' });
    await bench.slack.fault({ vendor: 'pagerduty', method: 'incidents.list', fault: 'error_before', times: 'forever' });
    const alert = await anAlert();
    await there.act('ben', alert, 'resolve');
    await there.webhooks({ hold: false, lose: true });
    await bench.slack.advance('16m');
    await bench.slack.clearFaults();
    await bench.slack.advance('20m');
    expect(await statuses(alert)).toEqual(['resolved', 'triggered']);
    await ends(alert);
  });
});

it('a page whose answer was lost, and that somebody took on and resolved there, calls nobody else', async () => {
  await bench.slack.fault({ vendor: 'pagerduty', method: 'incidents.create', fault: 'error_after' });
  const alert = await anAlert();
  await there.act('chen', alert, 'acknowledge');
  await there.act('chen', alert, 'resolve');
  await back();
  expect(await statuses(alert)).toEqual(['resolved']);
  await ends(alert);
});

it('the next rung is called where nobody tells that the page was resolved there', async () => {
  const alert = await anAlert();
  await there.webhooks({ hold: true });
  await there.act('ben', alert, 'resolve');
  await bench.slack.advance('6m');
  await there.webhooks({ hold: false });
  await bench.slack.advance('1m');
  expect(await statuses(alert)).toEqual(['resolved', 'triggered']);
  await ends(alert);
});

it('every rung that was due while there was no bot is called when it is back', async () => {
  const alert = await anAlert();
  await there.act('ben', alert, 'resolve');
  await bench.slack.settle();
  await act.sleepUntil((await act.now()) + 11 * minute);
  await bench.slack.advance('2m');
  expect(await calledNow(alert)).toEqual(expect.arrayContaining(['Ben Okafor', 'Dora Lindqvist']));
  await ends(alert);
});

describe('whoever has it in hand', () => {
  it('has it also where PagerDuty tells first that they resolved its page, and then that they took it on', async () => {
    const alert = await anAlert();
    await there.webhooks({ hold: true });
    await there.act('chen', alert, 'acknowledge');
    await bench.slack.advance('10s');
    await there.act('chen', alert, 'resolve');
    await there.webhooks({ hold: false, order: 'reversed' });
    await bench.slack.settle();
    const card = (await bench.slack.posts('ops-alerts')).find(({ key }) => key === `${alert.stream}.card`);
    expect(JSON.stringify(card?.blocks)).toContain('cknowledged by');
    await ends(alert);
  });

  it('as a warning has not what is critical by then, also of what was paged before', async () => {
    const alert = await anAlert();
    await ends(alert);
    await bench.slack.advance('1m');
    await fires(alert, 'warning');
    await press('ana', alert.stream, 'alert.ack');
    const from = await now();
    await tell(alert, [one('db-1', from, 'warning'), one('db-2', from)]);
    expect(await statuses(alert)).toEqual(['resolved', 'triggered']);
    await ends(alert);
  });

  it('as a part of an incident has not what grows once that is over: somebody is called and asked', async () => {
    const alert = await anAlert();
    const from = await now();
    await press('ben', alert.stream, 'alert.ack');
    const incident = await declareFrom(alert);
    await type('ben', `incident resolve ${incident} because it looks well`);
    await bench.slack.advance('2h');
    await tell(alert, [one('db-1', from), one('db-2', await now())]);
    expect(await statuses(alert)).toEqual(['resolved', 'triggered']);
    const posts = await bench.slack.posts('ops-alerts');
    expect(posts.filter(({ key }) => key?.startsWith(`${alert.stream}.reminder`))).toHaveLength(2);
    await ends(alert);
  });
});

it('what was over as it was attached to a drill, and fires again, calls somebody', async () => {
  const alert = await anAlert();
  await ends(alert);
  const drill = /INC-\d+/.exec(await type('ana', 'incident declare drill anyway sev2 worker we exercise it'))?.[0];
  await type('ana', `alert attach ALT-${fired} ${drill}`);
  await bench.slack.advance('1m');
  await fires(alert);
  await bench.slack.advance('7m');
  expect(await statuses(alert)).toContain('triggered');
  await ends(alert);
  await type('ana', `incident cancel ${drill} because it was exercised`);
});

describe('an alert that PagerDuty opened, once an incident has its page', () => {
  it.each(['deleted', 'resolved'])('is over where nobody tells that this was %s', async (how) => {
    fired += 1;
    const stream = `alert-${fired}`;
    const id = await there.alert(`Disk of machine ${fired}`);
    await bench.slack.settle();
    const incident = await declareFrom({ stream });
    await there.webhooks({ hold: true });
    if (how === 'deleted') await there.removePage(id);
    // Who takes it on finds it gone.
    await type('ben', `incident ack ${incident}`);
    if (how === 'resolved') await type('ben', `incident resolve ${incident} because it is over`);
    await bench.slack.advance('1m');
    await there.webhooks({ hold: false, lose: true });
    await bench.slack.advance('20m');
    const card = (await bench.slack.posts('ops-alerts')).find(({ key }) => key === `${stream}.card`);
    expect(card?.text).toContain('Resolved');
    await type('ben', `incident resolve ${incident} because it is over`);
  });
});
