import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { actorId } from '#src/domain/people.ts';
import { execute } from '#test/support/cluster.ts';
import { bodyOf, fixtures, openPagerDutyDoor, type PagerDutyDoor, signature } from './open-pagerduty-door.ts';

let door: PagerDutyDoor;
beforeAll(async () => {
  door = await openPagerDutyDoor();
  const { store } = door.at;
  // Of those who act there only Ben is known in Slack.
  await store.keepPagerUser({ id: 'PBENOKA', name: 'Ben Okafor', email: 'ben@apgms.example' });
  const ben = { id: 'UBEN', name: 'Ben', email: 'ben@apgms.example', guest: false, outsider: false, seenAt: 0 };
  await store.keepPerson(ben);
});
afterAll(() => door.close());

const minute = (text: string) => Date.parse(`2026-11-18T16:${text}Z`);

interface Row {
  /** What is told before, in order. */
  readonly after?: readonly string[];
  /** What the record gets, by its type and who did it. */
  readonly record: readonly string[];
  readonly page?: object;
  readonly incident?: object;
}

const opened = ['incident.triggered'];
const taken = [...opened, 'incident.acknowledged'];
const over = [...opened, 'incident.resolved'];

/** Of each type that means something here: what one delivery leaves behind. */
const heard: Readonly<Record<string, Row>> = {
  'incident.triggered': {
    record: ['paged by engine'],
    page: {
      ...{ id: 'QPAGE', number: 1204, url: 'https://apgms.pagerduty.com/incidents/QPAGE', status: 'triggered' },
      ...{ urgency: 'high', priority: 'P2', assignees: [{ id: 'PANAFER', name: 'Ana Ferreira' }] },
      service: { id: 'PSAPIGW', name: 'API Gateway' },
    },
  },
  'incident.acknowledged': {
    after: opened,
    record: ['page-changed by UBEN', 'acknowledged by UBEN'],
    page: { status: 'acknowledged', assignees: [{ id: 'PBENOKA', name: 'Ben Okafor' }] },
    incident: { acknowledged: { by: 'UBEN', at: minute('02:10.531'), there: true } },
  },
  'incident.unacknowledged': {
    after: taken,
    record: ['page-changed by pagerduty', 'acknowledgement-lapsed by pagerduty'],
    page: { status: 'triggered', assignees: [{ name: 'Ana Ferreira' }] },
    incident: { acknowledged: null, promises: { lapsed: { at: minute('32:10.900') } } },
  },
  'incident.escalated': {
    after: opened,
    record: ['page-changed by pagerduty'],
    page: { status: 'triggered', assignees: [{ name: 'Ben Okafor' }] },
  },
  'incident.delegated': {
    after: opened,
    record: ['page-changed by pagerduty:Noor Haddad'],
    page: { assignees: [{ name: 'Chen Wei' }] },
  },
  'incident.reassigned': {
    after: opened,
    record: ['page-changed by pagerduty:Noor Haddad'],
    page: { assignees: [{ name: 'Dora Lindqvist' }] },
  },
  'incident.priority_updated': {
    after: opened,
    record: ['page-changed by UBEN'],
    page: { priority: 'P1' },
    incident: { severity: 'sev2' },
  },
  'incident.annotated': {
    after: opened,
    record: ['page-noted by pagerduty:Noor Haddad'],
    page: { notes: ['PNOTE01'] },
  },
  'incident.responder.added': {
    after: opened,
    record: ['page-changed by UBEN'],
    page: { responders: [{ id: 'PNOORHA', name: 'Noor Haddad', reply: 'pending' }] },
  },
  'incident.responder.replied': {
    after: [...opened, 'incident.responder.added'],
    record: ['page-changed by pagerduty:Noor Haddad'],
    page: { responders: [{ id: 'PNOORHA', name: 'Noor Haddad', reply: 'joined' }] },
  },
  'incident.resolved': {
    after: opened,
    record: ['page-changed by pagerduty'],
    page: { status: 'resolved' },
    // A machine says so: whether it is over is decided here.
    incident: { status: 'investigating', resolution: null },
  },
  'incident.reopened': {
    after: over,
    record: ['page-changed by pagerduty:Noor Haddad'],
    page: { status: 'triggered', assignees: [{ name: 'Ana Ferreira' }] },
  },
};

/** Types nobody here listens to. */
const ignored = [
  'incident.status_update_published',
  'incident.service_updated',
  'incident.incident_type.changed',
  'incident.conference_bridge.updated',
  'incident.custom_field_values.updated',
  'incident.role.assigned',
  ...['created', 'updated', 'completed'].map((what) => `incident.task.${what}`),
  ...['started', 'completed'].map((what) => `incident.workflow.${what}`),
  ...['created', 'updated', 'terminated'].map((what) => `incident.action_invocation.${what}`),
  ...['created', 'updated', 'deleted', 'custom_field_values.updated'].map((what) => `service.${what}`),
  'pagey.ping',
];

/** What the record got since, by type and by whom. */
async function recorded(number: number, since = 0): Promise<readonly string[]> {
  return (await door.record(number)).slice(since).map(({ event, actor }) => `${event.type} by ${actorId(actor)}`);
}

describe('every type that PagerDuty documents', () => {
  it('has its fixture here, and its row', async () => {
    const types = (await readdir(fixtures)).map((file) => file.replace(/\.json$/, ''));
    expect([...Object.keys(heard), ...ignored].toSorted()).toEqual(types.toSorted());
  });

  it.each(Object.entries(heard))('%s is recorded', async (type, { after = [], record, page, incident }) => {
    const number = await door.declare();
    await door.tell(number, ...after);
    const before = (await door.record(number)).length;
    const stored = await door.counted('stored');
    expect(await door.tell(number, type)).toBe(202);
    expect(await recorded(number, before)).toEqual(record);
    expect(await door.counted('stored')).toBe(stored + 1);
    const now = await door.incident(number);
    expect(JSON.parse(JSON.stringify(now).replaceAll(`QPAGE${number}"`, 'QPAGE"'))).toMatchObject({
      page,
      ...incident,
    });
  });

  it.each(ignored)('%s is kept, counted, and changes nothing', async (type) => {
    const number = await door.declare();
    await door.tell(number, ...opened);
    const [before, kept, unknown] = [await recorded(number), await door.kept(), await door.counted('unknown-type')];
    expect(await door.tell(number, type)).toBe(202);
    expect(await recorded(number)).toEqual(before);
    expect(await door.kept()).toBe(kept + 1);
    expect(await door.counted('unknown-type')).toBe(unknown + 1);
  });

  it('one that comes new is kept and counted as these', async () => {
    const body = await bodyOf('pagey.ping', 9_000, (event) => ({ ...event, event_type: 'incident.dreamt_of' }));
    const unknown = await door.counted('unknown-type');
    expect((await door.post(body)).status).toBe(202);
    expect(await door.counted('unknown-type')).toBe(unknown + 1);
  });

  it('a page that was merged there is resolved with that reason', async () => {
    const number = await door.declare();
    await door.tell(number, ...opened);
    const into = { id: 'QOTHER', type: 'incident_reference', summary: 'Another' };
    const body = await bodyOf('incident.resolved', number, ({ data, ...event }) => ({
      ...event,
      data: { ...Object(data), resolve_reason: { type: 'merge_resolve_reason', incident: into } },
    }));
    expect((await door.post(body)).status).toBe(202);
    expect((await door.incident(number)).page).toMatchObject({ gone: true, status: 'resolved' });
  });

  it('what says less than it might says enough', async () => {
    const number = await door.declare();
    await door.tell(number, ...opened);
    const body = await bodyOf('incident.acknowledged', number, ({ data, agent: _, ...event }) => {
      const { created_at: __, service: ___, teams: ____, ...rest } = Object(data);
      return { ...event, agent: { id: 'PNOORHA', type: 'user_reference' }, data: rest };
    });
    expect((await door.post(body)).status).toBe(202);
    expect((await door.incident(number)).acknowledged).toMatchObject({ by: 'pagerduty:PNOORHA' });
  });
});

describe('a delivery that is not signed by our subscription', () => {
  const rows: readonly (readonly [string, (body: string) => Readonly<Record<string, string>>])[] = [
    ['has no signature', () => ({})],
    ['is signed with another secret', (body) => ({ 'x-pagerduty-signature': signature(body, 'another') })],
    ['is signed for another body', () => ({ 'x-pagerduty-signature': signature('{}') })],
    ['has half a signature', (body) => ({ 'x-pagerduty-signature': signature(body).slice(0, 40) })],
  ];

  it.each(rows)('and %s is refused, counted, and nothing of it is kept', async (_, headersOf) => {
    const number = await door.declare();
    const [kept, refused] = [await door.kept(), await door.counted('refused')];
    const body = await bodyOf('incident.triggered', number);
    expect((await door.post(body, headersOf(body))).status).toBe(401);
    expect(await door.counted('refused')).toBe(refused + 1);
    expect(await door.kept()).toBe(kept);
    expect(await recorded(number)).toEqual([]);
  });

  it('is taken once one of its signatures is ours, as while the secret is being replaced', async () => {
    const number = await door.declare();
    const body = await bodyOf('incident.triggered', number);
    const both = `${signature(body, 'the old secret')}, ${signature(body)}`;
    expect((await door.post(body, { 'x-pagerduty-signature': both })).status).toBe(202);
    expect(await recorded(number)).toEqual(['paged by engine']);
  });
});

it('what PagerDuty published, with its secret and its signature, is taken', async () => {
  const shape = z.object({ secret: z.string(), signature: z.string(), body: z.string() });
  const published = shape.parse(JSON.parse(await readFile('test/fixtures/signatures/pagerduty.json', 'utf8')));
  const theirs = await openPagerDutyDoor({ of: door, key: published.secret });
  const answer = await theirs.post(published.body, { 'x-pagerduty-signature': published.signature });
  expect(answer.status).toBe(202);
  expect(await theirs.counted('not-ours')).toBe(1);
  await theirs.close();
});

describe('told more than once', () => {
  it('the same delivery changes nothing the second time', async () => {
    const number = await door.declare();
    await door.tell(number, ...taken);
    const [before, kept] = [await recorded(number), await door.kept()];
    expect(await door.tell(number, ...taken)).toBe(202);
    expect(await recorded(number)).toEqual(before);
    expect(await door.kept()).toBe(kept);
  });

  it('to two processes at once, it is recorded once', async () => {
    const other = await openPagerDutyDoor({ of: door });
    const number = await door.declare();
    await door.tell(number, ...opened);
    door.at.time.clock = minute('02:11');
    const body = await bodyOf('incident.acknowledged', number);
    const answers = await Promise.all([door, other, door, other].map(({ post }) => post(body)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    const once = ['page-changed by UBEN', 'acknowledged by UBEN'];
    expect(await recorded(number, 1)).toEqual(once);
    await other.close();
  });
});

describe('out of order', () => {
  const rows: readonly (readonly [string, readonly string[], object])[] = [
    [
      'an acknowledgement after it was taken back',
      [...opened, 'incident.unacknowledged', 'incident.acknowledged'],
      { acknowledged: null, page: { status: 'triggered' }, promises: { lapsed: { at: minute('32:10.900') } } },
    ],
    [
      'an acknowledgement after the resolution',
      [...over, 'incident.acknowledged'],
      { acknowledged: { by: 'UBEN', at: minute('02:10.531') }, page: { status: 'resolved' } },
    ],
    [
      'the opening after everything else',
      ['incident.acknowledged', 'incident.reassigned', 'incident.triggered'],
      { acknowledged: null, page: { status: 'triggered', assignees: [{ name: 'Dora Lindqvist' }] } },
    ],
    [
      'the resolution after it was reopened',
      [...opened, 'incident.reopened', 'incident.resolved'],
      { page: { status: 'triggered' }, resolution: null },
    ],
    [
      'somebody asked to join after they said yes',
      [...opened, 'incident.responder.replied', 'incident.responder.added'],
      { page: { responders: [{ name: 'Noor Haddad', reply: 'joined' }] } },
    ],
  ];

  it.each(rows)('%s', async (_, types, expected) => {
    const number = await door.declare();
    door.at.time.clock = minute('59:00');
    expect(await door.tell(number, ...types)).toBe(202);
    expect(await door.incident(number)).toMatchObject(expected);
  });
});

it('who is asked to join there is on the timeline, also where that is asked in the words the bot would use', async () => {
  const number = await door.declare();
  await door.tell(number, ...opened);
  const asks = (message: string, id: string) =>
    bodyOf('incident.responder.added', number, ({ data, ...event }) => ({
      ...event,
      id,
      data: { ...Object(data), message, user: { id, type: 'user_reference', summary: id } },
    }));
  door.at.time.clock = minute('39:00');
  await door.post(await asks('Please join us, we need a decision', 'PTHEM'));
  await door.post(await asks(`[INC-${number} #7] Please join INC-${number} SEV2: bank-lines returns 500.`, 'PUS'));
  const changes = (await door.record(number)).flatMap(({ event }) =>
    event.type === 'page-changed' ? [[event.data.responder?.id, event.data.echo]] : [],
  );
  expect(changes).toEqual([
    ['PTHEM', false],
    ['PUS', true],
  ]);
});

describe('about something else', () => {
  it('an incident of PagerDuty that is none of ours is kept, counted, and changes nothing', async () => {
    const ignoredBefore = await door.counted('not-ours');
    const alien = (type: string) =>
      bodyOf(type, 8_000, ({ data, ...event }) => ({ ...event, data: { ...Object(data), incident_key: 'a monitor' } }));
    for (const type of taken) expect((await door.post(await alien(type))).status).toBe(202);
    expect(await door.counted('not-ours')).toBe(ignoredBefore + 2);
    expect(await door.at.store.incidentOfPage('QPAGE8000')).toBeNull();
  });

  it('one under a key like ours, of an incident that was declared at another time, is none of ours', async () => {
    const number = await door.declare();
    const body = await bodyOf('incident.triggered', number, ({ data, ...event }) => ({
      ...event,
      data: { ...Object(data), incident_key: `inc-${number}.mwmb4sg1` },
    }));
    expect((await door.post(body)).status).toBe(202);
    expect(await recorded(number)).toEqual([]);
  });

  it('what nobody but its members may know of is recorded as any other, and told nowhere else', async () => {
    const number = await door.declare({ restricted: true });
    expect(await door.tell(number, ...taken, 'incident.annotated')).toBe(202);
    expect(await recorded(number)).toContain('page-noted by pagerduty:Noor Haddad');
    const { rows } = await door.at.pool.query('select key from app.messages where stream = $1', [`inc-${number}`]);
    expect(rows).toEqual([]);
    expect(door.logged()).not.toContain('connection pool');
  });

  it.each([
    ['PSTRANG', null],
    ['PANAFER', { there: true }],
  ])('and is taken on from there only by who may know of it, or is called for it: %s', async (id, acknowledged) => {
    const number = await door.declare({ restricted: true });
    await door.tell(number, ...opened);
    const agent = { id, type: 'user_reference' };
    const body = await bodyOf('incident.acknowledged', number, (event) => ({ ...event, agent }));
    door.at.time.clock = minute('51:00');
    expect((await door.post(body)).status).toBe(202);
    expect((await door.incident(number)).acknowledged).toEqual(acknowledged && expect.objectContaining(acknowledged));
  });

  it('and who is no member of it cannot end it from there', async () => {
    const byBen = (number: number) =>
      bodyOf('incident.resolved', number, (event) => ({ ...event, agent: { id: 'PBENOKA', type: 'user_reference' } }));
    for (const [restricted, asked] of [
      [true, false],
      [false, true],
    ] as const) {
      const number = await door.declare({ restricted });
      await door.tell(number, ...opened);
      door.at.time.clock = minute('51:00');
      expect((await door.post(await byBen(number))).status).toBe(202);
      expect((await recorded(number)).includes('resolve-requested by UBEN'), `restricted: ${restricted}`).toBe(asked);
    }
  });
});

describe('what cannot be kept just now', () => {
  it('is answered with 5xx while the database is away, and taken when it is there again', async () => {
    const number = await door.declare();
    const body = await bodyOf('incident.triggered', number);
    const database = new URL(door.at.url).pathname.slice(1);
    const admin = door.at.url.replace(/\/[^/]*$/, '/postgres');
    const failed = await door.counted('failed');
    await execute(admin, `alter database "${database}" with allow_connections false`);
    await execute(admin, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`);
    expect((await door.post(body)).status).toBe(500);
    expect(await door.counted('failed')).toBe(failed + 1);
    await execute(admin, `alter database "${database}" with allow_connections true`);
    expect((await door.post(body)).status).toBe(202);
    expect(await recorded(number)).toEqual(['paged by engine']);
  });

  it.each([
    ['no JSON', 'hunter2 {'],
    ['something else', '"hunter2"'],
    ['no event', '{"event":{"id":"hunter2"}}'],
  ])(
    'or is %s although it is signed, is answered with 5xx and an id that stands in the log, and with nothing of it',
    async (_, body) => {
      const kept = await door.kept();
      const { status, text } = await door.post(body);
      expect(status).toBe(500);
      const id = / as (\S+)\.$/m.exec(text)?.[1];
      expect(id).toMatch(/^[\w-]{8,}$/);
      expect(door.logged()).toContain(`"fault":"${id}"`);
      expect(door.logged()).not.toContain('hunter2');
      expect(await door.kept()).toBe(kept);
    },
  );
});
