import { beforeEach, describe, expect, it } from 'vitest';
import { isSigned } from '#src/vendors/pagerduty/verify.ts';
import { incidentBody, type PagerDutyRig, page, startPagerDuty, webhookSecret } from './pagerduty-rig.ts';

const ana = 'ana@apgms.example';
const minute = 60_000;
const hour = 60 * minute;

let rig: PagerDutyRig;
beforeEach(async () => {
  rig = await startPagerDuty();
});

const put = async (id: string, change: object) => {
  const { status } = await rig.rest('PUT', `/incidents/${id}`, { incident: { type: 'incident_reference', ...change } });
  expect(status).toBe(200);
};
const subscription = async () => (await rig.rest('GET', '/webhook_subscriptions')).body;
/** So many pages, of incidents of their own. */
const pages = async (...keys: readonly string[]) => {
  for (const key of keys) await rig.pager.page({ ...page, key });
  await rig.pagerDuty.idle();
};

describe('a webhook', () => {
  it('tells of an incident as the documentation shows it, signed over the bytes that came', async () => {
    const { id, url } = await rig.pager.page(page);
    await rig.pagerDuty.idle();
    const [webhook] = rig.ear.heard;
    expect(webhook?.event).toEqual({
      id: expect.any(String),
      event_type: 'incident.triggered',
      resource_type: 'incident',
      occurred_at: '2026-11-18T16:00:00.000Z',
      agent: expect.objectContaining({ id: 'PBOTOPS', type: 'user_reference', summary: 'APGMS Ops' }),
      client: null,
      data: {
        id,
        type: 'incident',
        self: `${rig.url}/pagerduty/incidents/${id}`,
        html_url: url,
        number: 1,
        status: 'triggered',
        incident_key: 'inc-42',
        created_at: '2026-11-18T16:00:00.000Z',
        title: page.title,
        service: expect.objectContaining({ id: 'PSAPIGW', type: 'service_reference', summary: 'API Gateway' }),
        assignees: [expect.objectContaining({ id: 'PANAFER', type: 'user_reference' })],
        escalation_policy: expect.objectContaining({ id: 'PEPLATF', type: 'escalation_policy_reference' }),
        teams: [],
        priority: null,
        urgency: 'high',
        conference_bridge: null,
        resolve_reason: null,
      },
    });
    const { headers, raw } = webhook ?? {};
    expect(headers).toMatchObject({ 'x-webhook-id': expect.any(String), 'x-webhook-subscription': 'PWEBHOK' });
    const signature = String(headers?.['x-pagerduty-signature']);
    expect(isSigned(signature, raw ?? Buffer.of(), webhookSecret)).toBe(true);
    expect(isSigned(signature, raw ?? Buffer.of(), 'another')).toBe(false);
  });

  it('comes for whatever happens to an incident, in order', async () => {
    const { id } = await rig.pager.page(page);
    await rig.pager.acknowledge(id, ana);
    await put(id, { escalation_level: 2 });
    await put(id, { assignments: [{ assignee: { id: 'PDORALI', type: 'user_reference' } }] });
    await put(id, { escalation_policy: { id: 'PESECUR', type: 'escalation_policy_reference' } });
    await put(id, { priority: { id: 'PPRIOR1', type: 'priority_reference' } });
    await put(id, { urgency: 'low' });
    await rig.pager.note(id, 'Looking.', ana);
    await rig.pager.resolve(id, ana);
    await put(id, { status: 'acknowledged' });
    await rig.pagerDuty.idle();
    expect(rig.ear.types()).toEqual([
      'incident.triggered',
      'incident.acknowledged',
      'incident.escalated',
      'incident.reassigned',
      'incident.delegated',
      'incident.priority_updated',
      'incident.annotated',
      'incident.resolved',
      'incident.reopened',
      'incident.acknowledged',
    ]);
    expect(new Set(rig.ear.heard.map(({ headers }) => headers['x-webhook-id'])).size).toBe(10);
    expect(rig.ear.heard.map(({ event }) => event.data['status'])).toEqual([
      ...['triggered', 'acknowledged', 'triggered', 'triggered', 'triggered', 'triggered'],
      ...[undefined, 'resolved', 'triggered', 'acknowledged'],
    ]);
  });

  it('tells of notes and responders as what they are', async () => {
    const { id, title } = await rig.pager.page(page);
    const incident = expect.objectContaining({ id, type: 'incident_reference', summary: title });
    await rig.pager.note(id, 'The pool is exhausted.', ana);
    await rig.pager.askToRespond({ page: id, message: 'help', users: ['PNOORHA'], from: ana });
    await rig.pagerDuty.idle();
    expect(rig.ear.heard.slice(1).map(({ event }) => event.data)).toEqual([
      { incident, id: expect.any(String), content: 'The pool is exhausted.', trimmed: false, type: 'incident_note' },
      {
        incident,
        user: expect.objectContaining({ id: 'PNOORHA' }),
        escalation_policy: null,
        message: 'help',
        state: 'pending',
        type: 'incident_responder',
      },
    ]);
  });
});

describe('a webhook that is not taken', () => {
  it('comes again, the same, after ever longer waits', async () => {
    rig.ear.answer = 500;
    await pages('inc-1');
    const came = [];
    for (const wait of [minute, 5 * minute, 15 * minute, hour]) {
      await rig.advance(wait - 1);
      const before = rig.ear.heard.length;
      await rig.advance(1);
      came.push([before, rig.ear.heard.length]);
    }
    // Twice at once.
    expect(came).toEqual([
      [2, 3],
      [3, 4],
      [4, 5],
      [5, 6],
    ]);
    const [first] = rig.ear.heard;
    for (const { headers, raw } of rig.ear.heard) {
      expect(headers['x-webhook-id']).toBe(first?.headers['x-webhook-id']);
      expect(raw.equals(first?.raw ?? Buffer.of())).toBe(true);
    }
    rig.ear.answer = 202;
    await rig.advance(48 * hour);
    expect(rig.ear.heard).toHaveLength(7);
  });

  it('comes no more after two days', async () => {
    rig.ear.answer = 503;
    await pages('inc-1');
    await rig.advance(48 * hour);
    expect(rig.ear.heard).toHaveLength(11);
    await rig.advance(48 * hour);
    expect(rig.ear.heard).toHaveLength(11);
    expect(rig.pagerDuty.nextDue()).toBeNull();
  });

  it.each([
    ['is down', { url: null }, 0],
    ['asks for quiet', { answer: 429 }, 2],
  ] as const)('comes again where the bot %s', async (_, condition, tries) => {
    const { url } = rig.ear;
    Object.assign(rig.ear, condition);
    await pages('inc-1');
    expect(rig.ear.heard).toHaveLength(tries);
    Object.assign(rig.ear, { url, answer: 202 });
    await rig.advance(minute);
    expect(rig.ear.heard).toHaveLength(tries + 1);
  });

  it('comes again where the bot is silent for too long', async () => {
    rig = await startPagerDuty({ patience: 300 });
    rig.ear.answer = 'hang';
    // So that nothing but the webhook runs out of patience.
    await rig.rest('POST', '/incidents', incidentBody());
    await rig.pagerDuty.idle();
    expect(rig.ear.heard).toHaveLength(2);
    rig.ear.answer = 202;
    await rig.advance(minute);
    expect(rig.ear.heard.length).toBeGreaterThan(2);
  });

  it('keeps what comes after it of the same incident waiting, and of no other', async () => {
    rig.ear.answer = 500;
    const { id } = await rig.pager.page(page);
    await rig.pager.acknowledge(id, ana);
    await rig.pagerDuty.idle();
    rig.ear.answer = 202;
    await rig.pager.page({ ...page, key: 'inc-43' });
    await rig.pagerDuty.idle();
    const told = () => rig.ear.heard.map(({ event }) => `${event.event_type} ${event.data['number']}`);
    expect(told()).toEqual(['incident.triggered 1', 'incident.triggered 1', 'incident.triggered 2']);
    await rig.advance(minute);
    expect(told().slice(3)).toEqual(['incident.triggered 1', 'incident.acknowledged 1']);
  });
});

describe('a webhook that is refused', () => {
  it('does not come again, and three of them in a row end all for a day', async () => {
    await pages('inc-0');
    rig.ear.answer = 400;
    await pages('inc-1', 'inc-2');
    rig.ear.answer = 202;
    await pages('inc-3');
    rig.ear.answer = 401;
    await pages('inc-4', 'inc-5');
    expect(rig.ear.heard).toHaveLength(6);
    expect(await subscription()).toMatchObject({
      webhook_subscriptions: [{ active: true, delivery_method: { temporarily_disabled: false } }],
    });
    // What waits is dropped with it.
    rig.ear.answer = 500;
    await pages('inc-6');
    rig.ear.answer = 404;
    await pages('inc-7');
    expect(await subscription()).toMatchObject({
      webhook_subscriptions: [{ active: true, delivery_method: { temporarily_disabled: true } }],
    });
    rig.ear.answer = 202;
    rig.ear.forget();
    await pages('inc-8');
    await rig.advance(24 * hour - 1);
    expect(rig.ear.heard).toEqual([]);
    await rig.advance(1);
    await pages('inc-9');
    expect(rig.ear.heard.map(({ event }) => event.data['incident_key'])).toEqual(['inc-9']);
  });

  it('is told again as soon as somebody enables it', async () => {
    await pages('inc-0');
    rig.ear.answer = 400;
    await pages('inc-1', 'inc-2', 'inc-3');
    rig.ear.answer = 202;
    expect(await rig.rest('POST', '/webhook_subscriptions/PNONE/enable')).toMatchObject({ status: 404 });
    expect(await rig.rest('POST', '/webhook_subscriptions/PWEBHOK/enable')).toMatchObject({
      status: 200,
      body: { webhook_subscription: { delivery_method: { temporarily_disabled: false } } },
    });
    await pages('inc-4');
    expect(rig.ear.heard.at(-1)?.event.data).toMatchObject({ incident_key: 'inc-4' });
  });

  it('by a bot that has no ear yet is dropped, and the next one is told all the same', async () => {
    rig.ear.answer = 404;
    await pages('inc-1', 'inc-2', 'inc-3', 'inc-4');
    expect(rig.ear.heard).toHaveLength(4);
    rig.ear.answer = 202;
    await pages('inc-5');
    expect(rig.ear.heard).toHaveLength(5);
  });
});
