import { alertName } from '#src/domain/alert/state.ts';
import type { Verdict } from '#src/domain/health.ts';
import type { AffectedKind, Missing } from '#src/domain/incident/events/life.ts';
import type { Role } from '#src/domain/incident/events/people.ts';
import { type Incident, incidentName, newsChannel, ownChannel, type Status } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { words } from '#src/domain/prose.ts';
import { severityName } from '#src/domain/severity.ts';
import { oneLine } from '#src/domain/text.ts';
import { channelLink, code, fitted, inline, listed, source } from '#views/text.ts';

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

export const roleWords: Readonly<Record<Role, string>> = {
  commander: 'incident commander',
  communications: 'communications lead',
  scribe: 'scribe',
};

export const affectedWords: Readonly<Record<AffectedKind, string>> = {
  organisation: 'Organisations',
  endpoint: 'Endpoints',
  request: 'Requests',
};

/** `ALT-7 and ALT-8 still fire`. */
export function stillFiring(alerts: readonly number[]): string {
  const more = alerts.length > 5 ? ` and ${alerts.length - 5} more` : '';
  return `${listed(alerts.slice(0, 5).map(alertName))}${more} still ${alerts.length === 1 ? 'fires' : 'fire'}`;
}

/** What the record of an incident lacks, a clause for each. */
export function missingWords({ review, mitigations, followUps }: Missing): readonly string[] {
  const numbers = (one: string, those: readonly number[]) =>
    `${one}${those.length === 1 ? '' : 's'} ${fitted(those.map(String), ', ', 100)} ${those.length === 1 ? 'has' : 'have'}`;
  return [
    ...(review ? ['its review was not held'] : []),
    ...(mitigations.length > 0 ? [`${numbers('mitigation', mitigations)} not been taken back`] : []),
    ...(followUps.length > 0 ? [`${numbers('follow-up', followUps)} no owner or no day`] : []),
  ];
}

/** How it stands: its status, or the incident that goes on in its place. */
export function statusOf({ status, merged }: Pick<Incident, 'status' | 'merged'>): string {
  return merged ? `Merged into ${incidentName(merged.into)}` : statusWords[status];
}

/** How many incidents there are, and how many of them are exercises. */
export interface Count {
  readonly total: number;
  readonly drills: number;
}

/** `2 open incidents, 1 drill`: exercises are counted apart. */
export function openWords({ total, drills }: Count): string {
  const real = total - drills;
  const open = real === 0 ? 'No open incident' : `${real} open ${real === 1 ? 'incident' : 'incidents'}`;
  return `${open}${besides(drills)}`;
}

/** `, 1 drill`, behind what is no exercise; empty where there is none. */
export function besides(drills: number): string {
  return drills === 0 ? '' : `, ${drills} ${drills === 1 ? 'drill' : 'drills'}`;
}

/** For who asked for a page behind the last one, and is shown that. */
export function beyondLast(pages: number): string {
  return pages === 1 ? 'There is only this page.' : `There are ${pages} pages; this is page ${pages}.`;
}

/** `INC-42`, marked where it is an exercise. */
export function nameOf({ number, drill }: Pick<Incident, 'number' | 'drill'>): string {
  return drill ? `DRILL ${incidentName(number)}` : incidentName(number);
}

/** `INC-42 · SEV2`, marked where it is an exercise. */
export function shortHeading(incident: Pick<Incident, 'number' | 'drill' | 'severity'>): string {
  return `${nameOf(incident)} · ${severityName(incident.severity)}`;
}

/** `INC-42 · SEV2 · api-gateway: returns 500`, for plain text. */
export function plainHeading(incident: Incident): string {
  return `${shortHeading(incident)} · ${plainTitle(incident)}`;
}

/** The same, safe in mrkdwn. */
export function heading(incident: Incident): string {
  return `${shortHeading(incident)} · ${titleOf(incident)}`;
}

/** `api-gateway: returns 500`, safe in mrkdwn. */
export function titleOf(incident: Incident): string {
  return inline(plainTitle(incident));
}

/** The title, behind the services it does not name itself: at most two of them, the others counted. */
function plainTitle({ title, services }: Incident): string {
  const said = spaced(words(title));
  const unsaid = services.filter((id) => !said.includes(spaced(id)));
  const more = unsaid.length > 2 ? ` +${unsaid.length - 2}` : '';
  const about = unsaid.length > 0 ? `${unsaid.slice(0, 2).join(', ')}${more}: ` : '';
  return oneLine(about + words(title));
}

/** Only the words of `text`, so that `api-gateway` is found in `the API Gateway`, and `redis` is not in `redistribution`. */
function spaced(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
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
  return `${severityName(severity)}: ${meaningOf(policy, severity)}`;
}

/** `part of the platform is down (runbook 003)`. */
export function meaningOf(policy: Policy, severity: Incident['severity']): string {
  const rules = policy.severities[severity];
  return `${inline(rules.meaning, 300)} (${source(rules.from)})`;
}

/** An unticked box says nothing about customers, so neither do these words. */
export function customersWords({ customerFacing }: Incident): string {
  return customerFacing ? 'Customers are affected' : 'not said';
}

/** A room by the name the policy gives it. */
export function room(policy: Policy, name: keyof Policy['rooms']): string {
  return `#${inline(policy.rooms[name].value, 80)}`;
}

/** The channel of an incident, and what has to happen before its news can be read there. */
export function ownPlace(incident: Incident): string {
  const { channel } = incident;
  if (channel === null) return 'its channel (once that is open)';
  const link = channelLink(channel.id);
  if (newsChannel(incident)) return link;
  return `${link} (once it is ${ownChannel(incident) ? 'unarchived' : 'private again'})`;
}

/** How something was read that was not typed as it is called; empty: it was. */
export function readAs(slip: string | null, meant: string): string {
  return slip === null ? '' : `${code(slip, 75)} was read as ${meant}.`;
}
