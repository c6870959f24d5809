import { onCallAt } from '#playground/fakes/pagerduty/on-call.ts';
import { log, tell } from '#playground/fakes/pagerduty/record.ts';
import { invalid, Refused } from '#playground/fakes/pagerduty/refused.ts';
import type { By, Incident, Responder, ResponderRequest, Target } from '#playground/fakes/pagerduty/state.ts';
import { responderData } from '#playground/fakes/pagerduty/webhook-data.ts';
import { isOpen, type World } from '#playground/fakes/pagerduty/world.ts';

/** Asks people to join in. Who was asked already and has not declined is not asked again. */
export function askToRespond(
  world: World,
  incident: Incident,
  { message, targets }: { readonly message: string; readonly targets: readonly Target[] },
  by: By,
): ResponderRequest {
  if (!isOpen(incident)) throw new Refused(1001);
  if (by.agent?.kind !== 'user') throw invalid('Requester is not found');
  const requester = by.agent.id;
  const asked = targets.flatMap((target) => usersOf(world, target, by.at));
  const request: ResponderRequest = { requester, at: by.at, message, targets };
  incident.requests.push(request);
  log(world, incident, 'responder_request', 'Responders requested', by);
  for (const { user, policy } of asked) {
    const known = incident.responders.findIndex((responder) => responder.user === user);
    if (known >= 0 && incident.responders[known]?.state !== 'declined') continue;
    if (known >= 0) incident.responders.splice(known, 1);
    const times = { requestedAt: by.at, updatedAt: by.at };
    const responder: Responder = { user, policy, message, requester, state: 'pending', ...times };
    incident.responders.push(responder);
    tell(world, 'incident.responder.added', incident, by, responderData(world.state, incident, responder));
  }
  return request;
}

/** Somebody who was asked says yes or no; they may change their mind. */
export function reply(world: World, incident: Incident, answer: 'joined' | 'declined', by: By): void {
  const responder = incident.responders.find(({ user }) => by.agent?.kind === 'user' && user === by.agent.id);
  if (responder === undefined) throw invalid('User was not asked to respond');
  if (responder.state === answer) throw invalid(`User has ${answer} already`);
  responder.state = answer;
  responder.updatedAt = by.at;
  log(world, incident, `responder_${answer}`, answer === 'joined' ? 'Joined' : 'Declined', by);
  tell(world, 'incident.responder.replied', incident, by, responderData(world.state, incident, responder));
}

function usersOf({ state }: World, { type, id }: Target, at: number): readonly Pick<Responder, 'user' | 'policy'>[] {
  if (type === 'user_reference') {
    if (!state.users.has(id)) throw invalid('Responder is not found');
    return [{ user: id, policy: null }];
  }
  if (!state.policies.has(id)) throw invalid('Escalation policy is not found');
  const users = onCallAt(state, id, 1, at);
  if (users.length === 0) throw new Refused(1015);
  return users.map((user) => ({ user, policy: id }));
}
