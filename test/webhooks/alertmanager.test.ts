import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pageKey, streamOfKey } from '#src/domain/paging/key.ts';
import { webhookMetrics } from '#src/http/metrics.ts';
import { createHttpServer, type HttpServer } from '#src/http/server.ts';
import { webhookRoutes } from '#src/http/webhooks.ts';
import type { Log } from '#src/ports/log.ts';
import { webhooks } from '#src/webhooks/index.ts';
import { webhookBody } from '#test/support/alertmanager.ts';
import { engineBench } from '#test/support/engine-bench.ts';

const token = 'the-token-of-this-test';
let bench: Awaited<ReturnType<typeof engineBench>>;
let server: HttpServer;
let registry: Registry;
let lines: { readonly fields: object; readonly message: string }[];

beforeEach(async () => {
  bench = await engineBench({ class: 'idempotent' });
  registry = new Registry();
  lines = [];
  const keep = (fields: object, message: string) => void lines.push({ fields, message });
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep, child: () => log };
  const routes = webhookRoutes({
    webhooks,
    secrets: { alertmanager: token },
    deps: { ...bench.deps, log },
    telemetry: webhookMetrics(registry),
  });
  server = createHttpServer({ routes, log, ids: { next: () => randomUUID() } });
  await server.listen(0, '127.0.0.1');
});
afterEach(async () => {
  await server.close();
  await bench.close();
});

async function send(body: unknown, authorization: string | null = `Bearer ${token}`): Promise<number> {
  const response = await fetch(`${server.url()}/webhooks/alertmanager`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization !== null && { authorization }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  await response.text();
  return response.status;
}

/** What was told; that those on call are asked at once to acknowledge it is no part of that. */
const events = async () =>
  (
    await bench.pool.query("select type from app.events where type <> 'obligation-reminded' order by stream, seq")
  ).rows.map(({ type }) => type);
const counted = async () => (await registry.metrics()).match(/apgms_webhook_deliveries_total\{.*\} \d+/g);

it('a group is stored before it is answered, and sent again it changes nothing', async () => {
  expect(await send(webhookBody())).toBe(202);
  expect(await events()).toEqual(['alert-fired']);
  expect(await send(webhookBody())).toBe(202);
  expect(await events()).toEqual(['alert-fired']);
  expect(bench.woken.map(({ work }) => work)).toEqual([
    'alert-1.1.pagerduty.page',
    'alert-1.2.slack.find-on-call',
    'alert-1.card.show',
  ]);
  expect(await counted()).toEqual(['apgms_webhook_deliveries_total{webhook="alertmanager",outcome="stored"} 2']);
});

it.each([null, 'Bearer wrong', `Basic ${token}`, token])(
  'whoever shows %j is refused, and nothing is stored',
  async (shown) => {
    expect(await send(webhookBody(), shown)).toBe(401);
    expect(await events()).toEqual([]);
    expect(await counted()).toEqual(['apgms_webhook_deliveries_total{webhook="alertmanager",outcome="refused"} 1']);
  },
);

it('what no Alertmanager sends is told so', async () => {
  expect(await send('hello')).toBe(400);
  expect(await counted()).toEqual(['apgms_webhook_deliveries_total{webhook="alertmanager",outcome="senseless"} 1']);
});

it('what a newer one may send is a fault of ours: it is to be sent again, and stands in the log by an id', async () => {
  expect(await send({ ...webhookBody(), version: '5' })).toBe(500);
  expect(lines.at(-1)).toMatchObject({
    message: 'http route failed',
    fields: { fault: expect.stringMatching(/.{8}/) },
  });
  expect(await events()).toEqual([]);
});

it('while the database is away it is to be sent again, and is stored once that is back', async () => {
  await bench.pool.query('alter table app.alerts rename to alerts_away');
  expect(await send(webhookBody())).toBe(500);
  await bench.pool.query('alter table app.alerts_away rename to alerts');
  expect(await send(webhookBody())).toBe(202);
  expect(await events()).toEqual(['alert-fired']);
});

it('a flood is read whole', async () => {
  const alerts = Array.from({ length: 6_000 }, (_, one) => ({ instance: `db-${one}` }));
  const body = JSON.stringify(webhookBody({ alerts }));
  expect(body.length).toBeGreaterThan(2_000_000);
  expect(await send(body)).toBe(202);
  expect(await bench.store.alert(1)).toMatchObject({ unlisted: 5_800 });
});

it('what never began fires since it was told, once, and its page has a key of ours', async () => {
  const body = webhookBody();
  const never = { ...body, alerts: body.alerts.map((one) => ({ ...one, startsAt: '0001-01-01T00:00:00Z' })) };
  const now = bench.deps.clock.now();
  expect([await send(never), await send(never)]).toEqual([202, 202]);
  expect(await events()).toEqual(['alert-fired']);
  const alert = await bench.store.alert(1);
  expect(alert).toMatchObject({ firedAt: now, instances: [{ startedAt: now }] });
  expect(streamOfKey(pageKey('alert-1', alert?.keyedAt ?? 0))).toBe('alert-1');
});

it('however much is left out, it is told of again and again', async () => {
  for (const instance of ['db-1', 'db-2', 'db-3']) {
    expect(await send({ ...webhookBody({ alerts: [{ instance }] }), truncatedAlerts: 2 ** 53 - 1 })).toBe(202);
  }
  expect(await events()).toEqual(['alert-fired', 'alert-grew', 'alert-grew']);
});

it('what is too large to be read is counted, and stands in the log without any of it', async () => {
  const body = webhookBody({ annotations: { summary: 'hunter2', description: 'x'.repeat(10_000_000) } });
  expect(await send(body)).toBe(413);
  expect(await counted()).toEqual(['apgms_webhook_deliveries_total{webhook="alertmanager",outcome="too-large"} 1']);
  const bytes = JSON.stringify(body).length;
  const message = 'a body was too large to be read';
  expect(lines).toEqual([{ message, fields: { path: '/webhooks/alertmanager', bytes, limit: 10_000_000 } }]);
});

it('nothing that was sent stands in the log', async () => {
  await send(webhookBody({ annotations: { summary: 'hunter2' } }));
  await send({ ...webhookBody({ annotations: { summary: 'hunter2' } }), version: '5', receiver: 'hunter2' });
  await send('hunter2', 'Bearer hunter2');
  await send('hunter2');
  const logged = lines.map(({ fields, message }) => [
    message,
    ...Object.values(fields).map((one) => (one instanceof Error ? one.message : String(one))),
  ]);
  expect(JSON.stringify(logged)).not.toContain('hunter2');
});
