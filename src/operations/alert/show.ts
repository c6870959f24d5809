import { may } from '#src/domain/access.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import type { Deps } from '#src/ports/deps.ts';

export type AlertShown =
  | { readonly ok: true; readonly alert: Alert; readonly incident: Incident | null }
  | { readonly ok: false; readonly refusal: Refusal };

/** An alert, and the incident it belongs to. */
export async function showAlert(
  { store }: Pick<Deps, 'store'>,
  { number }: { readonly number: number },
  { actor }: { readonly actor: PersonActor },
): Promise<AlertShown> {
  const permission = may(actor, 'alert.show');
  if (!permission.ok) return permission;
  const alert = await store.alert(number);
  if (!alert) return { ok: false, refusal: { code: 'no-such-alert', alert: number } };
  return { ok: true, alert, incident: alert.incident === null ? null : await store.incident(alert.incident, actor) };
}
