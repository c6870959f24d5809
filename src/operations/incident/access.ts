import { may } from '#src/domain/access.ts';
import type { Answer } from '#src/domain/answer.ts';
import { changeOf } from '#src/domain/incident/change.ts';
import { decide } from '#src/domain/incident/decide.ts';
import { engineActor } from '#src/domain/people.ts';
import { answerOnce } from '#src/operations/answer-once.ts';
import { type By, type Changing, changeIncident, proseOrNull } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

/**
 * Asks the members of a private incident to be let in. The answer is the same for a private one, for one that is not there, and for one that
 * refuses: it tells nobody that there is something to know. Only of what `actor` may know anyway it says more.
 */
export async function requestAccess(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, why }: { readonly number: number; readonly why: string | null },
  { actor, delivery }: By,
): Promise<Answer> {
  const asked = { answer: { ok: true, number } } as const;
  return answerOnce(deps, delivery, async () => {
    const permission = may(actor, 'incident.access');
    if (!permission.ok) return { answer: permission };
    const [incident, known] = await Promise.all([
      deps.store.incident(number, engineActor),
      deps.store.incident(number, actor),
    ]);
    if (!incident) return asked;
    const command = { type: 'request-access', person: actor.person, why: proseOrNull(deps, why) } as const;
    const decision = decide(incident, command, { policy: deps.policy, now: deps.clock.now() });
    if (!decision.ok) return known ? { answer: decision } : asked;
    if (decision.events.length === 0) return asked;
    const by = { actor, at: deps.clock.now(), policy: deps.policy };
    return { ...asked, changes: [changeOf(incident, decision.events, by)] };
  });
}

/** A member lets somebody in who asked, or does not. Whoever is not let in hears nothing: a refusal would say that there is something. */
export function answerAccess(
  deps: Changing,
  { number, person, grant }: { readonly number: number; readonly person: string; readonly grant: boolean },
  by: By,
): Promise<Answer> {
  const command = { type: 'answer-access', person, grant } as const;
  return changeIncident(deps, { action: 'incident.grant', number, command }, by);
}
