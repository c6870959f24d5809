import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { paragraph } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { checking, resolveRule } from './resolution.ts';
import { ownPlace, stillFiring } from './words.ts';

export interface IncidentResolvingProps {
  readonly incident: Incident;
  readonly policy: Policy;
  /** Which of its alerts fire. */
  readonly firing: readonly number[];
}

/** The immediate answer to a request to resolve: it is stored, what is being asked for, and where the outcome will stand. */
export function incidentResolving({ incident, policy, firing }: IncidentResolvingProps): Message {
  const name = incidentName(incident.number);
  const rule = incident.resolution?.override
    ? `Your reason is recorded: it will be resolved whatever the checks say${although(firing)}.`
    : resolveRule;
  return paragraph(
    `*Resolving ${name}: your request is stored.* ${checking(incident, policy)} The outcome follows in ${ownPlace(incident)}.${unacknowledged(incident)}${stillInPlace(incident)}\n${rule}`,
  );
}

function although(firing: readonly number[]): string {
  return firing.length > 0 ? `, although ${stillFiring(firing)}` : '';
}

/** Runbook 003: somebody acknowledges it first. Once it is resolved nobody can. */
function unacknowledged({ acknowledged }: Incident): string {
  return acknowledged ? '' : ' Nobody has acknowledged it, so its record will show no acknowledgement.';
}

/** Runbook 003: mitigations are removed gradually. They do not keep it from being resolved, only from being closed. */
function stillInPlace({ mitigations }: Incident): string {
  const count = mitigations.filter((one) => one.removed === null).length;
  if (count === 0) return '';
  return ` ${count === 1 ? '1 mitigation is' : `${count} mitigations are`} still in place: take them back before it is closed.`;
}
