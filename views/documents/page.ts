import { type Alert, alertName } from '#src/domain/alert/state.ts';
import type { Subject } from '#src/domain/change.ts';
import type { Updated } from '#src/domain/incident/events/life.ts';
import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import { noteMark } from '#src/domain/paging/note.ts';
import type { Policy } from '#src/domain/policy.ts';
import { type Prose, words } from '#src/domain/prose.ts';
import { severityName } from '#src/domain/severity.ts';
import { cleanText, oneLine } from '#src/domain/text.ts';
import { clip } from '#views/text.ts';

/** What PagerDuty reads out to whoever it wakes. Of a private incident no more than that there is one. */
export function pageTitle({ number, severity, title, restricted }: Incident): string {
  const name = `${incidentName(number)} ${severityName(severity)}`;
  return restricted ? `${name}: a private incident` : `${name}: ${clip(oneLine(cleanText(words(title), 1_000)), 900)}`;
}

/** What stands below that, in plain text: what is broken, and where people work on it. */
export function pageDetails(incident: Incident, policy: Policy): string {
  const { number, severity, restricted, services, affected, customerFacing } = incident;
  const here = `Work on it in Slack: /apgms incident show ${incidentName(number)} leads to its channel. To acknowledge it here or there is the same.`;
  if (restricted) return `Only its members and the security group know what it is about.\n${here}`;
  const names = services.map((id) => policy.services.find((one) => one.id === id)?.name ?? id);
  const said = affected.said ? cleanText(words(affected.said), 2_000) : '';
  return [
    `${severityName(severity)}: ${policy.severities[severity].meaning}`,
    ...(names.length > 0 ? [`Services: ${names.join(', ')}`] : []),
    ...(customerFacing ? ['Customers are affected.'] : []),
    ...(said === '' ? [] : [`What is affected: ${said}`]),
    here,
  ].join('\n');
}

/** The same for an alert that no incident has in hand yet. */
export function alertPageTitle({ number, severity, title }: Pick<Alert, 'number' | 'severity' | 'title'>): string {
  return `${alertName(number)} ${severity}: ${clip(oneLine(cleanText(words(title), 1_000)), 900)}`;
}

/** What stands below that, in plain text: what is known of it, and what to do next. */
export function alertPageDetails({ number, name, description, links }: Alert): string {
  const said = description ? cleanText(words(description), 2_000) : '';
  const link = (label: string, address: Prose | null) => (address ? [`${label}: ${words(address)}`] : []);
  return [
    `Alert ${name}`,
    ...(said === '' ? [] : [said]),
    ...link('Runbook', links.runbook),
    ...link('Dashboard', links.dashboard),
    `In Slack: /apgms alert show ${alertName(number)}. Declare an incident from its card where people have to work on it together.`,
  ].join('\n');
}

/**
 * What PagerDuty reads out to whoever is asked to join because of the event `of`, which is told from what people ask there by its beginning, as notes are.
 * Of a private incident no more than that there is one. `missed`: the promise to acknowledge that nobody kept; `null`: somebody asks for them.
 */
export function joinRequest(
  { of: kind, state }: Subject,
  of: number,
  { why, missed }: { readonly why: Prose | null; readonly missed: string | null },
): string {
  const [name, title, hidden] =
    kind === 'inc'
      ? [incidentName(state.number), pageTitle(state), state.restricted]
      : [alertName(state.number), alertPageTitle(state), false];
  const said = why && !hidden ? ` Why: ${clip(oneLine(cleanText(words(why), 1_000)), 300)}` : '';
  const waits = missed !== null ? ' Nobody has acknowledged it.' : '';
  return `${noteMark(name, of)} Please join ${clip(title, 400)}.${said}${waits}`;
}

/** An update as it stands in PagerDuty's notes. The beginning is its identity there: the number of the incident, and of the event it tells of. */
export function pageNote({
  incident,
  of,
  said,
  by,
}: {
  readonly incident: Incident;
  readonly of: number;
  readonly said: Updated;
  /** A name. */
  readonly by: string;
}): string {
  const { know, next, impact } = said;
  const parts = [
    `${noteMark(incidentName(incident.number), of)} Update by ${by}: ${words(know)}`,
    ...(impact ? [`Impact: ${words(impact)}`] : []),
    ...(next ? [`Next: ${words(next)}`] : []),
  ];
  return clip(cleanText(parts.join('\n'), 10_000), 10_000);
}
