import { may } from '#src/domain/access.ts';
import type { Answer } from '#src/domain/answer.ts';
import { changeOf } from '#src/domain/incident/change.ts';
import { type Declaration, decide } from '#src/domain/incident/decide.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Prose } from '#src/domain/prose.ts';
import { answerOnce } from '#src/operations/answer-once.ts';
import type { Deps } from '#src/ports/deps.ts';

export interface DeclareRequest extends Declaration {
  /** Cleaned text; empty is refused. */
  readonly title: string;
  readonly affected: string | null;
}

/** Opens an incident with the next number, once per delivery; its channel and posts follow. Refuses a missing title and services the policy does not know. */
export async function declareIncident(
  deps: Pick<Deps, 'store' | 'queue' | 'clock' | 'policy' | 'ids'>,
  request: DeclareRequest,
  { actor, delivery }: { readonly actor: PersonActor; readonly delivery: string },
): Promise<Answer> {
  const prose = (body: string): Prose => ({ prose: deps.ids.next(), body });
  const title = prose(request.title);
  const affected = request.affected ? prose(request.affected) : null;
  const decideFor = (number: number) =>
    decide(null, { type: 'declare', ...request, number, title, affected, reporter: actor.person }, deps);

  return answerOnce(deps, delivery, async () => {
    const permission = may(actor, 'incident.declare');
    if (!permission.ok) return { answer: permission };
    // What is refused takes no number.
    const rehearsal = decideFor(0);
    if (!rehearsal.ok) return { answer: rehearsal };
    const by = { actor, at: deps.clock.now(), policyHash: deps.policy.hash };
    return {
      numbered(number) {
        const decision = decideFor(number);
        if (!decision.ok) throw new Error('a declaration must not depend on its number');
        return { answer: { ok: true, number }, change: changeOf(null, decision.events, by) };
      },
    };
  });
}
