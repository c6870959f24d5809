import type { Alert } from '#src/domain/alert/state.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { findService, type Policy } from '#src/domain/policy.ts';
import type { Call } from './call-people.ts';

type Service = Call['service'];

/** The service of PagerDuty that is called for `incident`, with what we call it. */
export function pagedService(incident: Incident, policy: Policy): Service {
  const { otherwise, security } = policy.paging;
  // Whoever is on call for a service need not know of what is private.
  if (incident.restricted) return { id: security, name: 'Security' };
  const services = incident.services.map((id) => findService(policy, id)).filter((service) => service !== null);
  const named = services.find(({ pagerDuty }) => pagerDuty !== null);
  if (named?.pagerDuty) return { id: named.pagerDuty, name: named.name };
  return { id: otherwise, name: services[0]?.name ?? 'on-call' };
}

/** The same for an alert. */
export function serviceOfAlert({ service }: Pick<Alert, 'service'>, policy: Policy): Service {
  const named = service === null ? null : findService(policy, service);
  if (named?.pagerDuty) return { id: named.pagerDuty, name: named.name };
  return { id: policy.paging.otherwise, name: named?.name ?? 'on-call' };
}
