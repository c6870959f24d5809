import { addNotice } from './messages.ts';
import { type Channel, nextTs } from './state.ts';
import type { World } from './world.ts';

/** Lets people into a channel; each is announced in it and to the app. */
export function join(world: World, channel: Channel, users: readonly string[], inviter: string | null): void {
  for (const user of users) {
    channel.members.add(user);
    const text = `<@${user}> has joined the channel`;
    addNotice(world, channel, user, 'channel_join', text);
    world.publish(
      {
        type: 'member_joined_channel',
        user,
        channel: channel.id,
        channel_type: channel.kind === 'private' ? 'G' : 'C',
        team: world.state.team.id,
        ...(inviter === null ? {} : { inviter }),
        event_ts: nextTs(channel, world.now()),
      },
      channel,
    );
  }
}

export function leave(world: World, channel: Channel, user: string): void {
  channel.members.delete(user);
  addNotice(world, channel, user, 'channel_leave', `<@${user}> has left the channel`);
}

export function archive(world: World, channel: Channel, user: string): void {
  addNotice(world, channel, user, 'channel_archive', `<@${user}> archived the channel`);
  channel.isArchived = true;
  const type = channel.kind === 'private' ? 'group_archive' : 'channel_archive';
  world.publish({ type, channel: channel.id, user, event_ts: nextTs(channel, world.now()) }, channel);
  world.changed();
}

export function rename(world: World, channel: Channel, user: string, name: string): void {
  const text = `<@${user}> has renamed the channel from "${channel.name}" to "${name}"`;
  channel.name = name;
  addNotice(world, channel, user, 'channel_name', text);
  const type = channel.kind === 'private' ? 'group_rename' : 'channel_rename';
  const renamed = { id: channel.id, name, name_normalized: name, created: channel.created };
  world.publish({ type, channel: renamed, event_ts: nextTs(channel, world.now()) }, channel);
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
