import { may } from '#src/domain/access.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Service } from '#src/domain/policy.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Count } from '#src/ports/store.ts';

export type Services =
  | { readonly ok: true; readonly services: readonly { readonly service: Service; readonly open: Count }[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** The services of the policy, in its order, each with how many open incidents of it `actor` may know of. */
export async function listServices(
  { store, policy }: Pick<Deps, 'store' | 'policy'>,
  { actor }: { readonly actor: PersonActor },
): Promise<Services> {
  const permission = may(actor, 'service.list');
  if (!permission.ok) return permission;
  const services = policy.services.map(async (service) => ({
    service,
    open: await store.incidentCount({ open: true, service: service.id }, actor),
  }));
  return { ok: true, services: await Promise.all(services) };
}
