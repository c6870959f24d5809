import { z } from 'zod';
import { type Desk, gesture, payloadStart, type Seen } from '#playground/workspace/gestures.ts';
import { channelSeenBy, messageSeenBy, personOf } from '#playground/workspace/looking.ts';
import { newResponseUrl } from '#playground/workspace/response-urls.ts';
import type { Channel, Json, Message, Person } from '#playground/workspace/state.ts';
import { wireMessage } from '#playground/workspace/wire.ts';
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
  const person = personOf(world.state, input.user);
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
  return { channel, message: messageSeenBy(channel, person, ts) };
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
    channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
    message: wireMessage(world.state, channel, message, true),
    response_url: newResponseUrl(world, origin, { user: person.id, channel: channel.id, ts: null }),
  };
}
