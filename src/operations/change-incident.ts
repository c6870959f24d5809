import { type Action, may } from '#src/domain/access.ts';
import type { Answer } from '#src/domain/answer.ts';
import { changeOf } from '#src/domain/incident/change.ts';
import { type ChangeCommand, decide } from '#src/domain/incident/decide.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { type Actor, engineActor, type PersonActor } from '#src/domain/people.ts';
import type { Prose } from '#src/domain/prose.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Commit } from '#src/ports/store.ts';
import { answerOnce, type Decision } from './answer-once.ts';

export type Changing = Pick<Deps, 'store' | 'queue' | 'clock' | 'policy'>;

/** Who asks, and by which delivery: the same one again changes nothing and gets the same answer. */
export interface By {
  readonly actor: PersonActor;
  readonly delivery: string;
}

/** `command` may go by the state it is for; `null`: nothing is left to do. `more`: what else is written, in the same commit. */
export interface ChangeRequest {
  readonly action: Action;
  readonly number: number;
  readonly command: ChangeCommand | ((incident: Incident) => ChangeCommand | null);
  readonly more?: (incident: Incident) => Pick<Commit, 'revive' | 'repost'>;
}

/** One use case on one incident: may, load, decide, commit; once per delivery. Refuses what `actor` may not know of as if it were not there. */
export async function changeIncident(deps: Changing, request: ChangeRequest, { actor, delivery }: By): Promise<Answer> {
  const { action, number, command, more } = request;
  return answerOnce(deps, delivery, async () => {
    const permission = may(actor, action);
    if (!permission.ok) return { answer: permission };
    const incident = await deps.store.incident(number, actor);
    if (!incident) return noSuchIncident(number);
    return changed(deps, incident, typeof command === 'function' ? command(incident) : command, actor, more);
  });
}

/**
 * What Slack tells of an incident's channel: nobody asked, so nobody is told, and what does not fit any more is no news. Found by its channel,
 * whoever did it; `actor` is who is named in the record.
 */
export async function hearOf(
  deps: Changing,
  { channel, command, more }: { readonly channel: string } & Pick<ChangeRequest, 'command' | 'more'>,
  { actor, delivery }: { readonly actor: Actor; readonly delivery: string },
): Promise<Answer | null> {
  const known = await deps.store.incidentInChannel(channel, engineActor);
  if (!known) return null;
  return answerOnce(deps, delivery, async () => {
    const incident = await deps.store.incident(known.number, engineActor);
    if (!incident) return noSuchIncident(known.number);
    return changed(deps, incident, typeof command === 'function' ? command(incident) : command, actor, more);
  });
}

function changed(
  deps: Changing,
  incident: Incident,
  command: ChangeCommand | null,
  actor: Actor,
  more: ChangeRequest['more'],
): Decision {
  const { number } = incident;
  const decision = command ? decide(incident, command, { policy: deps.policy, now: deps.clock.now() }) : null;
  if (decision && !decision.ok) return { answer: decision };
  const events = decision?.events ?? [];
  const by = { actor, at: deps.clock.now(), policyHash: deps.policy.hash };
  return {
    answer: { ok: true, number },
    ...(events.length > 0 && { changes: [changeOf(incident, events, by)] }),
    ...more?.(incident),
  };
}

export function noSuchIncident(number: number): { readonly answer: Answer } {
  return { answer: { ok: false, refusal: { code: 'no-such-incident', number } } };
}

/** What a person wrote, under an id of its own. */
export function proseOf({ ids }: Pick<Deps, 'ids'>, body: string): Prose {
  return { prose: ids.next(), body };
}

/** The same where nothing may have been written. */
export function proseOrNull(deps: Pick<Deps, 'ids'>, body: string | null): Prose | null {
  return body === null || body === '' ? null : proseOf(deps, body);
}
