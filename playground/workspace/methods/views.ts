import { z } from 'zod';
import { type ApiResult, handler, jsonObject, refuse } from '#playground/workspace/method.ts';
import { findView, type Trigger, type View } from '#playground/workspace/state.ts';
import { makeView, openRoot, placeView, publishHome, pushView } from '#playground/workspace/view-stack.ts';
import { wireView } from '#playground/workspace/wire.ts';
import type { World } from '#playground/workspace/world.ts';

/** How long a trigger lives, in wall milliseconds. */
const triggerLife = 3000;

const withTrigger = z.object({ trigger_id: z.string(), view: jsonObject });

export const openView = handler(withTrigger, (world, args) =>
  usingTrigger(world, args.trigger_id, ({ user }) => {
    const made = makeView(world.state, 'modal', user, args.view);
    return made.ok ? shown(world, openRoot(world, made.view)) : made.refusal;
  }),
);

export const pushOntoViews = handler(withTrigger, (world, args) =>
  usingTrigger(world, args.trigger_id, ({ user }) => {
    const made = makeView(world.state, 'modal', user, args.view);
    if (!made.ok) return made.refusal;
    const pushed = pushView(world, made.view);
    return pushed === null ? refuse('push_limit_reached') : shown(world, pushed);
  }),
);

export const updateView = handler(
  z.object({
    view: jsonObject,
    view_id: z.string().optional(),
    external_id: z.string().optional(),
    hash: z.string().optional(),
  }),
  (world, args) => {
    const view =
      args.external_id === undefined
        ? findView(world.state, args.view_id ?? '')
        : [...world.state.modals.values()].flat().find((other) => other.payload['external_id'] === args.external_id);
    if (view === undefined) return refuse('not_found');
    if (args.hash !== undefined && args.hash !== view.hash) return refuse('hash_conflict');
    const kind = view.payload['type'] === 'home' ? 'home' : 'modal';
    const made = makeView(world.state, kind, view.user, args.view);
    return made.ok ? shown(world, placeView(world, view, made.view)) : made.refusal;
  },
);

export const publishView = handler(
  z.object({ user_id: z.string(), view: jsonObject, hash: z.string().optional() }),
  (world, args) => {
    if (!world.hasHome) return refuse('not_enabled');
    if (!world.state.people.has(args.user_id)) {
      return refuse('invalid_arguments', { response_metadata: { messages: ['invalid `user_id`'] } });
    }
    const current = world.state.homes.get(args.user_id);
    if (args.hash !== undefined && args.hash !== current?.hash) return refuse('hash_conflict');
    const made = makeView(world.state, 'home', args.user_id, args.view);
    return made.ok ? shown(world, publishHome(world, made.view)) : made.refusal;
  },
);

function usingTrigger(world: World, id: string, use: (trigger: Trigger) => ApiResult): ApiResult {
  const trigger = world.state.triggers.get(id);
  if (trigger === undefined) {
    return refuse('invalid_arguments', { response_metadata: { messages: ['invalid `trigger_id`'] } });
  }
  if (trigger.used) return refuse('exchanged_trigger_id');
  if (Date.now() - trigger.at > triggerLife) return refuse('expired_trigger_id');
  const result = use(trigger);
  if (result.ok) trigger.used = true;
  return result;
}

function shown(world: World, view: View): ApiResult {
  return { ok: true, view: wireView(world.state, view) };
}
