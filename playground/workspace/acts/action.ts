import { z } from 'zod';
import { pickedValue, stateValues } from '#playground/workspace/forms.ts';
import { channelField, type Desk, gesture, payloadStart, type Seen } from '#playground/workspace/gestures.ts';
import {
  actorOf,
  BadRequest,
  channelSeenBy,
  interactive,
  messageSeenBy,
  type Pressable,
} from '#playground/workspace/looking.ts';
import type { Person } from '#playground/workspace/people.ts';
import { newResponseUrl } from '#playground/workspace/response-urls.ts';
import { findView, type Json } from '#playground/workspace/state.ts';
import { wireMessage, wireView } from '#playground/workspace/wire.ts';
import * as shape from './shapes.ts';

export const actionShape = z
  .strictObject({
    user: shape.user,
    channel: shape.channel.optional(),
    ts: shape.ts.optional(),
    view_id: z.string().optional(),
    action_id: z.string(),
    block_id: z.string().optional(),
    /** What was picked; a button brings its own. */
    value: z.unknown().optional(),
    /** What else is filled in where the button is. */
    values: shape.values,
    ...shape.repeat,
  })
  .refine((input) => (input.view_id === undefined) !== (input.channel === undefined || input.ts === undefined), {
    message: 'say either view_id, or channel and ts',
  });

type Input = z.output<typeof actionShape>;

/** Somebody presses a button or picks from a menu, in a message or a view. */
export async function act(desk: Desk, input: Input): Promise<Seen> {
  const { world } = desk;
  const person = actorOf(world.state, input.user);
  const place = input.view_id === undefined ? inMessage(desk, person, input) : inView(desk, person, input);
  const payload = { type: 'block_actions', ...payloadStart(world, person), ...place.fields };
  const delivery = { kind: 'interactive', payload } as const;
  const { first: _, ...seen } = await gesture(desk, person, place.channel, delivery, { ...input, mayReply: false });
  return seen;
}

function inMessage(desk: Desk, person: Person, input: Input) {
  const { world } = desk;
  const { state } = world;
  const channel = channelSeenBy(state, person, input.channel ?? '');
  const message = messageSeenBy(channel, person, input.ts ?? '');
  const { ts } = message;
  const isEphemeral = message.onlyFor !== undefined;
  const shown = isEphemeral ? {} : { message: wireMessage(state, channel, message, true) };
  const thread = message.threadTs === undefined ? {} : { thread_ts: message.threadTs };
  return {
    channel,
    fields: {
      container: { type: 'message', message_ts: ts, channel_id: channel.id, is_ephemeral: isEphemeral, ...thread },
      channel: channelField(channel),
      ...shown,
      state: { values: stateValues(state, message.blocks, input.values) },
      response_url: newResponseUrl(world, desk.origin, { user: person.id, channel: channel.id, ts }),
      actions: [pressed(desk, input, message.blocks)],
    },
  };
}

function inView({ world }: Desk, person: Person, input: Input) {
  const { state } = world;
  const view = findView(state, input.view_id ?? '');
  if (view?.user !== person.id) throw new BadRequest(`${person.name} has no view ${input.view_id}`);
  const { blocks } = view.payload;
  const press = pressed({ world }, input, blocks);
  const own = input.value === undefined ? input.values : { [String(press['block_id'])]: input.value, ...input.values };
  const isInput = inputBlocks(blocks).includes(String(press['block_id']));
  const filled = stateValues(state, blocks, isInput ? own : input.values);
  return {
    channel: null,
    fields: {
      container: { type: 'view', view_id: view.id },
      view: wireView(state, view, filled),
      actions: [press],
    },
  };
}

function inputBlocks(blocks: unknown): readonly string[] {
  return interactive(blocks)
    .filter(({ element }) => !['button', 'overflow'].includes(String(element['type'])))
    .map(({ blockId }) => blockId);
}

function pressed({ world }: Pick<Desk, 'world'>, input: Input, blocks: unknown): Json {
  const { blockId, element } = find(input, blocks);
  const { type, action_id, text } = element;
  return {
    type,
    action_id,
    block_id: blockId,
    ...(type === 'button' ? { text } : {}),
    ...pickedValue(world.state, element, input.value),
    action_ts: (world.now() / 1000).toFixed(6),
  };
}

function find(input: Input, blocks: unknown): Pressable {
  const all = interactive(blocks);
  const found = all.filter(
    ({ blockId, element }) =>
      element['action_id'] === input.action_id && (input.block_id === undefined || blockId === input.block_id),
  );
  const [only] = found;
  if (only === undefined) {
    const there = all.map(({ element }) => String(element['action_id'])).join(', ') || 'nothing to press';
    throw new BadRequest(`there is no action "${input.action_id}" here; there is: ${there}`);
  }
  if (found.length > 1) {
    throw new BadRequest(
      `"${input.action_id}" is in several blocks, say block_id: ${found.map((one) => one.blockId).join(', ')}`,
    );
  }
  return only;
}
