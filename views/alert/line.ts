import type { Alert } from '#src/domain/alert/state.ts';
import { firingIn } from '#src/domain/alert/state.ts';
import { incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { inline, mention, when } from '#views/text.ts';
import { alertStatusWords, heading } from './words.ts';

/** One alert among others: what it is, how it stands, who has it. Under 1,500 characters. */
export function alertLine(alert: Alert, policy: Policy): string {
  const { status, firedAt, resolvedAt, service, acknowledged, incident } = alert;
  const name = policy.services.find(({ id }) => id === service)?.name ?? service;
  const many = firingIn(alert);
  const facts = [
    `${alertStatusWords[status]} ${resolvedAt === null ? `since ${when(firedAt)}` : when(resolvedAt)}`,
    ...(many > 1 ? [`${many} of it`] : []),
    ...(name === null ? [] : [inline(name, 75)]),
    ...(acknowledged ? [`acknowledged by ${mention(acknowledged.by)}`] : []),
    ...(incident === null ? [] : [`belongs to ${incidentName(incident)}`]),
  ];
  return `${status === 'firing' ? `*${heading(alert)}*` : `✓ ${heading(alert)}`}\n${facts.join(' · ')}`;
}
