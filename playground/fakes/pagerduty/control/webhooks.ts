import { z } from 'zod';
import type { Delivery } from '#playground/fakes/pagerduty/webhooks/delivery.ts';
import { disable, enable, wireSubscription } from '#playground/fakes/pagerduty/webhooks/subscription.ts';
import { BadRequest } from '#playground/workspace/looking.ts';
import { parse } from '#playground/workspace/route.ts';
import type { ControlRoute } from './control-route.ts';

/** What becomes of webhooks. */

export const showDeliveries: ControlRoute = ({ world, deliveries }) => ({
  subscription: wireSubscription(world.state.subscription, world.webhookUrl(), world.now()),
  deliveries: deliveries.all().map(shown),
});

/** Sends it once more with the same id, as happens: at least once is all that is promised. */
export const repeatDelivery: ControlRoute = async ({ deliveries }, { subject: [id = '', verb] }) => {
  const found = verb === 'repeat' ? await deliveries.repeat(id) : null;
  if (found === null) throw new BadRequest(`there is no webhook "${id}", or nothing to do to it but to repeat it`);
  return { ok: true, delivery: shown(found) };
};

const webhooksShape = z.strictObject({
  /** Keeps back what is to be sent; `false` lets go of it. */
  hold: z.boolean().optional(),
  /** With `hold: false`: the newest first. */
  order: z.literal('reversed').optional(),
  /** Throws away what waits, as after more than two days without an answer. */
  lose: z.literal(true).optional(),
  /** Whether people have it switched on. */
  active: z.boolean().optional(),
  /** As after three that were refused; `false` ends it. */
  disabled: z.boolean().optional(),
  /** The other secret while one is being replaced; `null`: the change is over. */
  also_signed_with: z.string().min(1).nullable().optional(),
});

export const changeWebhooks: ControlRoute = ({ world, deliveries }, { input }) => {
  const { hold, order, lose, active, disabled, also_signed_with: secret } = parse(webhooksShape, input);
  const { subscription } = world.state;
  if (order !== undefined && hold !== false) throw new BadRequest('order goes with hold: false');
  if (lose) deliveries.clear('lost');
  if (active !== undefined) subscription.active = active;
  if (disabled === true) disable(subscription, world.now());
  if (disabled === false || active === true) enable(subscription);
  if (disabled === true || active === false) deliveries.clear('dropped');
  if (secret !== undefined) deliveries.signAlsoWith(secret);
  if (hold === true) deliveries.hold();
  if (hold === false) deliveries.release(order ?? 'kept');
  return { ok: true };
};

function shown({ id, incident, type, state, due, tries }: Delivery) {
  return {
    id,
    incident,
    event_type: type,
    state,
    due: state === 'waiting' ? new Date(due).toISOString() : null,
    tries,
  };
}
