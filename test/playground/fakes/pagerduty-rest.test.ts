import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { incidentBody, type PagerDutyRig, startPagerDuty } from './pagerduty-rig.ts';

const day = 86_400_000;

let rig: PagerDutyRig;
beforeEach(async () => {
  rig = await startPagerDuty();
});

const idOf = (answer: { readonly body: unknown }) =>
  z.object({ incident: z.object({ id: z.string() }) }).parse(answer.body).incident.id;
const open = async (more: object = {}) => idOf(await rig.rest('POST', '/incidents', incidentBody(more)));
const put = (id: string, change: object) =>
  rig.rest('PUT', `/incidents/${id}`, { incident: { type: 'incident_reference', ...change } });
const listed = async (query: string) => {
  const { body } = await rig.rest('GET', `/incidents?${query}`);
  return z
    .object({ incidents: z.array(z.object({ id: z.string() })) })
    .parse(body)
    .incidents.map(({ id }) => id);
};
const user = (id: string) => ({ assignee: { id, type: 'user_reference' } });

describe('who calls', () => {
  it.each([
    ['without a token', { authorization: null }, 401, 2006],
    ['with the token of another', { authorization: 'Token token=else' }, 401, 2006],
    ['by OAuth', { authorization: 'Bearer playground-pagerduty-token' }, 401, 2006],
    ['in another version', { accept: 'application/vnd.pagerduty+json;version=1' }, 400, 2001],
    ['as nobody', { from: null }, 400, 2001],
    ['as somebody without a user', { from: 'emil@apgms.example' }, 400, 1008],
  ])('%s is refused', async (_, headers, status, code) => {
    const answer = await rig.rest('POST', '/incidents', incidentBody(), headers);
    expect(answer).toMatchObject({ status, body: { error: { code, message: expect.any(String) } } });
    expect(await listed('date_range=all')).toEqual([]);
  });

  it('needs to be nobody to look, or to ask for others', async () => {
    const id = await open();
    const request = {
      requester_id: 'PANAFER',
      message: 'help',
      responder_request_targets: [{ responder_request_target: { id: 'PBENOKA', type: 'user_reference' } }],
    };
    const nobody = { from: null };
    expect((await rig.rest('GET', `/incidents/${id}`, undefined, nobody)).status).toBe(200);
    expect((await rig.rest('POST', `/incidents/${id}/responder_requests`, request, nobody)).status).toBe(200);
    expect((await rig.rest('POST', `/incidents/${id}/notes`, { note: { content: 'x' } }, nobody)).status).toBe(400);
    expect((await put(id, { urgency: 'low' })).status).toBe(200);
  });

  it('is told what there is not', async () => {
    expect(await rig.rest('GET', '/nothing')).toMatchObject({ status: 404, body: { error: { code: 2100 } } });
    expect(await rig.rest('PUT', '/incidents', {})).toMatchObject({ status: 404 });
    expect(rig.log.calls().map(({ method }) => method)).toEqual(['GET /nothing', 'PUT /incidents']);
  });
});

describe('opening an incident', () => {
  it.each([
    ['no JSON', 'hello'],
    ['no incident', {}],
    ['no type', incidentBody({ type: undefined })],
    ['no title', incidentBody({ title: undefined })],
    ['an empty title', incidentBody({ title: ' ' })],
    ['too long a title', incidentBody({ title: 'x'.repeat(1_025) })],
    ['no service', incidentBody({ service: undefined })],
    ['a service of no type', incidentBody({ service: { id: 'PSAPIGW' } })],
    ['a service there is not', incidentBody({ service: { id: 'PNONE', type: 'service_reference' } })],
    ['an urgency there is not', incidentBody({ urgency: 'medium' })],
    ['a priority there is not', incidentBody({ priority: { id: 'P9', type: 'priority_reference' } })],
    ['a body that is none', incidentBody({ body: 'words' })],
    ['an assignee there is not', incidentBody({ assignments: [user('PNONE')] })],
    [
      'a policy and people',
      incidentBody({
        assignments: [user('PBENOKA')],
        escalation_policy: { id: 'PESRETM', type: 'escalation_policy_reference' },
      }),
    ],
  ])('with %s is refused', async (_, body) => {
    const answer = await rig.rest('POST', '/incidents', body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 2001, errors: [expect.any(String)] } } });
    expect(await listed('date_range=all')).toEqual([]);
  });

  it('says where a key is taken, as PagerDuty does', async () => {
    await open({ incident_key: 'inc-42' });
    expect(await rig.rest('POST', '/incidents', incidentBody({ incident_key: 'inc-42' }))).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 2002,
          message: 'Arguments Caused Error',
          errors: ['Open incident with matching dedup key already exists on this service'],
        },
      },
    });
  });

  it('goes to another policy or to people where it says so, and keeps what it was opened with', async () => {
    const policy = { id: 'PESRETM', type: 'escalation_policy_reference' };
    const elsewhere = await open({
      escalation_policy: policy,
      priority: { id: 'PPRIOR1', type: 'priority_reference' },
    });
    expect((await rig.rest('GET', `/incidents/${elsewhere}`)).body).toMatchObject({
      incident: {
        assignments: [{ assignee: { id: 'PBENOKA' } }],
        escalation_policy: { id: 'PESRETM' },
        priority: { id: 'PPRIOR1', name: 'P1' },
        created_at: '2026-11-18T16:00:00Z',
      },
    });
    const body = { type: 'incident_body', details: 'Declared by Ana.' };
    const people = await open({ assignments: [user('PDORALI'), user('PCHENWE')], body });
    expect((await rig.rest('GET', `/incidents/${people}?include[]=body`)).body).toMatchObject({
      incident: { assignments: [user('PDORALI'), user('PCHENWE')], body },
    });
  });
});

describe('changing one', () => {
  const refusals: readonly (readonly [string, object, object, number, number])[] = [
    ['acknowledge it twice', { status: 'acknowledged' }, { status: 'acknowledged' }, 400, 1002],
    ['resolve it twice', { status: 'resolved' }, { status: 'resolved' }, 400, 1001],
    ['trigger it while it is', {}, { status: 'triggered' }, 400, 2001],
    ['close it', {}, { status: 'closed' }, 400, 2001],
    ['escalate it too far', {}, { escalation_level: 3 }, 400, 2001],
    ['escalate it when it is over', { status: 'resolved' }, { escalation_level: 2 }, 400, 1001],
    ['give it to nobody', {}, { assignments: [] }, 400, 2001],
    ['give it a priority there is not', {}, { priority: { id: 'P9', type: 'priority_reference' } }, 400, 2001],
    ['change it as something else', {}, { type: 'service_reference' }, 400, 2001],
  ];
  it.each(refusals)('nobody can %s', async (_, before, change, status, code) => {
    const id = await open();
    await put(id, before);
    expect(await put(id, change)).toMatchObject({ status, body: { error: { code } } });
  });

  it('opens it again where it was over, by either word', async () => {
    const id = await open({ incident_key: 'inc-42' });
    await put(id, { status: 'resolved' });
    expect((await put(id, { status: 'acknowledged' })).body).toMatchObject({
      incident: { status: 'acknowledged', resolved_at: null, acknowledgements: [{ acknowledger: { id: 'PBOTOPS' } }] },
    });
    await put(id, { status: 'resolved' });
    expect((await put(id, { status: 'triggered' })).body).toMatchObject({
      incident: { status: 'triggered', assignments: [user('PANAFER')] },
    });
    await put(id, { status: 'resolved' });
    await open({ incident_key: 'inc-42' });
    expect(await put(id, { status: 'triggered' })).toMatchObject({ body: { error: { code: 2002 } } });
  });

  it('has it called anew where it changes hands', async () => {
    const id = await open();
    await put(id, { status: 'acknowledged' });
    expect((await put(id, { escalation_level: 2 })).body).toMatchObject({
      incident: { status: 'triggered', assignments: [user('PBENOKA')], acknowledgements: [] },
    });
    expect((await put(id, { assignments: [user('PDORALI')] })).body).toMatchObject({
      incident: { status: 'triggered', assignments: [user('PDORALI')] },
    });
    const policy = { id: 'PESECUR', type: 'escalation_policy_reference' };
    expect((await put(id, { escalation_policy: policy, title: 'More' })).body).toMatchObject({
      incident: { title: 'More', escalation_policy: { id: 'PESECUR' }, assignments: [user('PNOORHA')] },
    });
    const names = rig.log.calls().map(({ method }) => method);
    expect(names).toEqual([
      'incidents.create',
      'incidents.acknowledge',
      'incidents.escalate',
      'incidents.reassign',
      'incidents.reassign',
    ]);
  });

  it('is named by what it changes', async () => {
    const id = await open();
    const priority = { id: 'PPRIOR1', type: 'priority_reference' };
    for (const change of [
      { urgency: 'low' },
      { priority },
      { title: 'x' },
      { status: 'resolved' },
      { status: 'triggered' },
    ])
      await put(id, change);
    expect(rig.log.calls().map(({ method }) => method)).toEqual([
      'incidents.create',
      'incidents.urgency',
      'incidents.urgency',
      'incidents.update',
      'incidents.resolve',
      'incidents.reopen',
    ]);
  });
});

describe('looking for incidents', () => {
  it('finds those of the last thirty days, unless another time is asked for', async () => {
    const old = await open();
    rig.clock.now += 31 * day;
    const young = await open();
    const at = (moment: number) => new Date(moment).toISOString();
    expect(await listed('')).toEqual([young]);
    expect(await listed('date_range=all&sort_by=created_at:desc')).toEqual([young, old]);
    // Where one end is left out it is thirty days from the other, not from now.
    expect(await listed(`until=${at(rig.clock.now - day)}`)).toEqual([old]);
    expect(await listed(`since=${at(rig.clock.now - 40 * day)}`)).toEqual([old]);
    expect(await listed(`since=${at(rig.clock.now - 40 * day)}&until=${at(rig.clock.now)}`)).toEqual([old, young]);
  });

  it('does not find what only changed since', async () => {
    const id = await open();
    rig.clock.now += day;
    const since = new Date(rig.clock.now).toISOString();
    await put(id, { status: 'acknowledged' });
    expect(await listed(`since=${since}`)).toEqual([]);
  });

  it('finds by status, service, urgency and whose it is', async () => {
    const loud = await open();
    const low = await open({ urgency: 'low', service: { id: 'PSWORKR', type: 'service_reference' } });
    await put(loud, { status: 'resolved' });
    expect(await listed('statuses[]=triggered&statuses[]=acknowledged')).toEqual([low]);
    expect(await listed('service_ids[]=PSAPIGW')).toEqual([loud]);
    expect(await listed('urgencies[]=low')).toEqual([low]);
    expect(await listed('user_ids[]=PCHENWE')).toEqual([low]);
    expect(await listed('user_ids[]=PANAFER')).toEqual([]);
  });

  it('shows a page at a time', async () => {
    for (let count = 0; count < 30; count += 1) await open();
    const { body } = await rig.rest('GET', '/incidents?offset=25&total=true');
    expect(body).toMatchObject({ limit: 25, offset: 25, more: false, total: 30 });
    expect(await listed('')).toHaveLength(25);
    expect((await rig.rest('GET', '/incidents?limit=5')).body).toMatchObject({ more: true, total: null });
  });

  it.each([
    'limit=101',
    'offset=9999&limit=2',
    'statuses[]=closed',
    'sort_by=title',
    'sort_by=created_at:up',
    'since=yesterday',
    'date_range=some',
    'since=2026-01-01T00:00:00Z&until=2026-11-01T00:00:00Z',
    'since=2026-11-02T00:00:00Z&until=2026-11-01T00:00:00Z',
  ])('refuses %s', async (query) => {
    expect(await rig.rest('GET', `/incidents?${query}`)).toMatchObject({
      status: 400,
      body: { error: { code: 2001 } },
    });
  });
});

it('takes two thousand notes and no more', async () => {
  const id = await open();
  const note = (content: unknown) => rig.rest('POST', `/incidents/${id}/notes`, { note: { content } });
  expect((await note('')).status).toBe(400);
  expect((await note(undefined)).status).toBe(400);
  for (let count = 0; count < 2_000; count += 1) await note(`note ${count}`);
  expect((await note('one too many')).status).toBe(400);
  const { body } = await rig.rest('GET', `/incidents/${id}/notes`);
  expect(z.object({ notes: z.array(z.unknown()) }).parse(body).notes).toHaveLength(2_000);
});

describe('asking for others', () => {
  const target = (id: string, type = 'user_reference') => ({ responder_request_target: { id, type } });
  it.each([
    ['nobody', []],
    ['somebody there is not', [target('PNONE')]],
    ['a policy there is not', [target('PNONE', 'escalation_policy_reference')]],
    ['a service', [target('PSAPIGW', 'service_reference')]],
  ])('refuses %s', async (_, targets) => {
    const id = await open();
    const request = { requester_id: 'PANAFER', message: 'help', responder_request_targets: targets };
    expect(await rig.rest('POST', `/incidents/${id}/responder_requests`, request)).toMatchObject({ status: 400 });
    const unknown = { ...request, requester_id: 'PNONE', responder_request_targets: [target('PBENOKA')] };
    expect(await rig.rest('POST', `/incidents/${id}/responder_requests`, unknown)).toMatchObject({ status: 400 });
  });
});

describe('the account', () => {
  it('says what it can do, and what it would cost', async () => {
    expect((await rig.rest('GET', '/abilities')).body).toEqual({ abilities: ['coordinated_responding', 'urgencies'] });
    expect((await rig.rest('GET', '/abilities/coordinated_responding')).status).toBe(204);
    expect(await rig.rest('GET', '/abilities/sso')).toMatchObject({ status: 402, body: { error: { code: 2014 } } });
    expect((await rig.rest('GET', '/abilities/flying')).status).toBe(404);
  });

  it.each([
    ['/users?query=noor', { users: [{ id: 'PNOORHA', email: 'noor@apgms.example' }], more: false }],
    ['/users/PANAFER', { user: { name: 'Ana Ferreira' } }],
    ['/services/PSAPIGW', { service: { name: 'API Gateway', escalation_policy: { id: 'PEPLATF' } } }],
    ['/services?query=redis', { services: [{ id: 'PSREDIS' }] }],
    [
      '/escalation_policies?query=platform',
      { escalation_policies: [{ escalation_rules: [{ targets: [{ type: 'schedule_reference' }] }, {}] }] },
    ],
    ['/priorities', { priorities: [{ name: 'P1' }, { name: 'P2' }, { name: 'P3' }, { name: 'P4' }] }],
    ['/oncalls?escalation_policy_ids[]=PESECUR', { oncalls: [{ user: { summary: 'Noor Haddad' }, schedule: null }] }],
    ['/oncalls?schedule_ids[]=PSCHPL2', { oncalls: [{ user: { id: 'PBENOKA' }, schedule: { id: 'PSCHPL2' } }] }],
  ])('%s', async (path, body) => {
    expect(await rig.rest('GET', path)).toMatchObject({ status: 200, body });
  });

  it('shows several turns over a span, or the first one of each', async () => {
    const until = new Date(rig.clock.now + 14 * day).toISOString();
    const users = async (more: string) => {
      const { body } = await rig.rest('GET', `/oncalls?escalation_policy_ids[]=PEPLATF&until=${until}${more}`);
      return z
        .object({ oncalls: z.array(z.object({ escalation_level: z.int(), user: z.object({ id: z.string() }) })) })
        .parse(body)
        .oncalls.map((turn) => `${turn.escalation_level} ${turn.user.id}`);
    };
    expect(await users('')).toEqual([
      ...['1 PANAFER', '1 PBENOKA', '1 PANAFER'],
      ...['2 PBENOKA', '2 PANAFER', '2 PBENOKA'],
    ]);
    expect(await users('&earliest=true')).toEqual(['1 PANAFER', '1 PBENOKA', '2 PBENOKA', '2 PANAFER']);
  });

  it.each(['until=2026-11-18T15:00:00Z&since=2026-11-18T16:00:00Z', 'until=2027-11-18T15:00:00Z', 'include[]=teams'])(
    'refuses to look at %s',
    async (query) => {
      expect((await rig.rest('GET', `/oncalls?${query}`)).status).toBe(400);
    },
  );

  it('refuses what it does not have', async () => {
    for (const path of ['/users/PNONE', '/services/PNONE', '/incidents/QNONE', '/incidents/QNONE/notes'])
      expect(await rig.rest('GET', path)).toMatchObject({ status: 404, body: { error: { code: 2100 } } });
  });
});
