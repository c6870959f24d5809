import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, openPagerDutyDoor, type PagerDutyDoor } from './open-pagerduty-door.ts';

let door: PagerDutyDoor;
beforeAll(async () => {
  door = await openPagerDutyDoor();
});
afterAll(() => door.close());

/** An incident whose page stands. */
async function paged(): Promise<number> {
  const number = await door.declare();
  await door.tell(number, 'incident.triggered');
  return number;
}

const minute = (text: string) => Date.parse(`2026-11-18T16:${text}Z`);

it.each(['__proto__', 'constructor', 'toString'])('a type called %s is one that nobody listens to', async (type) => {
  const number = await paged();
  const before = await door.record(number);
  const body = await bodyOf('incident.acknowledged', number, (event) => ({ ...event, event_type: type }));
  expect((await door.post(body)).status).toBe(202);
  expect(await door.record(number)).toEqual(before);
});

it('a reply called constructor is none as yet', async () => {
  const number = await paged();
  const body = await bodyOf('incident.responder.replied', number, ({ data, ...event }) => ({
    ...event,
    data: { ...Object(data), state: 'constructor' },
  }));
  expect((await door.post(body)).status).toBe(202);
  expect((await door.incident(number)).page).toMatchObject({ responders: [{ reply: 'pending' }] });
});

describe('what can be understood in part is taken so far:', () => {
  const user = { type: 'user_reference', summary: 'Noor Haddad' };
  it.each([
    ['an id with a NUL', { ...user, id: 'PN\0R' }, 'pagerduty:Noor Haddad'],
    ['an id that is half a character', { ...user, id: 'PN\ud800R' }, 'pagerduty:Noor Haddad'],
    ['no id', user, 'pagerduty:Noor Haddad'],
    ['an id that is a number', { ...user, id: 7 }, 'pagerduty:Noor Haddad'],
  ])('an agent with %s', async (_, agent, by) => {
    const number = await paged();
    const body = await bodyOf('incident.acknowledged', number, (event) => ({ ...event, agent }));
    expect((await door.post(body)).status).toBe(202);
    expect(await door.incident(number)).toMatchObject({ acknowledged: { by }, page: { status: 'acknowledged' } });
    expect((await door.post(body)).status).toBe(202);
  });

  it.each([{ type: 'user_reference' }, 'somebody', null])('the agent %j, who is nobody', async (agent) => {
    const number = await paged();
    const body = await bodyOf('incident.acknowledged', number, (event) => ({ ...event, agent }));
    expect((await door.post(body)).status).toBe(202);
    expect(await door.incident(number)).toMatchObject({ acknowledged: null, page: { status: 'acknowledged' } });
  });

  it.each([
    ['that are not said', null, ['Ana Ferreira']],
    ['of whom one has no id', [{ summary: 'Nobody' }, { id: 'PBENOKA', summary: 'Ben Okafor' }], ['Ben Okafor']],
  ])('assignees %s', async (_, assignees, names) => {
    const number = await paged();
    const body = await bodyOf('incident.acknowledged', number, ({ data, ...event }) => ({
      ...event,
      data: { ...Object(data), assignees },
    }));
    expect((await door.post(body)).status).toBe(202);
    expect((await door.incident(number)).page?.assignees.map(({ name }) => name)).toEqual(names);
  });

  it('a page that is with nobody', async () => {
    const number = await door.declare();
    const body = await bodyOf('incident.triggered', number, ({ data, ...event }) => ({
      ...event,
      data: { ...Object(data), assignees: null },
    }));
    expect((await door.post(body)).status).toBe(202);
    expect((await door.incident(number)).page?.assignees).toEqual([]);
  });

  it('a delivery whose id is no text, once', async () => {
    const number = await paged();
    const body = await bodyOf('incident.acknowledged', number, (event) => ({ ...event, id: `${number}\0` }));
    expect([(await door.post(body)).status, (await door.post(body)).status]).toEqual([202, 202]);
  });
});

it('what happened later than now happened now, so that what comes next is not late', async () => {
  const number = await paged();
  door.at.time.clock = minute('10:00');
  const ahead = await bodyOf('incident.acknowledged', number, (event) => ({
    ...event,
    occurred_at: '2026-11-18T17:10:00Z',
  }));
  expect((await door.post(ahead)).status).toBe(202);
  expect((await door.incident(number)).page).toMatchObject({ status: 'acknowledged', since: minute('10:00') });
  door.at.time.clock = minute('51:00');
  expect(await door.tell(number, 'incident.resolved')).toBe(202);
  expect((await door.incident(number)).page).toMatchObject({ status: 'resolved' });
});
