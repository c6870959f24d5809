import { turnsBetween } from '#playground/fakes/pagerduty/on-call.ts';
import type { Incident, State } from '#playground/fakes/pagerduty/state.ts';
import type { Delivery } from '#playground/fakes/pagerduty/webhooks/delivery.ts';
import { isTold } from '#playground/fakes/pagerduty/webhooks/subscription.ts';
import { isOpen } from '#playground/fakes/pagerduty/world.ts';
import type { ControlRoute } from './control-route.ts';
import { findUser } from './naming.ts';

/** What PagerDuty's app shows somebody: what is open, theirs first, what there can be alerts of, and who is on call; nothing where they have no account. Times: ISO. */
export const showPhone: ControlRoute = ({ world: { state, now }, deliveries }, { subject: [given = ''] }) => {
  const user = findUser(state, given);
  if (user === null) return { user: null, incidents: [], services: [], oncalls: [], webhooks: null };
  const open = [...state.incidents.values()].filter(isOpen).map((incident) => call(state, incident, user.id));
  return {
    user: { id: user.id, name: user.name },
    incidents: open.toSorted((one, other) => rank(one) - rank(other) || other.number - one.number),
    services: [...state.services.values()].map(({ id, name }) => ({ id, name })),
    oncalls: turnsBetween(state, now(), now()).map(({ policy, level, user: who, end }) => ({
      policy: state.policies.get(policy)?.name ?? policy,
      level,
      user: nameOf(state, who),
      until: end === null ? null : new Date(end).toISOString(),
    })),
    webhooks: troubleWith(deliveries.all(), isTold(state.subscription, now())),
  };
};

/** Theirs first, and what nobody has in hand before what somebody has. */
function rank({ is_mine, is_asked, status }: ReturnType<typeof call>): number {
  return (is_mine || is_asked ? 0 : 2) + (status === 'triggered' ? 0 : 1);
}

function call(state: State, incident: Incident, user: string) {
  const { id, number, title, status, urgency, createdAt, level } = incident;
  const levels = state.policies.get(incident.policy)?.levels.length ?? 0;
  return {
    ...{ id, number, title, status, urgency },
    service: state.services.get(incident.service)?.name ?? incident.service,
    priority: state.priorities.get(incident.priority ?? '')?.name ?? null,
    since: new Date(createdAt).toISOString(),
    assignees: incident.assignments.map((one) => nameOf(state, one.user)),
    is_mine: incident.assignments.some((one) => one.user === user),
    is_asked: incident.responders.some((one) => one.user === user && one.state === 'pending'),
    next_level: level < levels ? level + 1 : null,
  };
}

function nameOf({ users }: State, id: string): string {
  return users.get(id)?.name ?? id;
}

/** In words what is wrong with what the bot is told; `null`: it takes what it is told. */
function troubleWith(all: readonly Delivery[], told: boolean): string | null {
  if (!told) return 'The bot is told nothing: its webhooks are disabled.';
  const last = all.findLast(({ tries }) => tries.length > 0);
  if (last === undefined || last.state === 'delivered') return null;
  const outcome = last.tries.at(-1)?.outcome;
  return `The bot did not take the last webhook (${outcome})${last.state === 'waiting' ? ', which comes again' : ''}.`;
}
