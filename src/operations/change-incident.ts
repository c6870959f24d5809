import { type Action, may } from '#src/domain/access.ts';
import type { Answer } from '#src/domain/answer.ts';
import { changeOf } from '#src/domain/incident/change.ts';
import { type ChangeCommand, decide } from '#src/domain/incident/decide.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { type Actor, engineActor, type PersonActor } from '#src/domain/people.ts';
import type { Prose } from '#src/domain/prose.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import type { Deps } from '#src/ports/deps.ts';
import { answerOnce, type Decided } from './answer-once.ts';

export type Changing = Pick<Deps, 'store' | 'queue' | 'clock' | 'policy'>;

/** Who asks, and by which delivery: the same one again changes nothing and gets the same answer. */
export interface By {
  readonly actor: PersonActor;
  readonly delivery: string;
}

export interface ChangeRequest {
  readonly action: Action;
  readonly number: number;
  /** Or how to find it out, anew for each try, or why there is nothing to do. */
  readonly command: ChangeCommand | ((incident: Incident) => Promise<ChangeCommand | Refusal>);
}

/** Who did what Slack tells of, as the record names them. */
export interface ToldBy {
  readonly actor: Actor;
  readonly delivery: string;
}

/** One use case on one incident: may, load, decide, commit; once per delivery. Refuses what `actor` may not know of as if it were not there. */
export async function changeIncident(deps: Changing, request: ChangeRequest, { actor, delivery }: By): Promise<Answer> {
  const { action, number, command } = request;
  return answerOnce(deps, delivery, async () => {
    const permission = may(actor, action);
    if (!permission.ok) return { answer: permission };
    const incident = await deps.store.incident(number, actor);
    if (!incident) return noSuchIncident(number);
    const found = typeof command === 'function' ? await command(incident) : command;
    return 'code' in found ? { answer: { ok: false, refusal: found } } : changed(deps, incident, found, actor);
  });
}

/**
 * What Slack tells of an incident's channel: nobody asked, so nobody is told, and what does not fit any more is no news. Found by its channel,
 * whoever did it; `actor` is who is named in the record. `hear` says what it comes to; `null`: it is no news.
 */
export async function hearOf(
  deps: Changing,
  channel: string,
  { actor, delivery }: ToldBy,
  hear: (incident: Incident) => ChangeCommand | null | Promise<ChangeCommand | null>,
): Promise<Answer | null> {
  const known = await deps.store.incidentInChannel(channel, engineActor);
  if (!known) return null;
  return hearOnce(deps, delivery, async () => {
    const incident = await deps.store.incident(known.number, engineActor);
    if (!incident) return noSuchIncident(known.number);
    return changed(deps, incident, await hear(incident), actor);
  });
}

/** As `answerOnce` for what nobody asked for: there is nobody to tell that it was not stored, so it throws, and Slack delivers it again. */
export async function hearOnce(deps: Changing, delivery: string, decide: () => Promise<Decided>): Promise<Answer> {
  const answer = await answerOnce(deps, delivery, decide);
  if (!answer.ok && answer.refusal.code === 'too-busy') throw new Error('not stored, others were quicker every time');
  return answer;
}

/** What `command` makes of an incident as it was loaded, ready to be committed: nothing where it does not fit. Rows that it names as failed are tried again with it. */
export function changed(deps: Changing, incident: Incident, command: ChangeCommand | null, actor: Actor): Decided {
  const { number } = incident;
  const decision = command ? decide(incident, command, { policy: deps.policy, now: deps.clock.now() }) : null;
  if (decision && !decision.ok) return { answer: decision };
  const events = decision?.events ?? [];
  const by = { actor, at: deps.clock.now(), policy: deps.policy };
  return {
    answer: { ok: true, number },
    ...(events.length > 0 && { changes: [changeOf(incident, events, by)] }),
    ...(command && 'failed' in command && { revive: command.failed }),
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
