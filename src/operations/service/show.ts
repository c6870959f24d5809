import { may } from '#src/domain/access.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PersonActor } from '#src/domain/people.ts';
import { findService, type Service } from '#src/domain/policy.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Count } from '#src/ports/store.ts';

/** As many of a service's open incidents as its page shows. */
const most = 5;

export type ServiceShown =
  | ({
      readonly ok: true;
      readonly service: Service;
      /** The worst of all open ones. */
      readonly incidents: readonly Incident[];
    } & Count)
  | { readonly ok: false; readonly refusal: Refusal };

/** A service of the policy, by its id or its name, with its open incidents as far as `actor` may know of them. */
export async function showService(
  { store, policy }: Pick<Deps, 'store' | 'policy'>,
  { named }: { readonly named: string },
  { actor }: { readonly actor: PersonActor },
): Promise<ServiceShown> {
  const permission = may(actor, 'service.list');
  if (!permission.ok) return permission;
  const service = findService(policy, named);
  if (service === null) return { ok: false, refusal: { code: 'no-such-service', service: named } };
  const filter = { open: true, service: service.id };
  const [incidents, count] = await Promise.all([
    store.incidents(filter, { limit: most, offset: 0 }, actor),
    store.incidentCount(filter, actor),
  ]);
  return { ok: true, service, incidents, ...count };
}
