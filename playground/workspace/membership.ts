import { addNotice } from './messages.ts';
import { type Channel, type Json, nextTs } from './state.ts';
import type { World } from './world.ts';

/** Lets people into a channel; each is announced in it and to the app. */
export function join(world: World, channel: Channel, users: readonly string[], inviter: string | null): void {
  for (const user of users) {
    channel.members.add(user);
    const text = `<@${user}> has joined the channel`;
    addNotice(world, channel, user, 'channel_join', text);
    const invited = inviter === null ? {} : { inviter };
    tell(world, channel, { type: 'member_joined_channel', user, ...whereOf(world, channel, user), ...invited });
  }
}

/** Takes somebody out of a channel. `by`: who did it, the same person when they left by themselves. Of its own going the app hears as it goes. */
export function leave(world: World, channel: Channel, user: string, by: string): void {
  const isApp = user === world.state.team.botUserId;
  if (isApp) tell(world, channel, { type: `${family(channel)}_left`, channel: channel.id, actor_id: by });
  channel.members.delete(user);
  const text = by === user ? `<@${user}> has left the channel` : `<@${user}> was removed from the channel by <@${by}>`;
  addNotice(world, channel, user, 'channel_leave', text);
  if (!isApp) tell(world, channel, { type: 'member_left_channel', user, ...whereOf(world, channel, user) });
}

/** Slack puts apps out of a channel that is archived, and does not bring them back. */
export function archive(world: World, channel: Channel, user: string): void {
  addNotice(world, channel, user, 'channel_archive', `<@${user}> archived the channel`);
  channel.isArchived = true;
  const moved = channel.kind === 'private' ? { is_moved: 0 } : {};
  tell(world, channel, { type: `${family(channel)}_archive`, channel: channel.id, user, ...moved });
  for (const id of [...channel.members]) if (world.state.people.get(id)?.isBot) channel.members.delete(id);
  world.changed();
}

export function unarchive(world: World, channel: Channel, user: string): void {
  channel.isArchived = false;
  channel.members.add(user);
  addNotice(world, channel, user, 'channel_unarchive', `<@${user}> unarchived the channel`);
  const by = channel.kind === 'private' ? { actor_id: user } : { user };
  tell(world, channel, { type: `${family(channel)}_unarchive`, channel: channel.id, ...by });
}

/** Makes a channel private or public; it keeps its id, and no event says so but the line in it. */
export function convert(world: World, channel: Channel, user: string, kind: 'public' | 'private'): void {
  channel.kind = kind;
  addNotice(world, channel, user, `channel_convert_to_${kind}`, `<@${user}> made this channel ${kind}`);
}

export function rename(world: World, channel: Channel, user: string, name: string): void {
  const text = `<@${user}> has renamed the channel from "${channel.name}" to "${name}"`;
  channel.name = name;
  addNotice(world, channel, user, 'channel_name', text);
  const { id, created } = channel;
  const renamed = { id, name, name_normalized: name, created, is_channel: true, is_mpim: false };
  tell(world, channel, { type: `${family(channel)}_rename`, channel: renamed });
}

function tell(world: World, channel: Channel, event: Json): void {
  world.publish({ ...event, event_ts: nextTs(channel, world.now()) }, channel);
}

function family(channel: Channel): 'channel' | 'group' {
  return channel.kind === 'private' ? 'group' : 'channel';
}

function whereOf({ state }: World, channel: Channel, user: string): Json {
  const team = state.people.get(user)?.teamId ?? state.team.id;
  return { channel: channel.id, channel_type: channel.kind === 'private' ? 'G' : 'C', team };
}

/** Slack's complaint about a channel name, or `null`. */
export function nameProblem(world: World, name: string): string | null {
  if (name === '') return 'invalid_name_required';
  if (name.length > 80) return 'invalid_name_maxlength';
  if (/^[^\p{L}\p{N}]+$/u.test(name)) return 'invalid_name_punctuation';
  if (!/^[a-z0-9_-]+$/.test(name)) return 'invalid_name_specials';
  return [...world.state.channels.values()].some((channel) => channel.name === name) ? 'name_taken' : null;
}

export function setLabel(
  world: World,
  channel: Channel,
  user: string,
  which: 'topic' | 'purpose',
  value: string,
): void {
  channel[which] = { value, creator: user, lastSet: Math.floor(world.now() / 1000) };
  addNotice(world, channel, user, `channel_${which}`, `<@${user}> set the channel ${which}: ${value}`);
}
