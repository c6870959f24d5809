import type { Json } from '#playground/fakes/pagerduty/state.ts';
import { eventTypes } from '#playground/fakes/pagerduty/world.ts';

/** What the bot is told of, and whether. */
export interface Subscription {
  readonly id: string;
  /** Switched on, by people. */
  active: boolean;
  /** PagerDuty itself tells nothing until then, because what it told was not taken (clock, ms). */
  disabledUntil: number | null;
  /** How many webhooks in a row were dropped. */
  drops: number;
}

/** Where the bot is told, below its address. */
export const webhookPath = '/webhooks/pagerduty';

/** PagerDuty's own: so many dropped in a row, and nothing is told for a day. */
const mostDrops = 3;
const disabledFor = 86_400_000;

export function createSubscription(): Subscription {
  return { id: 'PWEBHOK', active: true, disabledUntil: null, drops: 0 };
}

/** Whether anything is told at that moment. */
export function isTold({ active, disabledUntil }: Subscription, at: number): boolean {
  return active && (disabledUntil === null || at >= disabledUntil);
}

/** One more was dropped. `true`: that was one too many, and nothing is told from now on. */
export function countDrop(subscription: Subscription, at: number): boolean {
  subscription.drops += 1;
  if (subscription.drops < mostDrops) return false;
  disable(subscription, at);
  return true;
}

export function disable(subscription: Subscription, at: number): void {
  subscription.disabledUntil = at + disabledFor;
  subscription.drops = 0;
}

export function enable(subscription: Subscription): void {
  subscription.disabledUntil = null;
  subscription.drops = 0;
}

/** As the REST API shows it; the secret was shown once, when it was made. `bot`: where the bot is. */
export function wireSubscription(subscription: Subscription, bot: string | null, now: number): Json {
  return {
    id: subscription.id,
    type: 'webhook_subscription',
    active: subscription.active,
    delivery_method: {
      id: `${subscription.id}D`,
      type: 'http_delivery_method',
      url: bot && new URL(webhookPath, bot).href,
      temporarily_disabled: subscription.disabledUntil !== null && now < subscription.disabledUntil,
      custom_headers: [],
    },
    description: 'APGMS Ops',
    events: eventTypes,
    filter: { type: 'account_reference' },
  };
}
