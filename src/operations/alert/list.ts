import { may } from '#src/domain/access.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { AlertFilter, Page } from '#src/ports/store.ts';

export type AlertsListed =
  | { readonly ok: true; readonly alerts: readonly Alert[]; readonly total: number }
  | { readonly ok: false; readonly refusal: Refusal };

/** One page of alerts, those that fire first, the worst of them first, and how many there are in all. */
export async function listAlerts(
  { store }: Pick<Deps, 'store'>,
  { filter, page }: { readonly filter: AlertFilter; readonly page: Page },
  { actor }: { readonly actor: PersonActor },
): Promise<AlertsListed> {
  const permission = may(actor, 'alert.list');
  if (!permission.ok) return permission;
  const [alerts, total] = await Promise.all([store.alerts(filter, page), store.alertCount(filter)]);
  return { ok: true, alerts, total };
}
