import { z } from 'zod';
import { channelField, type Desk, gesture, payloadStart, type Seen } from '#playground/workspace/gestures.ts';
import { actorOf, BadRequest, channelSeenBy, messageSeenBy } from '#playground/workspace/looking.ts';
import type { Person } from '#playground/workspace/people.ts';
import { newResponseUrl } from '#playground/workspace/response-urls.ts';
import type { Channel, Json, Message } from '#playground/workspace/state.ts';
import { wireMessage } from '#playground/workspace/wire.ts';
import type { World } from '#playground/workspace/world.ts';
import * as shape from './shapes.ts';

export const shortcutShape = z
  .strictObject({
    user: shape.user,
    callback_id: z.string(),
    channel: shape.channel.optional(),
    ts: shape.ts.optional(),
    ...shape.repeat,
  })
  .refine((input) => (input.channel === undefined) === (input.ts === undefined), {
    message: 'a message shortcut needs channel and ts, a global one neither',
  });

/** Somebody uses a shortcut: on a message, or from anywhere. */
export async function useShortcut(desk: Desk, input: z.output<typeof shortcutShape>): Promise<Seen> {
  const { world } = desk;
  const person = actorOf(world.state, input.user);
  checkOffered(world, person, input);
  const start = { ...payloadStart(world, person), callback_id: input.callback_id };
  const now = (world.now() / 1000).toFixed(6);
  const on = input.channel === undefined ? null : onMessage(desk, person, input.channel, input.ts ?? '');
  const payload =
    on === null
      ? { type: 'shortcut', ...start, action_ts: now }
      : messageAction(desk, person, on, { ...start, action_ts: now });
  const delivery = { kind: 'interactive', payload } as const;
  const { first: _, ...seen } = await gesture(desk, person, on?.channel ?? null, delivery, {
    ...input,
    mayReply: false,
  });
  return seen;
}

function onMessage({ world: { state } }: Desk, person: Person, given: string, ts: string) {
  const channel = channelSeenBy(state, person, given);
  const message = messageSeenBy(channel, person, ts);
  if (message.onlyFor !== undefined || message.subtype !== undefined) throw new BadRequest(`${ts} has no shortcuts`);
  return { channel, message };
}

/** Slack offers the app's own shortcuts, to people of its own workspace. */
function checkOffered({ shortcuts, scopes }: World, person: Person, input: z.output<typeof shortcutShape>): void {
  const kind = input.channel === undefined ? 'global' : 'message';
  const offered = shortcuts?.filter((one) => one.kind === kind).map((one) => one.callback_id) ?? [input.callback_id];
  const isThere = scopes.has('commands') && person.teamId === undefined && offered.includes(input.callback_id);
  if (isThere) return;
  throw new BadRequest(`${person.name} is offered no ${kind} shortcut "${input.callback_id}"`);
}

function messageAction(
  { world, origin }: Desk,
  person: Person,
  { channel, message }: { readonly channel: Channel; readonly message: Message },
  start: Json,
): Json {
  return {
    type: 'message_action',
    ...start,
    message_ts: message.ts,
    channel: channelField(channel),
    message: wireMessage(world.state, channel, message, true),
    response_url: newResponseUrl(world, origin, { user: person.id, channel: channel.id, ts: null }),
  };
}
