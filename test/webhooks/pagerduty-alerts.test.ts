import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Alert } from '#src/domain/alert/state.ts';
import { pageKey } from '#src/domain/paging/key.ts';
import { engineActor } from '#src/domain/people.ts';
import type { Policy } from '#src/domain/policy.ts';
import { attachAlert } from '#src/operations/alert/attach.ts';
import { page } from '#test/playground/fakes/pagerduty-rig.ts';
import { ana, aPolicy } from '#test/support/builders.ts';
import { askPagerDuty } from './ask-pagerduty.ts';
import { openPagerDutyBeside, type PagerDutyBeside } from './pagerduty-beside.ts';

const minute = 60_000;
const policy: Policy = {
  ...aPolicy,
  services: aPolicy.services.map((one) => ({ ...one, pagerDuty: one.id === 'worker' ? 'PSWORKR' : 'PSAPIGW' })),
  paging: { ...aPolicy.paging, security: 'PSSECUR' },
  alerts: { ...aPolicy.alerts, declare: [{ service: 'worker', severity: 'sev2' }] },
};

let door: PagerDutyBeside['door'];
let there: PagerDutyBeside['there'];
let listens: PagerDutyBeside['listens'];
let later: PagerDutyBeside['later'];
beforeEach(async () => {
  ({ door, there, listens, later } = await openPagerDutyBeside(policy));
});

/** Monitoring has PagerDuty call somebody. Returns the id of the incident there. */
async function opens(service = 'PSAPIGW', more: object = {}): Promise<string> {
  const body = { service, title: 'bank-lines returns 500', ...more };
  const { incident } = await there.control('POST', 'incidents', body);
  await later(minute);
  return z.object({ id: z.string() }).parse(incident).id;
}

/** Somebody does it in PagerDuty; `null`: a machine. */
async function act(id: string, what: string, user: string | null = 'ben'): Promise<void> {
  await there.control('POST', `incidents/${id}/${what}`, user === null ? {} : { user });
  await later(minute);
}

const alertOf = async (number = 1): Promise<Alert | null> => door.at.store.alert(number);
const typesOf = async (stream: string) => {
  const { rows } = await door.at.pool.query('select type from app.events where stream = $1 order by seq', [stream]);
  return z.array(z.object({ type: z.string() }).transform(({ type }) => type)).parse(rows);
};
const wanted = async () => {
  const { rows } = await door.at.pool.query("select kind from app.outbox where kind like 'pagerduty.%' order by seq");
  return z.array(z.object({ kind: z.string() }).transform(({ kind }) => kind)).parse(rows);
};
const incidents = () => door.at.store.incidents({}, { limit: 9, offset: 0 }, engineActor);

describe('an incident that monitoring opens in PagerDuty', () => {
  it('is an alert here: whoever acknowledges it there has it in hand, and it is over when it is over there', async () => {
    const id = await opens();
    expect(await alertOf()).toMatchObject({
      source: 'pagerduty',
      service: 'api-gateway',
      page: { id },
      severity: 'critical',
    });
    await act(id, 'acknowledge');
    expect(await alertOf()).toMatchObject({ status: 'firing', acknowledged: { by: 'pagerduty:Ben Okafor' } });
    await act(id, 'resolve');
    expect(await alertOf()).toMatchObject({ status: 'resolved', page: { status: 'resolved' } });
    expect(await wanted(), 'whom it called PagerDuty called').toEqual([]);
  });

  it.each(['\u202e', ' \u00ad '])('is called by its service where nobody can see its title: %j', async (title) => {
    await opens('PSWORKR', { title });
    expect(await alertOf()).toMatchObject({ title: { body: 'Worker' } });
    expect(await incidents(), 'and declares its incident').toHaveLength(1);
  });

  it('is a warning where it wakes nobody', async () => {
    await opens('PSAPIGW', { urgency: 'low' });
    expect(await alertOf()).toMatchObject({ severity: 'warning', page: { urgency: 'low' } });
  });

  it.each(['PSSECUR', 'PSPAYMT'])('is told to nobody where its service is %s', async (service) => {
    await opens(service);
    expect(await alertOf()).toBeNull();
  });

  it('fires again as what it was while people are at work on it still', async () => {
    const id = await opens();
    await act(id, 'resolve');
    await act(id, 'reopen');
    expect(await alertOf()).toMatchObject({ status: 'firing', page: { id, status: 'triggered' } });
    expect(await alertOf(2)).toBeNull();
  });

  it('and is over by the time anybody tells us is on record all the same', async () => {
    await there.control('POST', 'webhooks', { hold: true });
    const id = await opens();
    await act(id, 'resolve');
    await askPagerDuty(door, there);
    expect(await alertOf()).toBeNull();
    await there.control('POST', 'webhooks', { hold: false });
    await later(minute);
    expect(await alertOf()).toMatchObject({ status: 'resolved' });
    expect(await alertOf(2)).toBeNull();
  });
});

describe('once it has become an incident', () => {
  async function attached() {
    const id = await opens();
    const number = await door.declare();
    const by = { actor: ana, delivery: crypto.randomUUID() };
    expect(await attachAlert(door.deps, { number: 1, incident: number }, by)).toMatchObject({ ok: true });
    return { id, number };
  }

  it('there is one page for both, and the alert is over when monitoring says so', async () => {
    const { id, number } = await attached();
    expect(await alertOf()).toMatchObject({ page: null, incident: number });
    expect((await door.incident(number)).page).toMatchObject({ id });
    await act(id, 'resolve', null);
    expect(await alertOf()).toMatchObject({ status: 'resolved' });
    expect(await door.incident(number)).toMatchObject({ status: 'investigating', page: { status: 'resolved' } });
    expect(await typesOf(`inc-${number}`)).toContain('alert-resolved');
  });

  it('and fires again in that incident while it is open', async () => {
    const { id, number } = await attached();
    await act(id, 'resolve', null);
    await act(id, 'reopen');
    expect(await alertOf()).toMatchObject({ status: 'firing', incident: number });
    expect((await door.incident(number)).page).toMatchObject({ status: 'triggered' });
    expect(await typesOf(`inc-${number}`)).toContain('alert-fired-again');
  });

  it('a page of its own that was on its way meanwhile is ended, and whoever took it on has taken it on', async () => {
    const { id, number } = await attached();
    const key = pageKey(`inc-${number}`, (await door.incident(number)).declaredAt);
    const spare = await there.pager.page({ ...page, key });
    await later(minute);
    await act(spare.id, 'acknowledge');
    expect(await door.incident(number)).toMatchObject({
      page: { id },
      sparePages: [spare.id],
      acknowledged: { by: 'pagerduty:Ben Okafor' },
    });
    const both = ['pagerduty.resolve-spare', 'pagerduty.acknowledge'];
    expect(await wanted()).toEqual(expect.arrayContaining(both));
  });

  it('whoever takes on another page of it has taken it on', async () => {
    const { number } = await attached();
    const other = await opens();
    const by = { actor: ana, delivery: crypto.randomUUID() };
    await attachAlert(door.deps, { number: 2, incident: number }, by);
    await act(other, 'acknowledge');
    expect(await alertOf(2)).toMatchObject({ acknowledged: { by: 'pagerduty:Ben Okafor' } });
    expect(await door.incident(number)).toMatchObject({ acknowledged: { by: 'pagerduty:Ben Okafor' } });
  });

  it('is over where somebody deletes it there, and stands in the way of nothing', async () => {
    const { id, number } = await attached();
    await there.control('DELETE', `incidents/${id}`, {});
    await askPagerDuty(door, there);
    expect(await alertOf()).toMatchObject({ status: 'resolved', incident: number });
    expect((await typesOf(`inc-${number}`)).slice(-2)).toEqual(['page-changed', 'alert-resolved']);
  });

  it('is not to be resolved from the phone while another alert of it fires', async () => {
    const { store } = door.at;
    await store.keepPagerUser({ id: 'PBENOKA', name: 'Ben Okafor', email: 'ben@apgms.example' });
    const ben = { id: 'UBEN', name: 'Ben', email: 'ben@apgms.example', guest: false, outsider: false, seenAt: 0 };
    await store.keepPerson(ben);
    const { id, number } = await attached();
    const other = await opens();
    await attachAlert(door.deps, { number: 2, incident: number }, { actor: ana, delivery: crypto.randomUUID() });
    await act(id, 'resolve');
    expect(await typesOf(`inc-${number}`)).not.toContain('resolve-requested');
    await act(other, 'resolve', null);
    await act(id, 'reopen');
    await act(id, 'resolve');
    expect(await typesOf(`inc-${number}`)).toContain('resolve-requested');
  });

  it('by the policy: the incident goes on with its page, and the alert is over with it', async () => {
    const id = await opens('PSWORKR');
    const [incident] = await incidents();
    expect(incident).toMatchObject({ severity: 'sev2', alerts: [1], page: { id } });
    expect(await alertOf()).toMatchObject({ page: null, incident: incident?.number });
    await act(id, 'acknowledge');
    await act(id, 'resolve', null);
    expect(await incidents()).toMatchObject([
      { acknowledged: { by: 'pagerduty:Ben Okafor' }, page: { status: 'resolved' } },
    ]);
    expect(await alertOf()).toMatchObject({ status: 'resolved' });
  });

  it('and by the policy the next one joins that, which keeps its page', async () => {
    const first = await opens('PSWORKR');
    const second = await opens('PSWORKR');
    expect(await incidents()).toMatchObject([{ alerts: [1, 2], page: { id: first } }]);
    expect(await alertOf(2)).toMatchObject({ page: { id: second } });
  });
});

describe('what nobody was told of', () => {
  it('is heard when PagerDuty is asked, with what became of it', async () => {
    listens(false);
    const id = await opens();
    await act(id, 'acknowledge');
    await askPagerDuty(door, there);
    expect(await alertOf()).toMatchObject({
      page: { id, status: 'acknowledged' },
      acknowledged: { by: 'pagerduty:Ben Okafor' },
    });
    const before = await typesOf('alert-1');
    await askPagerDuty(door, there);
    expect(await typesOf('alert-1'), 'asked again').toEqual(before);
  });

  it('is heard of what stands here, too: who took it on, and that it is over', async () => {
    const id = await opens();
    listens(false);
    await act(id, 'acknowledge');
    await act(id, 'resolve', 'chen');
    await askPagerDuty(door, there);
    expect(await alertOf()).toMatchObject({ status: 'resolved', acknowledged: { by: 'pagerduty:Ben Okafor' } });
    expect(await door.at.store.pagesStanding()).toEqual([]);
    await act(id, 'reopen');
    await askPagerDuty(door, there);
    expect(await alertOf()).toMatchObject({ status: 'firing', page: { status: 'triggered' } });
  });
});

describe('an alert that is over and was reopened, although nobody was told', () => {
  async function reopened(): Promise<string> {
    const id = await opens();
    await act(id, 'resolve');
    await there.control('POST', 'webhooks', { hold: true });
    await act(id, 'reopen');
    await there.control('POST', 'webhooks', { lose: true, hold: false });
    expect(await alertOf()).toMatchObject({ status: 'resolved' });
    return id;
  }

  it('fires again once somebody acknowledges it', async () => {
    await act(await reopened(), 'acknowledge');
    const acknowledged = { by: 'pagerduty:Ben Okafor' };
    expect(await alertOf()).toMatchObject({ status: 'firing', acknowledged, page: { status: 'acknowledged' } });
  });

  it('stays over where it was resolved again, and who acknowledged it is only told after that', async () => {
    const id = await reopened();
    await there.control('POST', 'webhooks', { hold: true });
    await act(id, 'acknowledge');
    await act(id, 'resolve');
    await there.control('POST', 'webhooks', { hold: false, order: 'reversed' });
    await later(minute);
    expect(await alertOf()).toMatchObject({ status: 'resolved', page: { status: 'resolved' } });
    expect(await alertOf(2)).toBeNull();
  });
});
