import { may } from '#src/domain/access.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PersonActor } from '#src/domain/people.ts';
import { findService, type Service } from '#src/domain/policy.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import { type DutiesRead, type DutyDeps, readDuties } from '#src/operations/duties.ts';
import type { Count } from '#src/ports/store.ts';

/** As many of a service's open incidents as its page shows. */
const most = 5;

export type ServiceShown =
  | ({
      readonly ok: true;
      readonly service: Service;
      /** The worst of all open ones. */
      readonly incidents: readonly Incident[];
      readonly duties: DutiesRead;
    } & Count)
  | { readonly ok: false; readonly refusal: Refusal };

/** A service of the policy, by its id or its name, with who is on call for it and its open incidents as far as `actor` may know of them. */
export async function showService(
  deps: DutyDeps,
  { named }: { readonly named: string },
  { actor }: { readonly actor: PersonActor },
): Promise<ServiceShown> {
  const { store, policy } = deps;
  const permission = may(actor, 'service.list');
  if (!permission.ok) return permission;
  const service = findService(policy, named);
  if (service === null) return { ok: false, refusal: { code: 'no-such-service', service: named } };
  const filter = { open: true, service: service.id };
  const [incidents, count, duties] = await Promise.all([
    store.incidents(filter, { limit: most, offset: 0 }, actor),
    store.incidentCount(filter, actor),
    readDuties(deps, { kind: 'service', service }),
  ]);
  return { ok: true, service, incidents, duties, ...count };
}
