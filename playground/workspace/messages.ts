import type { Content } from './content.ts';
import { type Channel, type Message, nextTs, replaceMessage, repliesTo } from './state.ts';
import { wireMessage } from './wire.ts';
import type { World } from './world.ts';

/** Puts a message into a channel and tells the app of it. */
export function addMessage(
  world: World,
  channel: Channel,
  given: Content & Omit<Message, 'ts' | 'reactions' | keyof Content>,
): Message {
  const byPerson = world.state.people.get(given.user)?.isBot === false && given.subtype === undefined;
  const client = byPerson ? { clientId: crypto.randomUUID() } : {};
  const message: Message = { ...given, ...client, ts: nextTs(channel, world.now()), reactions: [] };
  channel.messages = [...channel.messages, message];
  world.changed();
  if (message.onlyFor === undefined) world.publish(messageEvent(world, channel, message), channel);
  return message;
}

/** A line the workspace itself writes, such as "has joined the channel". */
export function addNotice(world: World, channel: Channel, user: string, subtype: string, text: string): Message {
  return addMessage(world, channel, { user, subtype, text });
}

/** Puts a new version in the place of the message with its `ts`, and tells the app what changed. */
export function changeMessage(world: World, channel: Channel, before: Message, after: Message): void {
  replaceMessage(channel, after);
  world.changed();
  if (after.onlyFor !== undefined) return;
  world.publish(
    {
      ...hidden(world, channel, 'message_changed'),
      message: wireMessage(world.state, channel, after, true),
      previous_message: wireMessage(world.state, channel, before, true),
    },
    channel,
  );
}

/** A message with replies leaves a tombstone, of which the app hears as of a change. */
export function removeMessage(world: World, channel: Channel, message: Message): void {
  if (repliesTo(channel, message.ts).length > 0) {
    const tombstone = { ts: message.ts, user: 'USLACKBOT', subtype: 'tombstone', text: 'This message was deleted.' };
    changeMessage(world, channel, message, { ...tombstone, reactions: [] });
    return;
  }
  channel.messages = channel.messages.filter((other) => other.ts !== message.ts);
  world.changed();
  if (message.onlyFor !== undefined) return;
  world.publish(
    {
      ...hidden(world, channel, 'message_deleted'),
      deleted_ts: message.ts,
      previous_message: wireMessage(world.state, channel, message, true),
    },
    channel,
  );
}

function messageEvent(world: World, channel: Channel, message: Message) {
  const wire = wireMessage(world.state, channel, message, true);
  const shares = message.files === undefined || message.broadcast ? {} : { subtype: 'file_share' };
  return { ...wire, ...shares, channel: channel.id, channel_type: channelType(channel), event_ts: message.ts };
}

function hidden(world: World, channel: Channel, subtype: string) {
  const ts = nextTs(channel, world.now());
  return {
    type: 'message',
    subtype,
    hidden: true,
    channel: channel.id,
    channel_type: channelType(channel),
    ts,
    event_ts: ts,
  };
}

function channelType(channel: Channel): 'channel' | 'group' | 'im' {
  if (channel.kind === 'im') return 'im';
  return channel.kind === 'private' ? 'group' : 'channel';
}
