import { describe, expect, it } from 'vitest';
import type { Pager } from '#src/ports/pager.ts';
import { anIncident, says, stubPagerDuty } from './stub-pagerduty.ts';

const page = {
  service: 'PSVC1',
  key: 'inc-42',
  title: 'INC-42: bank-lines returns 500',
  urgency: 'high',
  priority: null,
  details: 'Declared by Ana.',
  users: [],
  from: null,
} as const;

describe('opening an incident', () => {
  it('asks for it once, under our key, as the bot, and reads what came of it', async () => {
    const { pager, asked } = await stubPagerDuty(() => says(201, { incident: anIncident() }));
    expect(await pager.page(page)).toEqual({
      id: 'PGR0VU2',
      number: 1234,
      title: 'INC-42: bank-lines returns 500',
      status: 'triggered',
      key: 'inc-42',
      service: { id: 'PSVC1', name: 'API Gateway' },
      urgency: 'high',
      url: 'https://apgms.pagerduty.com/incidents/PGR0VU2',
      createdAt: Date.parse('2026-11-18T16:00:00Z'),
      priority: null,
      since: Date.parse('2026-11-18T16:00:00Z'),
      assignees: [{ id: 'PANA', name: 'Ana Ferreira' }],
      responders: [],
      mergedInto: null,
    });
    expect(asked).toMatchObject([
      {
        method: 'POST',
        path: '/incidents',
        headers: { from: 'bot@apgms.example', authorization: 'Token token=a-token' },
        body: {
          incident: {
            type: 'incident',
            title: page.title,
            service: { id: 'PSVC1', type: 'service_reference' },
            urgency: 'high',
            incident_key: 'inc-42',
            body: { type: 'incident_body', details: 'Declared by Ana.' },
          },
        },
      },
    ]);
  });

  it('names the person who acts, and cuts what PagerDuty would not take', async () => {
    const { pager, asked } = await stubPagerDuty(() => says(201, { incident: anIncident() }));
    await pager.page({ ...page, title: 'x'.repeat(2_000), from: 'ana@apgms.example' });
    expect(asked[0]?.headers['from']).toBe('ana@apgms.example');
    expect(asked[0]?.body).toMatchObject({ incident: { title: 'x'.repeat(1_024) } });
  });
});

describe('looking for what was opened under a key', () => {
  it('finds the open one rather than a newer one that is over, and only what has the key itself', async () => {
    const incidents = [
      anIncident({ id: 'PNEW', status: 'resolved' }),
      anIncident({ id: 'POPEN', status: 'acknowledged' }),
      // The filter matches keys of alerts, too.
      anIncident({ id: 'PALERT', incident_key: 'another' }),
    ];
    const { pager, asked } = await stubPagerDuty(() => says(200, { incidents, more: false }));
    expect(await pager.findPage('inc-42', 'PSVC1')).toMatchObject({ id: 'POPEN' });
    expect([...(asked[0]?.query ?? [])]).toEqual(
      expect.arrayContaining([
        ['incident_key', 'inc-42'],
        ['service_ids[]', 'PSVC1'],
      ]),
    );
  });

  it('finds none where there is none', async () => {
    const { pager } = await stubPagerDuty(() => says(200, { incidents: [], more: false }));
    expect(await pager.findPage('inc-42', 'PSVC1')).toBeNull();
  });

  it('reads every page of an answer', async () => {
    const { pager, asked } = await stubPagerDuty(({ query }) => {
      const offset = Number(query.get('offset'));
      const incidents = offset === 200 ? [anIncident({ id: 'PLAST' })] : [anIncident({ incident_key: `${offset}` })];
      return says(200, { incidents, more: offset < 200 });
    });
    expect(await pager.findPage('inc-42', 'PSVC1')).toMatchObject({ id: 'PLAST' });
    expect(asked.map(({ query }) => query.get('offset'))).toEqual(['0', '100', '200']);
  });
});

describe('what is so already', () => {
  const isSo = (code: number) => stubPagerDuty(() => says(400, { error: { code, message: 'It is so' } }));

  it('is resolved', async () => {
    const { pager } = await isSo(1001);
    await expect(pager.resolve('PGR0VU2', null)).resolves.toBeNull();
  });

  it('is acknowledged', async () => {
    const { pager } = await isSo(1002);
    await expect(pager.acknowledge('PGR0VU2', null)).resolves.toBeNull();
  });

  it('is not what is over: that would not be acknowledged', async () => {
    const { pager } = await isSo(1001);
    await expect(pager.acknowledge('PGR0VU2', null)).rejects.toMatchObject({ code: 'already-resolved' });
  });
});

describe('what was changed', () => {
  const changed = (pager: Pager) => pager.resolve('PGR0VU2', null);

  it('stands there as PagerDuty says', async () => {
    const { pager } = await stubPagerDuty(() => says(200, { incident: anIncident({ status: 'resolved' }) }));
    expect(await changed(pager)).toMatchObject({ id: 'PGR0VU2', status: 'resolved' });
  });

  it('is changed, also where PagerDuty says nothing we understand of it', async () => {
    const { pager, asked } = await stubPagerDuty(() => says(200, { incident: { id: 'PGR0VU2' } }));
    expect(await changed(pager)).toBeNull();
    expect(asked).toHaveLength(1);
  });
});

it('tells what happened in its order, also within one second', async () => {
  const entry = (type: string, created_at: string) => ({ id: type, type: `${type}_log_entry`, created_at });
  // As PagerDuty lists them: the newest first.
  const log_entries = [
    entry('resolve', '2026-11-18T16:05:00Z'),
    entry('acknowledge', '2026-11-18T16:00:00Z'),
    entry('notify', '2026-11-18T16:00:00Z'),
    entry('trigger', '2026-11-18T16:00:00Z'),
  ];
  const { pager } = await stubPagerDuty(() => says(200, { log_entries, more: false }));
  expect((await pager.logOf('PGR0VU2')).map(({ id }) => id)).toEqual(['trigger', 'notify', 'acknowledge', 'resolve']);
});

it('says who is on call, the first level first, and until when', async () => {
  const turn = (level: number, id: string, end: string | null) => ({
    escalation_policy: { id: 'PEP1', summary: 'Platform' },
    escalation_level: level,
    user: { id, name: `Person ${id}`, email: `${id.toLowerCase()}@apgms.example` },
    start: end && '2026-11-16T00:00:00Z',
    end,
  });
  const oncalls = [turn(2, 'PBEN', null), turn(1, 'PANA', '2026-11-23T00:00:00Z')];
  const { pager, asked } = await stubPagerDuty(() => says(200, { oncalls, more: false }));
  const turns = await pager.onCall(
    ['PEP1', 'PEP2'],
    Date.parse('2026-11-18T16:00:00Z'),
    Date.parse('2026-11-19T16:00:00Z'),
  );
  expect(turns.map(({ level, user, until }) => [level, user.email, until])).toEqual([
    [1, 'pana@apgms.example', Date.parse('2026-11-23T00:00:00Z')],
    [2, 'pben@apgms.example', null],
  ]);
  expect(asked[0]?.query.getAll('escalation_policy_ids[]')).toEqual(['PEP1', 'PEP2']);
});

it('finds a person by the whole of their e-mail, whatever the case', async () => {
  const users = [
    { id: 'P1', name: 'Ana F', email: 'ana@apgms.example.org' },
    { id: 'P2', name: 'Ana', email: 'Ana@apgms.example' },
  ];
  const { pager } = await stubPagerDuty(() => says(200, { users, more: false }));
  expect(await pager.userByEmail('ana@apgms.example')).toMatchObject({ id: 'P2' });
});

it('remembers who somebody is, and looks again where nobody was: they may have an account by now', async () => {
  let users: readonly object[] = [];
  const { pager, asked } = await stubPagerDuty(() => says(200, { users, more: false }));
  expect(await pager.userByEmail('ana@apgms.example')).toBeNull();
  users = [{ id: 'P2', name: 'Ana', email: 'ana@apgms.example' }];
  expect(await pager.userByEmail('ana@apgms.example')).toMatchObject({ id: 'P2' });
  expect(await pager.userByEmail('ana@apgms.example')).toMatchObject({ id: 'P2' });
  expect(asked).toHaveLength(2);
});

it('knows of a webhook for one service that it is not for the whole account, and of one by mail that it leads nowhere', async () => {
  const one = (changes: object) => ({
    ...{ id: 'PHOOK', active: true, delivery_method: { type: 'http_delivery_method', url: 'https://x.example' } },
    ...{ events: ['incident.triggered'], filter: { type: 'account_reference' }, ...changes },
  });
  const mail = { delivery_method: { type: 'email_delivery_method' } };
  const webhook_subscriptions = [one({}), one({ filter: { type: 'service_reference', id: 'PSVC1' } }), one(mail)];
  const { pager } = await stubPagerDuty(() => says(200, { webhook_subscriptions, more: false }));
  const plain = {
    id: 'PHOOK',
    url: 'https://x.example',
    active: true,
    silenced: false,
    events: ['incident.triggered'],
  };
  expect(await pager.subscriptions()).toEqual([
    { ...plain, whole: true },
    { ...plain, whole: false },
    { ...plain, url: null, whole: true },
  ]);
});

it('has no priorities where the account has none', async () => {
  const { pager } = await stubPagerDuty(() => says(404, { error: { code: 2100, message: 'Not Found' } }));
  expect(await pager.priorities()).toEqual([]);
});
