import { type Channel, type Message, nextTs, replaceMessage } from './state.ts';
import type { World } from './world.ts';

/** Adds or takes back one person's reaction; `false`: it was so already. */
export function react(
  world: World,
  channel: Channel,
  message: Message,
  reaction: { readonly user: string; readonly name: string; readonly remove: boolean },
): boolean {
  const { user, name, remove } = reaction;
  const known = message.reactions.find((other) => other.name === name);
  const users = known?.users ?? [];
  if (users.includes(user) !== remove) return false;
  const after = { name, users: remove ? users.filter((other) => other !== user) : [...users, user] };
  const reactions = known
    ? message.reactions.map((other) => (other === known ? after : other))
    : [...message.reactions, after];
  replaceMessage(channel, { ...message, reactions: reactions.filter((other) => other.users.length > 0) });
  world.changed();
  world.publish(
    {
      type: remove ? 'reaction_removed' : 'reaction_added',
      user,
      reaction: name,
      item_user: message.user,
      item: { type: 'message', channel: channel.id, ts: message.ts },
      event_ts: nextTs(channel, world.now()),
    },
    channel,
  );
  return true;
}
