import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Page } from '#src/domain/paging/page.ts';
import { aPolicy, wednesday } from '#test/support/builders.ts';
import { askPagerDuty } from './ask-pagerduty.ts';
import { openPagerDutyBeside, type PagerDutyBeside } from './pagerduty-beside.ts';

const minute = 60_000;
const second = 1_000;

let door: PagerDutyBeside['door'];
let there: PagerDutyBeside['there'];
let later: PagerDutyBeside['later'];
beforeEach(async () => {
  const services = aPolicy.services.map((one) => ({ ...one, pagerDuty: 'PSAPIGW' }));
  ({ door, there, later } = await openPagerDutyBeside({ ...aPolicy, services }));
});

async function opens(): Promise<string> {
  const { incident } = await there.control('POST', 'incidents', { service: 'PSAPIGW', title: 'bank-lines fails' });
  await later(minute);
  return z.object({ id: z.string() }).parse(incident).id;
}

async function act(id: string, what: string, more: object = { user: 'ben' }, ms = minute): Promise<void> {
  await there.control('POST', `incidents/${id}/${what}`, more);
  await later(ms);
}

/** It happens, and nobody here is ever told. */
async function unheard(happens: () => Promise<void>): Promise<void> {
  await there.control('POST', 'webhooks', { hold: true });
  await happens();
  await there.control('POST', 'webhooks', { lose: true, hold: false });
}

const alertOf = async (number = 1): Promise<Alert | null> => door.at.store.alert(number);
const pageHere = async (): Promise<Page> => {
  const page = (await alertOf())?.page;
  if (!page) throw new Error('it has no page');
  return page;
};

async function standsAsThere(id: string): Promise<void> {
  const { status, assignees, urgency, priority, responders } = await there.pager.pageOf(id);
  const here = await pageHere();
  expect(here).toMatchObject({ id, status, assignees, urgency, priority });
  const said = responders.map(({ at: _, ...one }) => one);
  expect(here.responders).toHaveLength(said.length);
  expect(here.responders).toEqual(expect.arrayContaining(said));
}

const asks = (page: string, users: readonly string[]) =>
  there.rest('POST', `/incidents/${page}/responder_requests`, {
    requester_id: 'PBENOKA',
    message: 'Come and see.',
    responder_request_targets: users.map((id) => ({ responder_request_target: { id, type: 'user_reference' } })),
  });

describe('several people are asked to join in one request', () => {
  const users = ['PNOORHA', 'PCHENWE', 'PDORALI'];

  it('each is heard of', async () => {
    const id = await opens();
    expect((await asks(id, users)).status).toBe(200);
    await later(minute);
    expect((await pageHere()).responders.map((one) => one.id).toSorted()).toEqual(users.toSorted());
  });

  it('and each is heard of once PagerDuty is asked, if nobody was told', async () => {
    const id = await opens();
    await unheard(async () => {
      await asks(id, users);
      await act(id, 'respond', { user: 'chen', reply: 'accept' });
    });
    await askPagerDuty(door, there);
    await standsAsThere(id);
  });
});

describe('after PagerDuty was asked a page stands as it does there', () => {
  it('where it was acknowledged, reassigned and acknowledged within seconds', async () => {
    const id = await opens();
    await act(id, 'acknowledge', { user: 'ben' }, second);
    await act(id, 'reassign', { user: 'ben', to: 'chen' }, second);
    await act(id, 'acknowledge', { user: 'ben' }, minute);
    await standsAsThere(id);
    await unheard(() => act(id, 'reassign', { user: 'ben', to: 'chen' }, second));
    await askPagerDuty(door, there);
    await standsAsThere(id);
  });

  it('where PagerDuty stamped it before it was opened, by our clock', async () => {
    const id = await opens();
    const at = new Date(wednesday - 20 * second).toISOString();
    await act(id, 'acknowledge', { user: 'ben', at });
    expect(await pageHere(), 'as told').toMatchObject({ status: 'triggered' });
    await askPagerDuty(door, there);
    await standsAsThere(id);
  });

  it('a second time, where it came to stand so again', async () => {
    const id = await opens();
    const at = new Date(door.at.time.clock).toISOString();
    await unheard(() => act(id, 'acknowledge', { user: 'ben', at }));
    await askPagerDuty(door, there);
    await standsAsThere(id);
    await act(id, 'unacknowledge', {});
    await unheard(() => act(id, 'acknowledge', { user: 'ben', at }));
    await askPagerDuty(door, there);
    await standsAsThere(id);
    const { rows } = await door.at.pool.query('select seq from app.events');
    await askPagerDuty(door, there);
    expect((await door.at.pool.query('select seq from app.events')).rows, 'asked again').toEqual(rows);
  });
});

describe('an alert that is over and was reopened, although nobody was told', () => {
  it('fires again once PagerDuty is asked, also where its page was heard of already', async () => {
    const id = await opens();
    await act(id, 'resolve');
    await unheard(() => act(id, 'reopen'));
    expect(await alertOf()).toMatchObject({ status: 'resolved' });
    await askPagerDuty(door, there);
    expect(await alertOf()).toMatchObject({ status: 'firing', page: { status: 'triggered' } });
  });
});

describe('a slow PagerDuty', () => {
  const asked = (calls: Awaited<ReturnType<typeof askPagerDuty>>) =>
    calls.flatMap(({ method, page }) => (method === 'incidents.get' && page !== null ? [page] : []));

  it('is asked first of what it never told us of', async () => {
    for (let count = 0; count < 41; count += 1) await opens();
    let lost = '';
    await unheard(async () => {
      lost = await opens();
    });
    const calls = await askPagerDuty(door, there);
    expect(calls[0]).toMatchObject({ method: 'incidents.list' });
    expect(asked(calls)[0]).toBe(lost);
    expect(await alertOf(42)).toMatchObject({ page: { id: lost } });
  });

  it('is asked of the others next, where it did not come to them', async () => {
    for (let count = 0; count < 42; count += 1) await opens();
    there.fault({ method: 'incidents.get', fault: 'error_before' });
    const first = asked(await askPagerDuty(door, there));
    await later(minute);
    const second = asked(await askPagerDuty(door, there));
    expect(new Set([...first, ...second]).size).toBe(42);
    expect(first).toHaveLength(40);
    expect(second.slice(0, 2).some((page) => first.includes(page))).toBe(false);
  });
});
