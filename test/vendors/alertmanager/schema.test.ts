import { describe, expect, it } from 'vitest';
import { readGroup } from '#src/vendors/alertmanager/schema.ts';
import { webhookBody } from '#test/support/alertmanager.ts';
import { wednesday } from '#test/support/builders.ts';

const heardAt = wednesday + 60_000;
const bytes = (body: unknown) => Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));

function group(body: object) {
  const read = readGroup(bytes(body), heardAt);
  if (read === 'no-group') throw new Error('it is no group');
  return read.alert;
}

/** The same body with one of its alerts changed. */
function withAlert(changes: object, body = webhookBody()) {
  return { ...body, alerts: body.alerts.map((one) => ({ ...one, ...changes })) };
}

describe('a group of alerts', () => {
  it('is read in our words', () => {
    const alerts = [
      { instance: 'db-1', from: -2, severity: 'warning' },
      { instance: 'db-2', from: -9, to: -1 },
    ];
    expect(group(webhookBody({ alerts, truncated: 3 }))).toEqual({
      source: 'alertmanager',
      page: null,
      key: expect.stringMatching(/^[0-9a-f]{64}$/),
      name: 'HighErrorRate',
      service: 'api-gateway',
      title: 'bank-lines answers with errors',
      description: null,
      links: {
        runbook: 'https://runbooks.example/errors',
        dashboard: null,
        source: 'http://prometheus.example:9090/graph?g0.expr=errors&g0.tab=1',
      },
      told: [
        {
          id: 'f-db-1',
          startedAt: wednesday - 120_000,
          endedAt: null,
          severity: 'warning',
          what: 'instance=db-1',
        },
        {
          id: 'f-db-2',
          startedAt: wednesday - 540_000,
          endedAt: wednesday - 60_000,
          severity: 'critical',
          what: 'instance=db-2',
        },
      ],
      truncated: 3,
    });
  });

  it('is known by its group key, however long that is, and by nothing else', () => {
    const long = { ...webhookBody(), groupKey: `{}:{alertname="${'x'.repeat(9_000)}"}` };
    expect(group(long).key).toHaveLength(64);
    expect(group({ ...long, receiver: 'other', externalURL: 'http://am-2:9093' }).key).toBe(group(long).key);
    expect(group(webhookBody({ name: 'DiskFull' })).key).not.toBe(group(webhookBody()).key);
  });

  it.each([
    ['critical', 'critical'],
    ['Critical', 'critical'],
    [' Critical ', 'critical'],
    ['error', 'critical'],
    ['warning', 'warning'],
    ['info', 'info'],
    ['page', 'critical'],
    ['P1', 'critical'],
    ['P3', 'warning'],
    ['', 'warning'],
  ])('of the severity %j is %s', (severity, expected) => {
    expect(group(webhookBody({ alerts: [{ instance: 'a', severity }] })).told[0]?.severity).toBe(expected);
  });

  it('is read for the others where one of its alerts cannot be, which is left out', () => {
    const { alerts, ...rest } = webhookBody();
    const broken = alerts.map((one) => ({ ...one, labels: { replicas: 3 } }));
    const read = readGroup(bytes({ ...rest, alerts: [...broken, ...alerts] }), heardAt);
    expect(read).toMatchObject({ unread: alerts.length, alert: { truncated: alerts.length } });
    expect(read === 'no-group' ? [] : read.alert.told).toHaveLength(alerts.length);
  });

  it('has times down to the nanosecond, and from any zone', () => {
    const told = group(withAlert({ startsAt: '2026-11-18T18:00:00.123456789+02:00' })).told;
    expect(told[0]?.startedAt).toBe(wednesday + 123);
  });

  const never = '0001-01-01T00:00:00Z';
  const at = (ms: number) => new Date(ms).toISOString();
  it.each([
    ['which began when nothing can have', { startsAt: never }, [heardAt, null, true]],
    ['the same, over', { status: 'resolved', startsAt: never, endsAt: at(wednesday) }, [wednesday, wednesday, true]],
    ['over at no time either', { status: 'resolved', startsAt: never, endsAt: never }, [heardAt, heardAt, true]],
    ['over before it began', { status: 'resolved', endsAt: at(wednesday - 1) }, [wednesday, wednesday, undefined]],
    ['over at no time', { status: 'resolved', endsAt: never }, [wednesday, wednesday, undefined]],
  ])('has times that can be: %s', (_, changes, [startedAt, endedAt, beginningUnsaid]) => {
    const [one] = group(withAlert(changes)).told;
    expect([one?.startedAt, one?.endedAt, one?.beginningUnsaid]).toEqual([startedAt, endedAt, beginningUnsaid]);
  });

  it.each([
    [2 ** 53 - 1, 1_000_000],
    [2 ** 70, 1_000_000],
    [0.5, 1],
    [null, 0],
  ])('leaves out %d: a number that can be counted on', (truncatedAlerts, expected) => {
    expect(group({ ...webhookBody(), truncatedAlerts }).truncated).toBe(expected);
  });

  it('is called by its rule where no annotation says more', () => {
    expect(group(webhookBody({ annotations: {} })).title).toBe('HighErrorRate (service=api-gateway)');
    expect(group(webhookBody({ annotations: { summary: ' \u200b ', title: 'bank lines' } })).title).not.toBe('');
    const none = withAlert({ labels: {} }, webhookBody({ annotations: {} }));
    expect(group({ ...none, groupLabels: {}, commonLabels: {} })).toMatchObject({
      ...{ name: 'An alert without a name', title: 'An alert without a name', service: null },
      told: [{ severity: 'warning', what: null }],
    });
  });

  it('of several rules names the first and counts the others', () => {
    const [one, two] = [webhookBody(), webhookBody({ name: 'DiskFull' })];
    expect(group({ ...one, alerts: [...one.alerts, ...two.alerts] }).name).toBe('HighErrorRate and 1 more');
  });

  it.each(['javascript:alert(1)', '/d/errors', 'https://a b.example', 'https://a|b', ''])(
    'has no link to %j',
    (url) => {
      expect(group(webhookBody({ annotations: { runbook_url: url } })).links.runbook).toBeNull();
    },
  );

  it('keeps no more of a text than there is room for, and nothing that is not text', () => {
    const long = '\u202ea\u0000\nb'.repeat(2_000);
    const read = group(webhookBody({ name: long, service: long, annotations: { summary: long, description: long } }));
    expect([read.name, read.title, read.description ?? ''].map(({ length }) => Math.ceil(length / 100))).toEqual([
      1, 3, 30,
    ]);
    expect(JSON.stringify(read)).not.toMatch(/\\u202e|\\u0000/);
    expect(read.title).not.toContain('\n');
  });

  it('may have what we do not know, and lack what it does not need', () => {
    const { truncatedAlerts: _, commonAnnotations: __, ...rest } = webhookBody();
    expect(group({ ...rest, commonAnnotations: null, mood: 'grim' }).truncated).toBe(0);
  });
});

describe('what is sent', () => {
  it.each(['', 'hello', '[]', '"alerts"', '{}', '{"text":"hello"}', 'null', '{"alerts":'])(
    '%j is nothing of Alertmanager',
    (body) => {
      expect(readGroup(bytes(body), heardAt)).toBe('no-group');
    },
  );

  it.each([
    ['of a newer version', { ...webhookBody(), version: '5' }],
    ['of a newer version, with other names', { version: '5', groups: [] }],
    ['without a fingerprint', withAlert({ fingerprint: undefined })],
    ['at no time', withAlert({ startsAt: 'yesterday' })],
    ['of no alerts', webhookBody({ alerts: [] })],
    ['in an unknown state', withAlert({ status: 'muted' })],
  ])('%s may be right, and is a fault of ours', (_, body) => {
    expect(() => readGroup(bytes(body), heardAt)).toThrow();
  });
});
