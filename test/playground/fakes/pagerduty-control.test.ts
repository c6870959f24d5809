import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isSigned } from '#src/vendors/pagerduty/verify.ts';
import { type PagerDutyRig, page, startPagerDuty, webhookSecret } from './pagerduty-rig.ts';

const day = 86_400_000;

let rig: PagerDutyRig;
let id: string;
beforeEach(async () => {
  rig = await startPagerDuty();
  ({ id } = await rig.pager.page(page));
  await rig.pagerDuty.idle();
  rig.ear.forget();
});

const act = (name: string, body: object, incident = id) => rig.control('POST', `incidents/${incident}/${name}`, body);
/** The newest webhook, once all have come. */
const told = async () => {
  await rig.pagerDuty.idle();
  return rig.ear.heard.at(-1)?.event;
};
const keys = () => rig.ear.heard.map(({ event }) => event.data['incident_key']);
const deliveries = async () =>
  z
    .object({ deliveries: z.array(z.looseObject({ id: z.string(), state: z.string() })) })
    .parse(await rig.control('GET', 'deliveries')).deliveries;

describe('what people do in PagerDuty', () => {
  const rows: readonly (readonly [string, object, string, object])[] = [
    [
      'acknowledge',
      { user: 'ana' },
      'incident.acknowledged',
      { status: 'acknowledged', assignees: [{ id: 'PANAFER' }] },
    ],
    ['acknowledge', { user: 'PNOORHA' }, 'incident.acknowledged', { assignees: [{ id: 'PNOORHA' }] }],
    ['resolve', { user: 'ben' }, 'incident.resolved', { status: 'resolved', assignees: [], resolve_reason: null }],
    ['escalate', { user: 'ana' }, 'incident.escalated', { assignees: [{ id: 'PBENOKA' }] }],
    ['escalate', { user: 'ana', level: 1 }, 'incident.escalated', { assignees: [{ id: 'PANAFER' }] }],
    [
      'delegate',
      { user: 'ana', policy: 'security' },
      'incident.delegated',
      { escalation_policy: { id: 'PESECUR' }, assignees: [{ id: 'PNOORHA' }] },
    ],
    ['reassign', { user: 'ana', to: 'dora' }, 'incident.reassigned', { assignees: [{ id: 'PDORALI' }] }],
    [
      'reassign',
      { user: 'ana', to: ['chen', 'noor'] },
      'incident.reassigned',
      { assignees: [{ id: 'PCHENWE' }, { id: 'PNOORHA' }] },
    ],
    ['priority', { user: 'ana', priority: 'P2' }, 'incident.priority_updated', { priority: { summary: 'P2' } }],
    [
      'note',
      { user: 'ana', content: 'Looking.' },
      'incident.annotated',
      { type: 'incident_note', content: 'Looking.' },
    ],
  ];
  it.each(rows)('%s %j', async (name, body, type, data) => {
    expect(await act(name, body)).toMatchObject({ ok: true, incident: { id } });
    expect(await told()).toMatchObject({ event_type: type, client: { name: 'PagerDuty' }, data });
  });

  it('is done by them, at the moment they say', async () => {
    await act('acknowledge', { user: 'noor', at: '2026-11-18T15:58:30.500Z' });
    expect(await told()).toMatchObject({
      occurred_at: '2026-11-18T15:58:30.500Z',
      agent: { id: 'PNOORHA', type: 'user_reference', summary: 'Noor Haddad' },
    });
    expect(await rig.control('GET', `incidents/${id}`)).toMatchObject({
      incident: { acknowledgements: [{ at: '2026-11-18T15:58:30Z' }], last_status_change_at: '2026-11-18T15:58:30Z' },
    });
  });

  it('can be taken back, and happen by itself', async () => {
    await act('acknowledge', { user: 'ana' });
    await act('unacknowledge', {});
    expect(await told()).toMatchObject({
      event_type: 'incident.unacknowledged',
      agent: null,
      data: { status: 'triggered' },
    });
    await act('escalate', {});
    expect(await told()).toMatchObject({ event_type: 'incident.escalated', agent: null, client: null });
    await act('resolve', {});
    expect(await told()).toMatchObject({
      event_type: 'incident.resolved',
      agent: { id: 'PSAPIGW', type: 'service_reference' },
    });
    await act('reopen', { user: 'ana' }, '1');
    expect(await told()).toMatchObject({ event_type: 'incident.reopened', data: { assignees: [{ id: 'PANAFER' }] } });
    await act('urgency', { user: 'ana', urgency: 'low' });
    expect(await rig.pager.pageOf(id)).toMatchObject({ status: 'triggered', urgency: 'low' });
  });

  it('answers a request to join in, and another mind', async () => {
    await rig.pager.askToRespond({ page: id, message: 'help', users: ['PDORALI'], from: null });
    await act('respond', { user: 'dora', reply: 'decline' });
    expect(await told()).toMatchObject({
      event_type: 'incident.responder.replied',
      agent: { id: 'PDORALI' },
      data: { type: 'incident_responder', state: 'declined', message: 'help', user: { id: 'PDORALI' } },
    });
    await act('respond', { user: 'dora', reply: 'accept' });
    expect(await rig.control('GET', `incidents/${id}`)).toMatchObject({ responders: [{ state: 'joined' }] });
    expect(await act('respond', { user: 'ben', reply: 'accept' })).toMatchObject({ ok: false });
  });

  it('merges one into another, which takes over its alerts', async () => {
    const { incident: other } = await rig.control('POST', 'incidents', {
      service: 'Worker',
      title: 'Queue',
      key: 'deep',
    });
    const { id: machine } = z.looseObject({ id: z.string() }).parse(other);
    await act('merge', { user: 'ana', into: id }, machine);
    expect(await told()).toMatchObject({
      event_type: 'incident.resolved',
      agent: { id: 'PANAFER' },
      data: {
        id: machine,
        status: 'resolved',
        resolve_reason: { type: 'merge_resolve_reason', incident: { id, type: 'incident_reference' } },
      },
    });
    const { body } = await rig.rest('GET', '/incidents?incident_key=deep');
    expect(body).toMatchObject({ incidents: [{ id, incident_key: 'inc-42', alert_counts: { all: 1 } }] });
    expect(await act('merge', { user: 'ana', into: id })).toMatchObject({ ok: false });
  });

  it('deletes one, and nobody is told', async () => {
    expect(await rig.control('DELETE', `incidents/${id}`)).toEqual({ ok: true });
    await expect(rig.pager.pageOf(id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await told()).toBeUndefined();
  });

  it.each([
    ['acknowledge', { user: 'emil' }, 'emil has no user in PagerDuty'],
    ['acknowledge', {}, 'user'],
    ['acknowledge', { user: 'ana', at: 'noon' }, 'at'],
    ['unacknowledge', { user: 'ana' }, 'Invalid Input Provided: Incident is not acknowledged'],
    ['reopen', { user: 'ana' }, 'Invalid Input Provided: Incident is not resolved'],
    ['escalate', { user: 'ana', level: 9 }, 'Escalation level 9'],
    ['priority', { user: 'ana', priority: 'P0' }, 'there is no priority "P0"'],
    ['delegate', { user: 'ana', policy: 'Nobody' }, 'there is no escalation policy "Nobody"'],
    ['sing', { user: 'ana' }, 'nobody can sing'],
    ['constructor', { user: 'ana' }, 'nobody can constructor'],
  ])('cannot %s %j', async (name, body, error) => {
    expect(await act(name, body)).toEqual(
      expect.objectContaining({ ok: false, error: expect.stringContaining(error) }),
    );
    expect(await told()).toBeUndefined();
  });

  it('cannot be done by a page elsewhere', async () => {
    const headers = { origin: 'http://evil.example' };
    expect((await fetch(`${rig.url}/_pagerduty/incidents`, { headers })).status).toBe(403);
    expect((await fetch(`${rig.url}/_pagerduty/nothing`)).status).toBe(404);
  });
});

describe('a machine', () => {
  const alert = { service: 'PSSHRDB', title: 'Connections exhausted', key: 'db-connections', details: { pool: 100 } };

  it('opens an incident that holds its alert, once while it is open', async () => {
    const { incident } = await rig.control('POST', 'incidents', alert);
    expect(incident).toMatchObject({ incident_key: null, alert_counts: { all: 1 }, service: { id: 'PSSHRDB' } });
    expect(await told()).toMatchObject({
      event_type: 'incident.triggered',
      agent: { id: 'PSSHRDB', type: 'service_reference', summary: 'Shared Database' },
      data: { incident_key: null, assignees: [{ id: 'PBENOKA' }] },
    });
    expect(await rig.control('POST', 'incidents', alert)).toMatchObject({ incident, deduplicated: true });
    expect(await rig.control('GET', 'incidents/2')).toMatchObject({
      incident: { origin: 'integration', alert_keys: ['db-connections'], body: { details: { pool: 100 } } },
    });
    expect(rig.ear.heard).toHaveLength(1);
  });

  it('opens none where nobody is on call, and neither does the bot', async () => {
    for (const level of [1, 2]) await rig.control('POST', 'oncall', { policy: 'SRE', level, users: [] });
    expect(await rig.control('POST', 'incidents', alert)).toMatchObject({ ok: false, code: 1015 });
    await expect(rig.pager.page({ ...page, service: 'PSSHRDB' })).rejects.toMatchObject({ code: 'nobody-on-call' });
  });
});

describe('the account', () => {
  it('calls whoever is put on call, the next level where there is nobody', async () => {
    await rig.control('POST', 'oncall', { policy: 'PEPLATF', level: 1, users: ['dora', 'chen'] });
    const turns = async () =>
      (await rig.pager.onCall(['PEPLATF'], rig.clock.now, rig.clock.now)).map(({ user, until }) => [user.id, until]);
    expect(await turns()).toMatchObject([
      ['PDORALI', null],
      ['PCHENWE', null],
      ['PBENOKA', expect.any(Number)],
    ]);
    await rig.control('POST', 'oncall', { policy: 'PEPLATF', level: 1, users: [] });
    expect(await rig.pager.page({ ...page, key: 'inc-43' })).toMatchObject({ assignees: [{ id: 'PBENOKA' }] });
    const turn = z.object({ escalation_level: z.int(), escalation_policy: z.object({ id: z.string() }) });
    const { oncalls } = z.object({ oncalls: z.array(turn) }).parse(await rig.control('GET', 'oncalls'));
    expect(oncalls.filter((one) => one.escalation_policy.id === 'PEPLATF')).toMatchObject([{ escalation_level: 2 }]);
  });

  it('loses an ability', async () => {
    await rig.control('POST', 'abilities', { coordinated_responding: false });
    const asks = rig.pager.askToRespond({ page: id, message: 'help', users: ['PBENOKA'], from: null });
    await expect(asks).rejects.toMatchObject({ code: 'ability-missing' });
    expect((await rig.rest('GET', '/abilities/coordinated_responding')).status).toBe(402);
  });
});

describe('webhooks', () => {
  const pages = async (...names: readonly string[]) => {
    for (const key of names) await rig.pager.page({ ...page, key });
    await rig.pagerDuty.idle();
  };

  it('can be kept back, and come in order', async () => {
    await rig.control('POST', 'webhooks', { hold: true });
    await pages('inc-1', 'inc-2');
    await rig.advance(day);
    expect(keys()).toEqual([]);
    expect(rig.pagerDuty.nextDue()).toBeNull();
    await rig.control('POST', 'webhooks', { hold: false });
    await rig.pagerDuty.idle();
    expect(keys().toSorted()).toEqual(['inc-1', 'inc-2']);
  });

  it('can come in any order but the right one', async () => {
    await rig.control('POST', 'webhooks', { hold: true });
    await act('acknowledge', { user: 'ana' });
    await pages('inc-1');
    await act('resolve', { user: 'ana' });
    await rig.control('POST', 'webhooks', { hold: false, order: 'reversed' });
    await rig.pagerDuty.idle();
    expect(rig.ear.types()).toEqual(['incident.resolved', 'incident.triggered', 'incident.acknowledged']);
  });

  it('can be lost', async () => {
    await rig.control('POST', 'webhooks', { hold: true });
    await pages('inc-1');
    await rig.control('POST', 'webhooks', { hold: false, lose: true });
    await pages('inc-2');
    expect(keys()).toEqual(['inc-2']);
    expect((await deliveries()).map(({ state }) => state)).toEqual(['delivered', 'lost', 'delivered']);
  });

  it('can come twice, under one id', async () => {
    await act('acknowledge', { user: 'ana' });
    await rig.pagerDuty.idle();
    const last = (await deliveries()).at(-1)?.id;
    expect(await rig.control('POST', `deliveries/${last}/repeat`)).toMatchObject({
      ok: true,
      delivery: { state: 'delivered', tries: [{ outcome: 'http_202' }, { outcome: 'http_202' }] },
    });
    const [first, second] = rig.ear.heard;
    expect(rig.ear.heard).toHaveLength(2);
    expect(second?.headers['x-webhook-id']).toBe(last);
    expect(second?.raw.equals(first?.raw ?? Buffer.of())).toBe(true);
    expect(await rig.control('POST', 'deliveries/none/repeat')).toMatchObject({ ok: false });
  });

  it('show every try, and what came of it', async () => {
    rig.ear.answer = 503;
    await pages('inc-1');
    expect((await deliveries()).at(-1)).toMatchObject({
      event_type: 'incident.triggered',
      state: 'waiting',
      due: '2026-11-18T16:01:00.000Z',
      tries: [
        { at: '2026-11-18T16:00:00.000Z', outcome: 'http_503' },
        { at: '2026-11-18T16:00:00.000Z', outcome: 'http_503' },
      ],
    });
  });

  it('end when they are switched off or refused too often, and begin again', async () => {
    await rig.control('POST', 'webhooks', { active: false });
    await pages('inc-1');
    // The bot can end PagerDuty's own silence, but not what people switched off.
    await rig.rest('POST', '/webhook_subscriptions/PWEBHOK/enable');
    await pages('inc-2');
    await rig.control('POST', 'webhooks', { active: true });
    await pages('inc-3');
    await rig.control('POST', 'webhooks', { disabled: true });
    await pages('inc-4');
    await rig.rest('POST', '/webhook_subscriptions/PWEBHOK/enable');
    await pages('inc-5');
    await rig.control('POST', 'webhooks', { disabled: true });
    await rig.advance(day);
    await pages('inc-6');
    expect(keys()).toEqual(['inc-3', 'inc-5', 'inc-6']);
  });

  it('are signed twice while a secret is replaced', async () => {
    await rig.control('POST', 'webhooks', { also_signed_with: 'the-next-secret' });
    await pages('inc-1');
    const [webhook] = rig.ear.heard;
    const signature = String(webhook?.headers['x-pagerduty-signature']);
    expect(signature).toMatch(/^v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/);
    for (const secret of [webhookSecret, 'the-next-secret'])
      expect(isSigned(signature, webhook?.raw ?? Buffer.of(), secret)).toBe(true);
    await rig.control('POST', 'webhooks', { also_signed_with: null });
    await pages('inc-2');
    expect(rig.ear.heard.at(-1)?.headers['x-pagerduty-signature']).toMatch(/^v1=[0-9a-f]{64}$/);
  });
});
