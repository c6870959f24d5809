import { found, Refused } from '#playground/fakes/pagerduty/refused.ts';
import type { Json } from '#playground/fakes/pagerduty/state.ts';
import { enable, wireSubscription } from '#playground/fakes/pagerduty/webhooks/subscription.ts';
import type { World } from '#playground/fakes/pagerduty/world.ts';
import { wireContacts, wirePolicy, wirePriority, wireService, wireUser } from './account-wire.ts';
import { type Asked, paged, type Route, type Told } from './asked.ts';
import { onCalls } from './on-calls.ts';

/** Who and what there is. */
export const account: readonly Route[] = [
  { method: 'GET', path: '/oncalls', name: 'oncalls.list', run: onCalls },
  {
    method: 'GET',
    path: '/users',
    name: ({ query }) => (query.has('query') ? 'users.find' : 'users.list'),
    run: ({ state }, { query }) =>
      paged(
        'users',
        [...state.users.values()]
          .filter(({ name, email }) => matches(query, name, email))
          .map((user) => wireUser(state, user)),
        query,
      ),
  },
  {
    method: 'GET',
    path: '/users/:id',
    name: 'users.get',
    run: ({ state }, { id }) => ({ status: 200, body: { user: wireUser(state, found(state.users, id)) } }),
  },
  {
    method: 'GET',
    path: '/users/:id/contact_methods',
    name: 'contacts.list',
    run: ({ state }, { id }) => ({ status: 200, body: { contact_methods: wireContacts(found(state.users, id)) } }),
  },
  {
    method: 'GET',
    path: '/services',
    name: 'services.list',
    run: ({ state }, { query }) =>
      paged(
        'services',
        [...state.services.values()]
          .filter(({ name }) => matches(query, name))
          .map((service) => wireService(state, service)),
        query,
      ),
  },
  {
    method: 'GET',
    path: '/services/:id',
    name: 'services.get',
    run: ({ state }, { id }) => ({ status: 200, body: { service: wireService(state, found(state.services, id)) } }),
  },
  {
    method: 'GET',
    path: '/escalation_policies',
    name: 'policies.list',
    run: ({ state }, { query }) =>
      paged(
        'escalation_policies',
        [...state.policies.values()]
          .filter(({ name }) => matches(query, name))
          .map((policy) => wirePolicy(state, policy)),
        query,
      ),
  },
  {
    method: 'GET',
    path: '/priorities',
    name: 'priorities.list',
    run: ({ state }, { query }) =>
      paged(
        'priorities',
        [...state.priorities.values()].map((priority) => wirePriority(state, priority)),
        query,
      ),
  },
  {
    method: 'GET',
    path: '/abilities',
    name: 'abilities.list',
    run: ({ state }) => ({
      status: 200,
      body: { abilities: [...state.abilities].flatMap(([name, has]) => (has ? [name] : [])) },
    }),
  },
  { method: 'GET', path: '/abilities/:id', name: 'abilities.get', run: ability },
  {
    method: 'GET',
    path: '/webhook_subscriptions',
    name: 'webhooks.list',
    run: (world, { query }) => paged('webhook_subscriptions', [subscriptionOf(world)], query),
  },
  { method: 'POST', path: '/webhook_subscriptions/:id/enable', name: 'webhooks.enable', run: enableWebhooks },
];

function subscriptionOf({ state, webhookUrl, now }: World): Json {
  return wireSubscription(state.subscription, webhookUrl(), now());
}

/** Ends PagerDuty's own silence; one that people switched off stays off. */
function enableWebhooks(world: World, { id }: Asked): Told {
  const { subscription } = world.state;
  if (id !== subscription.id) throw new Refused(2100);
  enable(subscription);
  return { status: 200, body: { webhook_subscription: subscriptionOf(world) } };
}

function ability({ state }: World, { id }: Asked): Told {
  if (!found(state.abilities, id)) throw new Refused(2014);
  return { status: 204 };
}

function matches(query: URLSearchParams, ...texts: readonly string[]): boolean {
  const words = (query.get('query') ?? '').toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(words));
}
