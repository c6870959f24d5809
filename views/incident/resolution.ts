import { alertName } from '#src/domain/alert/state.ts';
import type { ServiceHealth, Verdict } from '#src/domain/health.ts';
import { type Incident, incidentName, type Resolution } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { words } from '#src/domain/prose.ts';
import { code, duration, fitted, inline, listed, mention, when } from '#views/text.ts';
import { serviceName, serviceNames, stillFiring, verdictWords } from './words.ts';

/** The line of the runbooks behind the question for health. */
export const resolveRule =
  'An incident is resolved when “health checks pass and errors return to baseline” (runbooks 000 and 003).';

/** The same of the question what fires. */
export const alertsRule = '“Ensure monitoring alerts clear” (runbook 000).';

/** How an attempt to resolve stands, in mrkdwn paragraphs. Nothing in it changes with time alone. */
export function resolutionParagraphs(incident: Incident, resolution: Resolution, policy: Policy): readonly string[] {
  const asked = `Asked by ${mention(resolution.by)}, ${when(resolution.requestedAt)}.`;
  switch (resolution.outcome) {
    case 'under-way':
      return [
        `*Checking health before it is resolved.* ${checking(incident, policy)}\n${asked}${despite(resolution, incident)}`,
      ];
    case 'refused':
      return refusedParagraphs(incident, resolution, { asked, policy });
    case 'resolved':
      return [
        `*Resolved${after(incident)}.* ${asked}${despite(resolution, incident)}`,
        healthLines(resolution.health, policy),
      ];
  }
}

function refusedParagraphs(
  { number }: Incident,
  { health, firing }: Resolution,
  { asked, policy }: { readonly asked: string; readonly policy: Policy },
): readonly string[] {
  const fires = firing.length > 0;
  const sick = standingInTheWay(health);
  const rule = [...(fires ? [alertsRule] : []), ...(sick.length > 0 || !fires ? [resolveRule] : [])].join(' ');
  const next = fires ? 'resolve it again once that is over' : 'mend it and resolve again';
  return [
    `*Not resolved: ${listed([...(fires ? [stillFiring(firing)] : []), ...sick])}.* ${asked}`,
    // Who heard of an alert first did not wait for what the checks say.
    ...(fires && health.length === 0 ? [] : [healthLines(health, policy)]),
    `${rule}\n*Next:* ${next}, or say why it is over all the same: ${code(`/apgms incident resolve ${incidentName(number)} because <reason>`)}`,
  ];
}

/** What is being asked for, or that there is nothing to ask. Whether a service has a check is known only afterwards. */
export function checking(incident: Incident, policy: Policy): string {
  if (incident.services.length === 0) return 'No service is named, so there is nothing to measure.';
  return `Asking for the health of ${fitted(serviceNames(policy, incident.services), ', ', 1_000)}; a service the policy names no check for does not stand in the way.`;
}

/** ` after 23 min`; empty while it is open, and where nobody said when it began. */
export function after({ resolvedAt, beganAt, declaredAt }: Incident): string {
  const span = resolvedAt === null ? -1 : resolvedAt - (beganAt ?? declaredAt);
  return span < 0 ? '' : ` after ${duration(span)}`;
}

function despite({ override }: Resolution, { alerts }: Incident): string {
  if (!override) return '';
  const said =
    alerts.length > 0 ? `health and its alerts (${fitted(alerts.map(alertName), ', ', 200)}) say` : 'health says';
  return `\n*Whatever ${said}, because:* ${inline(words(override), 300)}`;
}

function standingInTheWay(health: readonly ServiceHealth[]): readonly string[] {
  const count = (verdict: Verdict) => health.filter((one) => one.verdict === verdict).length;
  const some = (number: number, what: string) => (number > 0 ? [`${number} of ${counted(health.length)} ${what}`] : []);
  return [...some(count('fail'), 'failing'), ...some(count('unknown'), 'not measurable')];
}

/** Services by verdict, the worst first. */
function healthLines(health: readonly ServiceHealth[], policy: Policy): string {
  if (health.length === 0) return 'No service was named, so nothing was measured.';
  const worstFirst: readonly Verdict[] = ['fail', 'unknown', 'unchecked', 'pass'];
  const sorted = health.toSorted((a, b) => worstFirst.indexOf(a.verdict) - worstFirst.indexOf(b.verdict));
  const lines = sorted.map((one) => `• ${serviceName(policy, one.service)}: ${verdictWords[one.verdict]}`);
  return fitted(lines, '\n', 2_000);
}

function counted(services: number): string {
  return services === 1 ? '1 service' : `${services} services`;
}
