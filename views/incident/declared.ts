import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { severityName } from '#src/domain/severity.ts';
import { context, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { code, source, when } from '#views/text.ts';
import { meaningOf, nameOf, room, serviceName, severityMeaning, titleOf } from './words.ts';

export interface IncidentDeclaredProps {
  readonly incident: Incident;
  readonly policy: Policy;
  /** Whether nobody said how bad it is, neither by a severity nor by answers. */
  readonly severityUnsaid: boolean;
  /** Services read from a slip of the finger. */
  readonly slips: readonly { readonly typed: string; readonly service: string }[];
  /** The channel it was declared in is to be its own. */
  readonly here?: boolean;
}

/** The immediate answer to a declaration: it is stored, under which severity, and what happens by itself now. */
export function incidentDeclared({
  incident,
  policy,
  severityUnsaid,
  slips,
  here = false,
}: IncidentDeclaredProps): Message {
  const name = nameOf(incident);
  const over = incident.resolvedAt !== null;
  const stored = `*${name} is stored:* ${titleOf(incident)}`;
  return message(`${name} is stored: ${titleOf(incident)}`, [
    section([stored, severityLine(incident, policy, severityUnsaid), ...readings(incident, policy, slips)].join('\n')),
    section(`*Now:* ${over ? afterwards(incident) : next(incident, policy, here)}`),
    ...(over ? [] : [context(promise(incident, policy))]),
  ]);
}

function severityLine({ severity }: Incident, policy: Policy, unsaid: boolean): string {
  if (!unsaid) return severityMeaning(policy, severity);
  return `${severityName(severity)}, because none was named. ${meaningOf(policy, severity)}`;
}

/** What was made of the words, where somebody could have meant something else. */
function readings(
  { restricted, drill, beganAt, detectedAt, resolvedAt }: Incident,
  policy: Policy,
  slips: IncidentDeclaredProps['slips'],
): readonly string[] {
  return [
    ...slips.map(({ typed, service }) => `${code(typed, 75)} was read as ${serviceName(policy, service)}.`),
    ...(drill ? ['*A drill:* marked everywhere, and left out of figures.'] : []),
    ...(beganAt === null ? [] : [`Began ${when(beganAt)}.`]),
    ...(detectedAt === null ? [] : [`Noticed ${when(detectedAt)}.`]),
    ...(resolvedAt === null ? [] : [`Over ${when(resolvedAt)}.`]),
    ...(restricted ? ['*Private:* only you and the security group know what it is about.'] : []),
  ];
}

function next({ restricted, drill }: Incident, policy: Policy, here: boolean): string {
  if (restricted) {
    // It calls the security group alone, and whoever has an account there can look at what it calls for.
    const calls = policy.paging.security !== null && !drill;
    const there = calls ? ' In PagerDuty, whoever has an account sees that there is one, and how bad it is.' : '';
    return `its private channel is being opened; you will be added to it. Nobody else is told what it is about.${there}`;
  }
  const channel = here
    ? 'this channel becomes its channel if it can; else it gets one of its own, and says so there.'
    : 'its channel is being opened; you will be added to it.';
  return `${channel} It will be announced in ${room(policy, 'declare')} and ${room(policy, 'status')}.`;
}

/** It was over before it was declared: nothing is expected of anybody. */
function afterwards({ number, restricted }: Incident): string {
  const told = restricted ? 'its private channel is being opened' : 'its channel is being opened and it is announced';
  return `it is kept as resolved; ${told}, so that the record can be completed. When it is: ${code(`/apgms incident close ${incidentName(number)}`)}`;
}

/** What is owed from now on: whoever acknowledged the alert it was declared from has it in hand already. */
function promise({ severity, restricted, acknowledged }: Incident, policy: Policy): string {
  const { acknowledge, assignCommander, internalUpdate } = policy.severities[severity];
  const first =
    acknowledged === null ? ` an acknowledgement within ${acknowledge.value} min (${source(acknowledge.from)}),` : '';
  const commander = assignCommander
    ? ` an incident commander within ${assignCommander.value} min (${source(assignCommander.from)}),`
    : '';
  const place = restricted ? 'its channel' : room(policy, 'status');
  return `Expected from people:${first}${commander} an update in ${place} every ${internalUpdate.value} min (${source(internalUpdate.from)}).`;
}
