import { may } from '#src/domain/access.ts';
import type { Answer } from '#src/domain/answer.ts';
import { changeOf } from '#src/domain/incident/change.ts';
import { decide } from '#src/domain/incident/decide.ts';
import type { PersonActor } from '#src/domain/people.ts';
import { answerOnce } from '#src/operations/answer-once.ts';
import type { Deps } from '#src/ports/deps.ts';

/**
 * Asks for the resolution of an incident (runbooks 000 and 003): the health of its services is measured next, and that decides. With a `reason` it is
 * resolved whatever health says, and the reason is kept.
 */
export async function requestResolve(
  deps: Pick<Deps, 'store' | 'queue' | 'clock' | 'policy' | 'ids'>,
  { number, reason }: { readonly number: number; readonly reason: string | null },
  { actor, delivery }: { readonly actor: PersonActor; readonly delivery: string },
): Promise<Answer> {
  const override = reason === null ? null : { prose: deps.ids.next(), body: reason };
  return answerOnce(deps, delivery, async () => {
    const permission = may(actor, 'incident.resolve');
    if (!permission.ok) return { answer: permission };
    const incident = await deps.store.incident(number, actor);
    if (!incident) return { answer: { ok: false, refusal: { code: 'no-such-incident', number } } };
    const decision = decide(incident, { type: 'request-resolve', override }, deps);
    if (!decision.ok) return { answer: decision };
    const by = { actor, at: deps.clock.now(), policyHash: deps.policy.hash };
    return { answer: { ok: true, number }, change: changeOf(incident, decision.events, by) };
  });
}
