import { may } from '#src/domain/access.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Work } from '#src/ports/store.ts';

export type AlertShown =
  | {
      readonly ok: true;
      readonly alert: Alert;
      readonly incident: Incident | null;
      readonly work: readonly Work[];
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** An alert, the incident it belongs to, and how what is done outside for it stands. */
export async function showAlert(
  { store }: Pick<Deps, 'store'>,
  { number }: { readonly number: number },
  { actor }: { readonly actor: PersonActor },
): Promise<AlertShown> {
  const permission = may(actor, 'alert.show');
  if (!permission.ok) return permission;
  const alert = await store.alert(number);
  if (!alert) return { ok: false, refusal: { code: 'no-such-alert', alert: number } };
  const incident = alert.incident === null ? null : await store.incident(alert.incident, actor);
  return { ok: true, alert, incident, work: await store.workOf(alert.stream) };
}
