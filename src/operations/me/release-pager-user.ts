import { may } from '#src/domain/access.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import type { Deps } from '#src/ports/deps.ts';

/** `released`: whether there was something to take back. */
export type Released =
  | { readonly ok: true; readonly released: boolean }
  | { readonly ok: false; readonly refusal: Refusal };

/** `actor` takes back who they said they are in PagerDuty: whoever has their e-mail there, from now on. */
export async function releasePagerUser(
  { store, log }: Pick<Deps, 'store' | 'log'>,
  { actor }: { readonly actor: PersonActor },
): Promise<Released> {
  const permission = may(actor, 'me.pagerduty');
  if (!permission.ok) return permission;
  const user = await store.releasePagerUser(actor.person);
  if (user !== null) log.info({ person: actor.person, user }, 'pagerduty user released');
  return { ok: true, released: user !== null };
}
