import { Counter, Histogram, type Registry } from 'prom-client';
import type { Telemetry } from '#src/ports/telemetry.ts';
import type { WebhookTelemetry } from './webhooks.ts';

/** What the engine counts, written into `registry`. */
export function engineMetrics(registry: Registry): Telemetry {
  const findings = new Counter({
    name: 'apgms_audit_findings_total',
    help: 'Promises and snapshots that the hourly audit found kept otherwise than the record makes them. Anything but 0 needs somebody: npm run verify.',
    registers: [registry],
  });
  return { audited: (count) => findings.inc(count) };
}

/** What the doors for systems count, written into `registry`. Labels are from closed lists. */
export function webhookMetrics(registry: Registry): WebhookTelemetry {
  const received = new Counter({
    name: 'apgms_webhook_deliveries_total',
    help: 'What other systems sent, by system and by what came of it: stored, refused, failed (a fault of ours, it comes again), too-large (it is lost), or why it was ignored.',
    labelNames: ['webhook', 'outcome'],
    registers: [registry],
  });
  return { received: (webhook, outcome) => received.inc({ webhook, outcome }) };
}

/**
 * What the Slack door counts, written into `registry`. Labels are from closed lists: never an id, never text a person wrote.
 */
export function slackMetrics(registry: Registry) {
  const registers = [registry];
  const deliveries = new Counter({
    name: 'apgms_slack_deliveries_total',
    help: 'What people did in Slack, by kind and by how it ended.',
    labelNames: ['type', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'apgms_slack_door_seconds',
    help: 'From the arrival of a delivery until what it asked for was stored or refused.',
    labelNames: ['type'],
    // Slack waits 3 s; the door speaks up after 2.5 s and may go on for 5 minutes.
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 300],
    registers,
  });
  const unknown = new Counter({
    name: 'apgms_slack_unknown_payloads_total',
    help: 'Payloads nobody listens for, acknowledged and dropped.',
    registers,
  });
  const refused = new Counter({
    name: 'apgms_slack_refused_requests_total',
    help: 'Requests to the Slack door that were not accepted, by reason.',
    labelNames: ['reason'],
    registers,
  });
  const limited = new Counter({
    name: 'apgms_slack_rate_limited_total',
    help: 'Times Slack said that it holds events back.',
    registers,
  });
  const connected = new Counter({
    name: 'apgms_slack_socket_connections_total',
    help: 'Sockets opened to Slack (Socket Mode).',
    registers,
  });
  return {
    delivered(type: string, outcome: string, ms: number): void {
      deliveries.inc({ type, outcome });
      seconds.observe({ type }, ms / 1_000);
    },
    unknownPayload: () => unknown.inc(),
    refusedRequest: (reason: string) => refused.inc({ reason }),
    rateLimited: () => limited.inc(),
    socketOpened: () => connected.inc(),
  };
}
