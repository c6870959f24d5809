import type { Role } from '#src/domain/incident/events/people.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import { type Policy, updateRule } from '#src/domain/policy.ts';
import { actions, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { runButton } from '#views/run.ts';
import { channelLink, code, mention, source } from '#views/text.ts';
import { nameOf, roleWords, room, shortHeading } from './words.ts';

export interface DutiesProps {
  readonly incident: Incident;
  readonly policy: Policy;
  readonly told: RecordedIncidentEvent | null;
  /** Who is told. */
  readonly to: string | null;
}

/** To whoever got a role: what the runbooks ask of it. Once somebody else has it, that. */
export function roleDuties({ incident, policy, told, to }: DutiesProps): Message {
  if (told?.event.type !== 'role-assigned') return message('You have a role.', []);
  const { role } = told.event.data;
  const holder = incident.roles[role];
  if (holder !== to) return handedOver(incident, role, holder);
  const text = `You are ${roleWords[role]} of ${shortHeading(incident)}`;
  const place = incident.channel ? ` · ${channelLink(incident.channel.id)}` : '';
  const duties = dutiesOf(role, incident, policy).map((duty) => `• ${duty}`);
  const buttons = [
    runButton('Hand over', `incident assign ${incidentName(incident.number)} ${role}`, 0),
    runButton('Checklist', `incident checklist ${incidentName(incident.number)}`, 1),
  ].filter((one) => one !== null);
  return message(text, [section(`*${text}*${place}`), section(duties.join('\n')), actions(buttons)]);
}

function handedOver(incident: Incident, role: Role, holder: string | null): Message {
  const now = holder === null ? 'nobody has it now' : `${mention(holder)} has it now`;
  const text = `You are ${roleWords[role]} of ${nameOf(incident)} no more: ${now}.`;
  return message(text, [section(text)]);
}

/** In the words of the runbooks. */
function dutiesOf(role: Role, incident: Incident, policy: Policy): readonly string[] {
  const { internalUpdate, firstStatusEntry } = policy.severities[incident.severity];
  const customers = updateRule(policy, incident.severity, 'customers');
  const say = (verb: string, rest = '') => code(`/apgms incident ${verb} ${incidentName(incident.number)}${rest}`);
  switch (role) {
    case 'commander':
      return [
        `Assess how bad it is, and say so where that changes: ${say('severity')} (runbook 003)`,
        `Decide what is done: roll back, apply feature flags, disable endpoints; record it: ${say('mitigation')} (runbooks 000 and 003)`,
        `See to an update every ${internalUpdate.value} min in ${room(policy, 'status')}: ${say('update')} (${source(internalUpdate.from)})`,
        `See that communications lead and scribe are taken: ${say('assign')}`,
        `Once health is back, resolve it; its review is held within ${policy.review.hold.value} business days (${source(policy.review.hold.from)})`,
      ];
    case 'communications':
      return [
        ...(firstStatusEntry
          ? [
              `Customers hear of it within ${firstStatusEntry.value} min of detection, on the status site (${source(firstStatusEntry.from)})`,
            ]
          : []),
        ...(customers
          ? [
              `Update them at least every ${customers.value} min until it is resolved: ${say('update', ' customers')} (${source(customers.from)})`,
            ]
          : []),
        'Notify the on-call leads (runbook 000)',
      ];
    case 'scribe':
      return [
        `Capture timeline, errors and relevant request IDs: ${say('note')}, or put a 📌 on a message (runbooks 000 and 003)`,
        `Name what is affected: ${say('affected')} (runbook 000)`,
        `Afterwards, record it with timeline and resolution: ${say('timeline', ' export')} (runbook 002)`,
      ];
  }
}
