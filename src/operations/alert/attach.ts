import type { Answer } from '#src/domain/answer.ts';
import { attaching } from '#src/operations/attaching.ts';
import { onAlert } from '#src/operations/change-alert.ts';
import { type By, type Changing, noSuchIncident } from '#src/operations/change-incident.ts';

/**
 * The alert belongs to an incident from now on, and to no other; both say so. Refuses an incident whose record is complete, one that is private, and one it
 * belongs to already.
 */
export function attachAlert(
  deps: Changing,
  { number, incident }: { readonly number: number; readonly incident: number },
  by: By,
): Promise<Answer> {
  const { actor } = by;
  return onAlert(deps, { action: 'alert.attach', number }, by, async (alert) => {
    const to = await deps.store.incident(incident, actor);
    if (!to) return noSuchIncident(incident);
    const attached = await attaching(deps, alert, to, { actor, at: deps.clock.now(), policy: deps.policy });
    return attached.ok ? { answer: { ok: true, number }, changes: attached.changes } : { answer: attached };
  });
}
