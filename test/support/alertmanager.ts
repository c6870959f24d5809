import { expect } from 'vitest';
import { alertmanagerToken, type Playground } from '#playground/playground.ts';
import { wednesday } from './builders.ts';

const minute = 60_000;

/** One alert of a group as Alertmanager's webhook tells it. `from`, `to`: minutes after the hour; without `to` it fires. */
export interface Sent {
  readonly instance: string;
  readonly from?: number;
  readonly to?: number | null;
  readonly severity?: string;
}

export interface Group {
  readonly name?: string;
  readonly service?: string;
  readonly alerts?: readonly Sent[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly truncated?: number;
}

const utc = (at: number) => new Date(at).toISOString();

/** A body of the webhook, version 4, with all that Alertmanager writes into it. */
export function webhookBody({
  name = 'HighErrorRate',
  service = 'api-gateway',
  alerts = [{ instance: 'db-1' }],
  annotations = { summary: 'bank-lines answers with errors', runbook_url: 'https://runbooks.example/errors' },
  truncated = 0,
}: Group = {}) {
  const common = { alertname: name, service };
  return {
    receiver: 'apgms-ops',
    status: alerts.some(({ to }) => to == null) ? 'firing' : 'resolved',
    alerts: alerts.map(({ instance, from = 0, to = null, severity = 'critical' }) => ({
      status: to === null ? 'firing' : 'resolved',
      labels: { ...common, instance, severity },
      annotations,
      startsAt: utc(wednesday + from * minute),
      endsAt: to === null ? '0001-01-01T00:00:00Z' : utc(wednesday + to * minute),
      generatorURL: 'http://prometheus.example:9090/graph?g0.expr=errors&g0.tab=1',
      fingerprint: `f-${instance}`,
    })),
    groupLabels: common,
    commonLabels: common,
    commonAnnotations: annotations,
    externalURL: 'http://alertmanager.example:9093',
    version: '4',
    groupKey: `{}:{alertname="${name}", service="${service}"}`,
    truncatedAlerts: truncated,
  };
}

/** Tells the bot of a playground of it as Alertmanager does: again until it is taken, whatever dies. */
export async function tellOf({ bot }: Playground, group: Group): Promise<void> {
  const body = JSON.stringify(webhookBody(group));
  const headers = { authorization: `Bearer ${alertmanagerToken}` };
  const send = async () => {
    const url = bot.url();
    if (url === null) return null;
    const sent = fetch(`${url}/webhooks/alertmanager`, { method: 'POST', headers, body });
    return sent.then(({ status }) => status).catch(() => null);
  };
  await expect.poll(send, { timeout: 20_000 }).toBe(202);
}
