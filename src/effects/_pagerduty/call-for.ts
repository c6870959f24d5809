import { servicesOf } from '#src/domain/alert/acknowledgement.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Subject } from '#src/domain/change.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import { pageKey } from '#src/domain/paging/key.ts';
import { isOpenThere } from '#src/domain/paging/page.ts';
import { findService, type Policy } from '#src/domain/policy.ts';
import { alertPageDetails, alertPageTitle, pageDetails, pageTitle } from '#views/documents/page.ts';
import type { Call } from './call-people.ts';

/** Whether people are still to be called for it: one page is enough, and an alert that somebody or an incident has in hand calls nobody by itself. */
export function isToBeCalled({ of, state }: Subject): boolean {
  if (of === 'inc') return isOpen(state) && (state.page === null || state.page.gone);
  return state.unacknowledged !== null && !isOpenThere(state.page);
}

/** How people are called for an incident or an alert, from whichever rung of the escalation path on. */
export function callFor({ of, state }: Subject, rung: number, policy: Policy): Call {
  const call = of === 'inc' ? forIncident(state, policy) : forAlert(state, policy);
  return { ...call, rung, before: state.page };
}

type Meant = Omit<Call, 'rung' | 'before'>;

function forIncident(incident: Incident, policy: Policy): Meant {
  const { stream, declaredAt, severity, services, restricted } = incident;
  return {
    ...policy.paging.severities[severity],
    service: serviceOf(incident, policy),
    key: pageKey(stream, declaredAt),
    title: pageTitle(incident),
    details: pageDetails(incident, policy),
    services,
    // What is private is the security group's alone.
    climbs: !restricted,
  };
}

function forAlert(alert: Alert, policy: Policy): Meant {
  const services = servicesOf(alert);
  return {
    ...{ urgency: 'high', priority: null },
    service: serviceNamed(services, policy),
    key: pageKey(alert.stream, alert.keyedAt),
    title: alertPageTitle(alert),
    details: alertPageDetails(alert),
    services,
    climbs: true,
  };
}

function serviceOf({ restricted, services }: Incident, policy: Policy): Call['service'] {
  // Whoever is on call for a service need not know of what is private.
  return restricted ? { id: policy.paging.security, name: 'Security' } : serviceNamed(services, policy);
}

/** The first of them that has one in PagerDuty, else the one that is called for whatever has none of its own. */
function serviceNamed(ids: readonly string[], policy: Policy): Call['service'] {
  const services = ids.map((id) => findService(policy, id)).filter((service) => service !== null);
  const named = services.find(({ pagerDuty }) => pagerDuty !== null);
  if (named?.pagerDuty) return { id: named.pagerDuty, name: named.name };
  return { id: policy.paging.otherwise, name: services[0]?.name ?? 'on-call' };
}
