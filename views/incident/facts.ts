import type { KnownBlock } from '@slack/types';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import type { Policy, Service } from '#src/domain/policy.ts';
import { words } from '#src/domain/prose.ts';
import { severityName } from '#src/domain/severity.ts';
import { cleanText } from '#src/domain/text.ts';
import { fields, header, section, verbatim } from '#views/blocks.ts';
import { limits } from '#views/limits.ts';
import { fitted, inline, mention, when } from '#views/text.ts';
import { drillLine } from './announcement.ts';
import { after } from './resolution.ts';
import { customersWords, plainHeading, severityMeaning, statusOf } from './words.ts';

/** Which incident it is, and how it stands in a line. Nothing in it changes with time alone. */
export function headBlocks(incident: Incident): readonly KnownBlock[] {
  return [
    header(plainHeading(incident)),
    ...(incident.restricted
      ? [section('*Private.* Only its members and the security group know what it is about.')]
      : []),
    ...drillLine(incident),
    section(statusLine(incident)),
  ];
}

/** `Investigating · SEV2 · open since 16:04 · customers are affected`. */
function statusLine(incident: Incident): string {
  const { severity, status, beganAt, declaredAt, customerFacing } = incident;
  const open = isOpen(incident);
  const facts = [
    `*${statusOf(incident)}${status === 'resolved' ? after(incident) : ''}*`,
    severityName(severity),
    `${open ? 'open since' : 'began'} ${when(beganAt ?? declaredAt)}`,
    ...(customerFacing ? [`customers ${open ? 'are' : 'were'} affected`] : []),
  ];
  return facts.join(' · ');
}

/** What was said when it was declared, and what its severity means. */
export function declarationBlocks(incident: Incident, policy: Policy): readonly KnownBlock[] {
  return [
    fields([
      ['Severity', severityMeaning(policy, incident.severity) + suggestion(incident)],
      ['Customers', customersWords(incident)],
      ['Declared', `${mention(incident.reporter)}, ${when(incident.declaredAt)}${times(incident)}`],
    ]),
  ];
}

/** What is broken: the services with who owns them, and what was said to be affected. */
export function brokenBlocks(incident: Incident, policy: Policy): readonly KnownBlock[] {
  return [section(`*Services*\n${services(incident, policy)}`), ...affected(incident)];
}

/** What was said of the time before it was declared. */
function times({ beganAt, detectedAt }: Incident): string {
  const began = beganAt === null ? '' : `\nBegan ${when(beganAt)}`;
  return detectedAt === null ? began : `${began}\nNoticed ${when(detectedAt)}`;
}

function affected(incident: Incident): readonly KnownBlock[] {
  const text = incident.affected.said ? cleanText(words(incident.affected.said), limits.input) : '';
  return text ? [section('*What is affected*'), verbatim(text)] : [];
}

function suggestion({ severity, suggested }: Incident): string {
  return suggested && suggested !== severity ? `\nThe policy suggested ${severityName(suggested)}` : '';
}

function services(incident: Incident, policy: Policy): string {
  if (incident.services.length === 0) return 'None named yet';
  return fitted(
    incident.services.map((id) =>
      line(
        id,
        policy.services.find((one) => one.id === id),
      ),
    ),
    '\n',
    2_000,
  );
}

function line(id: string, service: Service | undefined): string {
  if (!service) return `• ${inline(id, 75)} (the policy knows it no more)`;
  return `• ${inline(service.name, 75)}: ${owners(service)}, contact ${inline(service.contact, 100)}`;
}

/** What the policy writes where nobody has taken a service yet. */
const nobody = 'not named';

function owners({ owner, backup }: Service): string {
  const first = owner === nobody ? 'no owner named in the policy' : inline(owner, 75);
  return backup === nobody ? first : `${first}, backup ${inline(backup, 75)}`;
}
