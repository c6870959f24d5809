import { changeOf } from '#src/domain/alert/change.ts';
import { decide } from '#src/domain/alert/decide.ts';
import type { Answer } from '#src/domain/answer.ts';
import { goesOnAs, passedOn } from '#src/operations/attaching.ts';
import { onAlert } from '#src/operations/change-alert.ts';
import type { By, Changing } from '#src/operations/change-incident.ts';

/** Whoever asks has the alert in hand, and with it the incident it belongs to. Refuses one that is over, or that somebody has in hand. */
export function acknowledgeAlert(deps: Changing, { number }: { readonly number: number }, by: By): Promise<Answer> {
  const { actor } = by;
  return onAlert(deps, { action: 'alert.ack', number }, by, async (alert) => {
    const now = deps.clock.now();
    const decision = decide(alert, { type: 'acknowledge', person: actor.person }, { policy: deps.policy, now });
    if (!decision.ok) return { answer: decision };
    const acting = { actor, at: now, policy: deps.policy };
    const change = changeOf(alert, decision.events, acting);
    const incident = await goesOnAs(deps, change.after.incident);
    return { answer: { ok: true, number }, changes: [change, ...(incident ? passedOn(incident, change, acting) : [])] };
  });
}
