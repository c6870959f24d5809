import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertInWords } from '#src/domain/alert/in-words.ts';
import { engineActor, type VendorActor } from '#src/domain/people.ts';
import { hearAlert } from '#src/operations/alert/hear.ts';
import { readGroup } from '#src/vendors/alertmanager/schema.ts';
import { type Group, webhookBody } from '#test/support/alertmanager.ts';
import { fired } from '#test/support/alerts.ts';
import { ana, aPolicy, channelOpened, prose, wednesday } from '#test/support/builders.ts';
import { channelOf, type OperationBench, operationBench } from '#test/support/operation-bench.ts';

let bench: OperationBench;
beforeEach(async () => {
  bench = await operationBench();
});
afterEach(() => bench.close());

const minute = 60_000;
const actor: VendorActor = { kind: 'vendor', vendor: 'alertmanager', user: null };
const declaring = { ...aPolicy.alerts, declare: [{ service: 'api-gateway', severity: 'sev2' }] } as const;

function inWords(group: Group): AlertInWords {
  const read = readGroup(Buffer.from(JSON.stringify(webhookBody(group))), wednesday);
  if (read === 'no-group') throw new Error('it is no group');
  return read.alert;
}

const hear = (group: Group = {}, alerts = aPolicy.alerts) =>
  hearAlert({ ...bench.deps, policy: { ...bench.deps.policy, alerts } }, inWords(group), actor);
const declare = (group: Group = {}) => hear(group, declaring);
/** PagerDuty tells of the same service. */
function hearThere(key: string): Promise<void> {
  const told = [{ id: key, startedAt: bench.time.clock, endedAt: null, severity: 'critical', what: null }] as const;
  const said = { source: 'pagerduty', key, name: 'API Gateway', service: 'api-gateway', title: 'it is down' } as const;
  const links = { runbook: null, dashboard: null, source: null };
  return hearAlert(
    { ...bench.deps, policy: { ...bench.deps.policy, alerts: declaring } },
    { ...said, description: null, links, told, truncated: 0, page: null },
    { kind: 'vendor', vendor: 'pagerduty', user: null },
  );
}
const over = (to = 1): Group => ({ alerts: [{ instance: 'db-1', to }] });
const again = (from: number): Group => ({ alerts: [{ instance: 'db-1', from }] });
/** Whoever is on call is asked at once to acknowledge what is critical. */
const asked = 'obligation-reminded';
const types = async (stream: string) =>
  (await bench.recorded()).filter((one) => one.stream === stream).map(({ type }) => type);
const alerts = () => bench.store.alerts({}, { limit: 99, offset: 0 });
const incidents = () => bench.store.incidents({}, { limit: 99, offset: 0 }, engineActor);

async function attach(alert: number, incident: number): Promise<void> {
  const one = await bench.store.alert(alert);
  if (one === null) throw new Error(`there is no alert ${alert}`);
  await bench.alerts.change(one, { type: 'alert-attached', v: 1, data: { incident } });
}

describe('what is told of an alert', () => {
  it('is recorded once, however often it is told, and wakes who shows it', async () => {
    await hear();
    await hear();
    await hear(over());
    await hear(over());
    expect(await types('alert-1')).toEqual(['alert-fired', asked, 'alert-resolved']);
    expect(bench.woken.map(({ work }) => work)).toEqual([
      'alert-1.1.pagerduty.page',
      'alert-1.2.slack.find-on-call',
      'alert-1.card.show',
    ]);
    expect(await bench.store.alert(1)).toMatchObject({
      service: 'api-gateway',
      title: { body: 'bank-lines answers with errors' },
    });
  });

  it('makes one alert of each group, also told many times at once', async () => {
    await Promise.all(['a', 'b'].flatMap((name) => Array.from({ length: 8 }, () => hear({ name }))));
    expect((await alerts()).map(({ name }) => name).toSorted()).toEqual(['a', 'b']);
    await Promise.all(Array.from({ length: 8 }, (_, one) => hear({ name: 'a', alerts: [{ instance: `db-${one}` }] })));
    expect((await alerts()).find(({ name }) => name === 'a')?.instances).toHaveLength(8);
  });

  it('calls anew where it began anew, although nobody said that it was over', async () => {
    await hear();
    await hear(again(20));
    expect(await types('alert-1')).toEqual(['alert-fired', asked, 'alert-resolved', 'alert-fired-again', asked]);
    const calls = (await bench.store.workOf('alert-1')).filter(({ kind }) => kind === 'pagerduty.page');
    expect(calls.map(({ id }) => id)).toEqual(['alert-1.1.pagerduty.page', 'alert-1.4.pagerduty.page']);
  });

  it.each(['firing first', 'over first'])(
    'makes one alert of what is told to fire and to be over in the same moment, %s',
    async (order) => {
      const both = [() => hear(), () => hear(over())];
      const told = order === 'firing first' ? both : both.toReversed();
      await Promise.all([...told, ...told].map((tell) => tell()));
      expect(await alerts()).toMatchObject([{ number: 1, status: 'resolved' }]);
      await hear(again(20));
      expect(await alerts()).toMatchObject([{ number: 1, status: 'firing' }]);
    },
  );

  it('is of the same alert for a while, and of another one later', async () => {
    await hear();
    await hear(over());
    bench.time.clock += 20 * minute;
    await hear(again(20));
    expect(await types('alert-1')).toEqual(['alert-fired', asked, 'alert-resolved', 'alert-fired-again', asked]);
    await hear({ alerts: [{ instance: 'db-1', from: 20, to: 21 }] });
    bench.time.clock += 40 * minute;
    await hear(again(60));
    expect(await types('alert-2')).toEqual(['alert-fired', asked]);
    expect(await types('alert-1')).toHaveLength(6);
  });

  it('names no service that the policy does not know, and finds it by its name, too', async () => {
    await hear({ name: 'a', service: 'mainframe' });
    await hear({ name: 'b', service: 'API Gateway' });
    expect((await alerts()).map(({ service }) => service).toSorted()).toEqual(['api-gateway', null]);
  });

  it('is told by the one who told it', async () => {
    await hear();
    const { rows } = await bench.pool.query("select actor from app.events where stream = 'alert-1' order by seq");
    expect(rows).toEqual([{ actor }, { actor: engineActor }]);
  });
});

describe('an open incident', () => {
  async function withIncident(): Promise<string> {
    await hear();
    const { number } = await bench.failing();
    await bench.happens(number, channelOpened(channelOf(number)));
    await attach(1, number);
    return `inc-${number}`;
  }
  const told = async (stream: string) => (await types(stream)).filter((type) => type.startsWith('alert-'));

  it('hears of the alert that is attached to it: growing stands on the timeline, the rest is told', async () => {
    const stream = await withIncident();
    await hear({ alerts: [{ instance: 'db-1' }, { instance: 'db-2' }] });
    await hear({ alerts: [{ instance: 'db-1', to: 1 }, { instance: 'db-2' }] });
    await hear({
      alerts: [
        { instance: 'db-1', to: 1 },
        { instance: 'db-2', to: 2 },
      ],
    });
    await hear(again(3));
    expect(await told(stream)).toEqual(['alert-grew', 'alert-resolved', 'alert-fired-again']);
    const notices = (await bench.store.workOf(stream)).filter(({ id }) => id.includes('.notice.'));
    expect(notices).toHaveLength(2);
  });

  it('is not resolved where it fires again while that is being decided', async () => {
    const stream = await withIncident();
    await hear(over());
    await bench.happens(Number(stream.slice(4)), { type: 'resolve-requested', v: 1, data: { override: null } });
    await hear(again(20));
    const { resolution } = await bench.incident(Number(stream.slice(4)));
    expect(resolution).toMatchObject({ outcome: 'refused', firing: [1] });
  });

  it('keeps what fires again the same alert, however late that is', async () => {
    const stream = await withIncident();
    await hear(over());
    bench.time.clock += 180 * minute;
    await hear(again(180));
    expect(await told(stream)).toEqual(['alert-resolved', 'alert-fired-again']);
    expect(await alerts()).toHaveLength(1);
  });

  it('hears of it in the place of the one that was merged into it', async () => {
    const stream = await withIncident();
    const into = await bench.failing();
    await bench.happens(Number(stream.slice(4)), {
      type: 'merged',
      v: 1,
      data: { into: into.number, from: 'investigating' },
    });
    await hear(over());
    expect(await told(into.stream)).toEqual(['alert-resolved']);
    expect(await told(stream)).toEqual([]);
  });

  it.each([
    ['began anew', again(20)],
    ['grows', { alerts: [{ instance: 'db-1' }, { instance: 'db-2', from: 3 }] }],
  ])('that is over is left by an alert that %s: somebody is called', async (_, group) => {
    const stream = await withIncident();
    await bench.happens(Number(stream.slice(4)), { type: 'cancelled', v: 1, data: { why: prose('nothing is wrong') } });
    await hear(group);
    expect(await alerts()).toMatchObject([{ number: 1, status: 'firing', incident: null }]);
    expect(await types('alert-1')).toContain('alert-detached');
    const calls = (await bench.store.workOf('alert-1')).filter(({ kind }) => kind === 'pagerduty.page');
    expect(calls.length).toBeGreaterThan(1);
  });

  it('that is over hears no more', async () => {
    const stream = await withIncident();
    await bench.happens(Number(stream.slice(4)), { type: 'cancelled', v: 1, data: { why: prose('nothing is wrong') } });
    await hear(over());
    expect(await told(stream)).toEqual([]);
  });
});

describe('a critical alert of a chosen service', () => {
  it('declares an incident with it, in one commit, and once', async () => {
    await declare();
    await declare();
    const [incident, ...others] = await incidents();
    expect(others).toEqual([]);
    expect(incident).toMatchObject({
      ...{ severity: 'sev2', services: ['api-gateway'], reporter: 'alertmanager', alerts: [1] },
      title: { body: 'bank-lines answers with errors' },
    });
    expect((await bench.store.alert(1))?.incident).toBe(incident?.number);
    expect(await types('alert-1')).toEqual(['alert-fired', 'alert-attached']);
  });

  it('joins the one that alerts declared for its service while that is open, also where all of them are told at once', async () => {
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => declare({ name })));
    const [incident, ...others] = await incidents();
    expect(others).toEqual([]);
    expect(incident?.alerts.toSorted()).toEqual([1, 2, 3, 4, 5]);
    expect((await alerts()).map((one) => one.incident)).toEqual([1, 1, 1, 1, 1]);
  });

  it('joins it whichever source tells, also where both tell at once, and another one once that is over', async () => {
    const both = (name: string) => Promise.all([declare({ name }), hearThere(name), declare({ name: `${name}-too` })]);
    await both('a');
    expect((await incidents()).map(({ alerts: of }) => of.toSorted())).toEqual([[1, 2, 3]]);
    await hearThere('b');
    expect(await incidents()).toHaveLength(1);
    await bench.happens(1, { type: 'cancelled', v: 1, data: { why: prose('nothing is wrong') } });
    await both('c');
    expect((await incidents()).map(({ alerts: of }) => of.toSorted())).toEqual([
      [5, 6, 7],
      [1, 2, 3, 4],
    ]);
  });

  it('goes on by itself, and calls, where that one has as many as it keeps', async () => {
    await declare();
    const { title } = fired().data;
    const join = (alert: number) =>
      ({ type: 'alert-joined', v: 1, data: { alert, name: 'many', title, severity: 'critical' } }) as const;
    for (let other = 101; other < 150; other += 1) await bench.happens(1, join(other));
    await declare({ name: 'one too many' });
    expect(await bench.store.alert(2)).toMatchObject({ incident: null, unacknowledged: { missedAt: null } });
    expect((await bench.store.workOf('alert-2')).map(({ kind }) => kind)).toContain('pagerduty.page');
    expect((await incidents()).map(({ alerts: of }) => of.length)).toEqual([50]);
  });

  it('declares another one once that is over', async () => {
    await declare({ name: 'a' });
    await bench.happens(1, { type: 'cancelled', v: 1, data: { why: prose('nothing is wrong') } });
    await declare({ name: 'b' });
    expect((await incidents()).map(({ alerts: of }) => of)).toEqual([[2], [1]]);
  });

  it('declares one when it turns critical, and none before', async () => {
    const warning = { instance: 'db-1', severity: 'warning' };
    await declare({ alerts: [warning] });
    expect(await incidents()).toEqual([]);
    await declare({ alerts: [warning, { instance: 'db-2' }] });
    expect((await incidents()).map(({ alerts: of }) => of)).toEqual([[1]]);
    expect(await types('alert-1')).toEqual(['alert-fired', 'alert-grew', 'alert-attached']);
  });

  it.each<[string, Group]>([
    ['a warning', { alerts: [{ instance: 'db-1', severity: 'warning' }] }],
    ['one of another service', { service: 'worker' }],
    ['one of no service', { service: 'mainframe' }],
    ['one that is over by now', over(0)],
  ])('and no other: %s', async (_, group) => {
    await declare(group);
    expect(await incidents()).toEqual([]);
    expect(await alerts()).toHaveLength(1);
  });

  it('that a person attached to an open incident declares none', async () => {
    await hear();
    await hear(over());
    const { number } = await bench.failing({ reporter: ana.person });
    await attach(1, number);
    await declare(again(2));
    expect(await incidents()).toHaveLength(1);
  });
});
