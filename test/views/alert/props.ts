import type { Alert } from '#src/domain/alert/state.ts';
import { declaredAt, minutes } from '#test/views/props.ts';

/** `ALT-7`, of which one instance fires. */
export function alert(changes: Partial<Alert> = {}): Alert {
  return {
    number: 7,
    stream: 'alert-7',
    seq: 2,
    source: 'alertmanager',
    key: 'group-1',
    name: 'HighErrorRate',
    service: 'api-gateway',
    title: { prose: 't1', body: 'bank-lines answers with errors' },
    description: { prose: 't2', body: 'More than 5% of requests fail.' },
    links: {
      runbook: { prose: 't3', body: 'https://runbooks.example/errors' },
      dashboard: { prose: 't4', body: 'https://grafana.example/d/errors' },
      source: null,
    },
    severity: 'critical',
    status: 'firing',
    instances: [{ id: 'a', startedAt: declaredAt, severity: 'critical', what: null }],
    unlisted: 0,
    over: [],
    firedAt: declaredAt,
    keyedAt: declaredAt,
    resolvedAt: null,
    acknowledged: null,
    unacknowledged: null,
    page: null,
    unanswered: null,
    callFailed: false,
    incident: null,
    posted: null,
    ...changes,
  };
}

/** So many things that fire, a minute after each other, each called `what`. */
export function instances(count: number, what: string): Alert['instances'] {
  return Array.from({ length: count }, (_, index) => ({
    id: `i${index}`,
    startedAt: declaredAt + index * minutes,
    severity: 'warning',
    what: { prose: `w${index}`, body: `${what}${index}` },
  }));
}

/** Alerts as they can stand, with `text` wherever somebody else writes. */
export function everyAlert(text: string): readonly Alert[] {
  const prose = { prose: 't1', body: text };
  const said = {
    name: text,
    title: prose,
    description: prose,
    links: { runbook: prose, dashboard: prose, source: prose },
  };
  const firing = alert({ ...said, service: text, instances: instances(200, text), unlisted: 999 });
  return [
    alert({ ...said, service: null }),
    firing,
    { ...firing, acknowledged: { by: 'U0BEN', at: declaredAt, there: false }, incident: 2_147_483_647 },
    {
      ...firing,
      status: 'resolved',
      resolvedAt: declaredAt + 5 * minutes,
      instances: [],
      unlisted: 0,
      severity: 'info',
    },
  ];
}
