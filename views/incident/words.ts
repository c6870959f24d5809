import type { Verdict } from '#src/domain/health.ts';
import { type Incident, incidentName, type Status } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { words } from '#src/domain/prose.ts';
import { severityName } from '#src/domain/severity.ts';
import { oneLine } from '#src/domain/text.ts';
import { inline, source } from '#views/text.ts';

export const statusWords: Readonly<Record<Status, string>> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  closed: 'Closed',
  cancelled: 'Cancelled',
};

export const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: 'healthy',
  fail: 'failing its health check',
  unknown: 'could not be measured',
  unchecked: 'not measured: the policy names no check for it',
};

/** `INC-42 · SEV2 · Bank lines returns 500`, for plain text. */
export function plainHeading(incident: Incident): string {
  return `${incidentName(incident.number)} · ${severityName(incident.severity)} · ${oneLine(words(incident.title))}`;
}

/** The same, safe in mrkdwn. */
export function heading(incident: Incident): string {
  return `${incidentName(incident.number)} · ${severityName(incident.severity)} · ${titleOf(incident)}`;
}

/** The title, safe in mrkdwn. */
export function titleOf(incident: Incident): string {
  return inline(words(incident.title));
}

/** The name of a service, safe in mrkdwn; its id where the policy knows it no more. */
export function serviceName(policy: Policy, id: string): string {
  return inline(policy.services.find((service) => service.id === id)?.name ?? id, 75);
}

export function serviceNames(policy: Policy, ids: readonly string[]): readonly string[] {
  return ids.map((id) => serviceName(policy, id));
}

/** `SEV2: part of the platform is down (runbook 003)`. */
export function severityMeaning(policy: Policy, severity: Incident['severity']): string {
  const rules = policy.severities[severity];
  return `${severityName(severity)}: ${inline(rules.meaning, 300)} (${source(rules.from)})`;
}

/** A room by the name the policy gives it. */
export function room(policy: Policy, name: keyof Policy['rooms']): string {
  return `#${inline(policy.rooms[name].value, 80)}`;
}
