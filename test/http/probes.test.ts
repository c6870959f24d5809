import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { slackMetrics } from '#src/http/metrics.ts';
import { type Probes, probeRoutes } from '#src/http/probes.ts';

async function probe(path: string, probes: Partial<Probes> = {}) {
  const routes = probeRoutes({ checks: {}, draining: () => false, registry: new Registry(), ...probes });
  const answer = await routes.find((route) => route.path === path)?.handle({ headers: {}, body: Buffer.alloc(0) });
  return { status: answer?.status, body: answer?.body, type: answer?.headers?.['content-type'] };
}

describe('/healthz', () => {
  it('says that the process is alive, whatever is missing', async () => {
    const answer = await probe('/healthz', { checks: { postgres: async () => false }, draining: () => true });
    expect(answer).toMatchObject({ status: 200, body: '{"alive":true}\n' });
  });
});

describe('/readyz', () => {
  it('is ready when everything is', async () => {
    const checks = { postgres: async () => true, queue: async () => true };
    expect(await probe('/readyz', { checks })).toMatchObject({ status: 200, body: '{"ready":true}\n' });
  });

  it('says what is missing, and why', async () => {
    const { status, body } = await probe('/readyz', {
      checks: {
        postgres: async () => {
          throw new Error('the database is not available');
        },
        queue: async () => false,
        silent: () => Promise.withResolvers<never>().promise,
        fine: async () => true,
      },
      checkMs: 20,
    });
    expect(status).toBe(503);
    expect(JSON.parse(body ?? '')).toEqual({
      ready: false,
      missing: {
        postgres: 'the database is not available',
        queue: 'is not ready',
        silent: 'does not answer within 20 ms',
      },
    });
  });

  it('is not ready while the process shuts down', async () => {
    const answer = await probe('/readyz', { checks: { postgres: async () => true }, draining: () => true });
    expect(answer).toMatchObject({ status: 503, body: '{"ready":false,"missing":{"process":"is shutting down"}}\n' });
  });
});

describe('/metrics', () => {
  it('gives the figures of the Slack door', async () => {
    const registry = new Registry();
    const metrics = slackMetrics(registry);
    metrics.delivered('command', 'answered', 40);
    metrics.unknownPayload();
    metrics.refusedRequest('stale');
    metrics.rateLimited();
    metrics.socketOpened();
    const { status, body, type } = await probe('/metrics', { registry });
    expect([status, type]).toEqual([200, registry.contentType]);
    expect(body).toContain('apgms_slack_deliveries_total{type="command",outcome="answered"} 1');
    expect(body).toContain('apgms_slack_door_seconds_bucket{le="0.05",type="command"} 1');
    expect(body).toContain('apgms_slack_unknown_payloads_total 1');
    expect(body).toContain('apgms_slack_refused_requests_total{reason="stale"} 1');
    expect(body).toContain('apgms_slack_rate_limited_total 1');
    expect(body).toContain('apgms_slack_socket_connections_total 1');
  });
});
