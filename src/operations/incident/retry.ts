import { may } from '#src/domain/access.ts';
import type { Answer } from '#src/domain/answer.ts';
import { changeOf } from '#src/domain/incident/change.ts';
import { decide } from '#src/domain/incident/decide.ts';
import { answerOnce } from '#src/operations/answer-once.ts';
import { type By, type Changing, noSuchIncident } from '#src/operations/change-incident.ts';

/** Sets everything that failed outside for an incident going again, from the start. Refuses when nothing failed. */
export async function retryFailed(
  deps: Changing,
  { number }: { readonly number: number },
  { actor, delivery }: By,
): Promise<Answer> {
  return answerOnce(deps, delivery, async () => {
    const permission = may(actor, 'incident.retry');
    if (!permission.ok) return { answer: permission };
    const incident = await deps.store.incident(number, actor);
    if (!incident) return noSuchIncident(number);
    const work = await deps.store.workOf(incident.stream);
    const effects = work.filter((row) => row.state === 'failed').map((row) => row.id);
    if (effects.length === 0) return { answer: { ok: false, refusal: { code: 'nothing-to-retry', number } } };
    const by = { actor, at: deps.clock.now(), policy: deps.policy };
    const decision = decide(incident, { type: 'retry', failed: effects }, { policy: deps.policy, now: by.at });
    if (!decision.ok) return { answer: decision };
    return { answer: { ok: true, number }, changes: [changeOf(incident, decision.events, by)], revive: effects };
  });
}
