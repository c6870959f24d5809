import { may } from '#src/domain/access.ts';
import type { Answer } from '#src/domain/answer.ts';
import { waitsFor } from '#src/domain/incident/alike.ts';
import { changeOf } from '#src/domain/incident/change.ts';
import { severityOf } from '#src/domain/incident/decide/declare.ts';
import { type Declaration, decide } from '#src/domain/incident/decide.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import { engineActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import { answerOnce } from '#src/operations/answer-once.ts';
import { declaredWith, free } from '#src/operations/attaching.ts';
import { type By, proseOf, proseOrNull } from '#src/operations/change-incident.ts';
import { openAlike } from '#src/operations/open-alike.ts';
import type { Deps } from '#src/ports/deps.ts';

export interface DeclareRequest extends Declaration {
  /** Cleaned text; empty is refused. */
  readonly title: string;
  readonly affected: string | null;
  /** Even if an open incident sounds like it. */
  readonly anyway: boolean;
  /** The alert that it is declared for: it belongs to the incident from the beginning. */
  readonly alert: number | null;
}

/**
 * Opens an incident with the next number, once per delivery; its channel and posts follow. Refuses a missing title, services the policy does not know,
 * impossible times, a channel that is taken, an alert that cannot belong to it, and, unless `anyway`, what sounds like an open incident the reporter may
 * know of: but no SEV1, nor what is worse than all that it sounds like.
 */
export async function declareIncident(
  deps: Pick<Deps, 'store' | 'queue' | 'clock' | 'policy' | 'ids'>,
  { anyway, alert: alertNumber, ...request }: DeclareRequest,
  { actor, delivery }: By,
): Promise<Answer> {
  const title = proseOf(deps, request.title);
  const affected = proseOrNull(deps, request.affected);
  const context = () => ({ policy: deps.policy, now: deps.clock.now() });
  const decideFor = (number: number) =>
    decide(null, { type: 'declare', ...request, number, title, affected, reporter: actor.person }, context());

  return answerOnce(deps, delivery, async () => {
    const permission = may(actor, 'incident.declare');
    if (!permission.ok) return { answer: permission };
    // What is refused takes no number.
    const rehearsal = decideFor(0);
    if (!rehearsal.ok) return { answer: rehearsal };
    const taken = await channelTaken(deps, request.channel);
    if (taken) return { answer: { ok: false, refusal: taken } };
    const alike = anyway ? [] : await openAlike(deps, request, actor);
    if (waitsFor(severityOf(request, deps.policy), alike)) {
      return { answer: { ok: false, refusal: { code: 'look-alikes', numbers: alike.map(({ number }) => number) } } };
    }
    const by = { actor, at: deps.clock.now(), policy: deps.policy };
    const alert = alertNumber === null ? null : await deps.store.alert(alertNumber);
    if (alertNumber !== null && alert === null) {
      return { answer: { ok: false, refusal: { code: 'no-such-alert', alert: alertNumber } } };
    }
    const freed = alert ? await free(deps, alert, by) : nothingElse;
    if (!freed.ok) return { answer: freed };
    const opening = (events: readonly IncidentEvent[]) =>
      alert ? declaredWith(alert, events, by) : ({ ok: true, changes: [changeOf(null, events, by)] } as const);
    const attached = opening(rehearsal.events);
    if (!attached.ok) return { answer: attached };
    return {
      numbered(number) {
        const decision = decideFor(number);
        const opened = decision.ok ? opening(decision.events) : decision;
        if (!opened.ok) throw new Error('a declaration must not depend on its number');
        return { answer: { ok: true, number }, changes: [...opened.changes, ...freed.changes] };
      },
    };
  });
}

const nothingElse = { ok: true, changes: [] } as const;

/** Whether the channel has an incident is asked as nobody: that of a restricted one is taken too, and the answer says no more. */
async function channelTaken({ store }: Pick<Deps, 'store'>, channel: string | null): Promise<Refusal | null> {
  if (channel === null) return null;
  const taken = await store.incidentInChannel(channel, engineActor);
  return taken ? { code: 'channel-taken' } : null;
}
