import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { words } from '#src/domain/prose.ts';
import { attachAlert } from '#src/operations/alert/attach.ts';
import { ana, aPolicy } from '#test/support/builders.ts';
import { askPagerDuty } from './ask-pagerduty.ts';
import { openPagerDutyBeside, type PagerDutyBeside } from './pagerduty-beside.ts';

const minute = 60_000;

let door: PagerDutyBeside['door'];
let there: PagerDutyBeside['there'];
let later: PagerDutyBeside['later'];
beforeEach(async () => {
  const services = aPolicy.services.map((one) => ({ ...one, pagerDuty: 'PSAPIGW' }));
  ({ door, there, later } = await openPagerDutyBeside({ ...aPolicy, services }));
});

/** Monitoring opens one there, which is an alert here. */
async function opens(): Promise<string> {
  const { incident } = await there.control('POST', 'incidents', { service: 'PSAPIGW', title: 'bank-lines fails' });
  await later(minute);
  return z.object({ id: z.string() }).parse(incident).id;
}

async function act(id: string, what: string, more: object): Promise<void> {
  await there.control('POST', `incidents/${id}/${what}`, { user: 'ben', ...more });
  await later(minute);
}

/** The alert belongs to an incident from now on, which has its page. */
async function becomesAnIncident(): Promise<number> {
  const { clock } = door.at.time;
  const number = await door.declare();
  door.at.time.clock = clock;
  const by = { actor: ana, delivery: crypto.randomUUID() };
  expect(await attachAlert(door.deps, { number: 1, incident: number }, by)).toMatchObject({ ok: true });
  return number;
}

describe('what was written on the page of an alert', () => {
  const notesOf = async (number: number) =>
    (await door.record(number)).flatMap(({ event }) => (event.type === 'page-noted' ? [words(event.data.text)] : []));

  it('is read once it is an incident’s, also where PagerDuty was asked before', async () => {
    const id = await opens();
    await act(id, 'note', { content: 'It began with the release.' });
    await askPagerDuty(door, there);
    const number = await becomesAnIncident();
    await act(id, 'note', { content: 'I roll it back.' });
    for (const _ of ['once', 'again']) await askPagerDuty(door, there);
    expect((await notesOf(number)).toSorted()).toEqual(['I roll it back.', 'It began with the release.']);
  });
});

describe('who was asked to join on the page of an alert', () => {
  const asks = (page: string, user: string) =>
    there.rest('POST', `/incidents/${page}/responder_requests`, {
      requester_id: 'PBENOKA',
      message: 'Come and see.',
      responder_request_targets: [{ responder_request_target: { id: user, type: 'user_reference' } }],
    });
  const changesOf = async (number: number) =>
    (await door.record(number)).flatMap(({ event }) => (event.type === 'page-changed' ? [event.data] : []));

  it('is known once it is an incident’s, and is no news when PagerDuty is asked', async () => {
    const id = await opens();
    await asks(id, 'PCHENWE');
    await later(minute);
    const number = await becomesAnIncident();
    const before = await changesOf(number);
    expect((await door.incident(number)).page?.responders).toEqual([
      { id: 'PCHENWE', name: 'Chen Wei', reply: 'pending' },
    ]);
    await askPagerDuty(door, there);
    expect(await changesOf(number)).toEqual(before);
  });

  it('is told for the time at which they were asked, where only PagerDuty’s answer tells of it', async () => {
    const id = await opens();
    const number = await becomesAnIncident();
    await there.control('POST', 'webhooks', { hold: true });
    const at = door.at.time.clock;
    await asks(id, 'PCHENWE');
    await later(7 * minute);
    await there.control('POST', 'webhooks', { lose: true, hold: false });
    await askPagerDuty(door, there);
    expect(await changesOf(number)).toMatchObject([{ what: 'responder-added', at, responder: { id: 'PCHENWE' } }]);
  });
});
