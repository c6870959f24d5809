import { z } from 'zod';
import { contentArgs, readContent } from '#playground/workspace/content.ts';
import { addMessage, changeMessage, removeMessage } from '#playground/workspace/messages.ts';
import { flag, handler, refuse } from '#playground/workspace/method.ts';
import {
  type Channel,
  channelForBot,
  directChannel,
  findMessage,
  nextTs,
  type State,
} from '#playground/workspace/state.ts';
import { wireMessage } from '#playground/workspace/wire.ts';
import type { World } from '#playground/workspace/world.ts';

const target = { channel: z.string(), ts: z.string() };

/** Longer texts are refused by `chat.update`, though `chat.postMessage` only cuts at 40,000. */
const longestUpdate = 4000;

export const postMessage = handler(
  z.object({ channel: z.string(), thread_ts: z.string().optional(), reply_broadcast: flag, ...contentArgs }),
  (world, args) => {
    const { state } = world;
    const channel = destination(world, args.channel);
    if (channel === undefined) return refuse('channel_not_found');
    if (channel.isArchived) return refuse('is_archived');
    if (!channel.members.has(state.team.botUserId) && !world.scopes.has('chat:write.public')) {
      return refuse('not_in_channel');
    }
    const parent = args.thread_ts === undefined ? undefined : findMessage(channel, args.thread_ts);
    if (args.thread_ts !== undefined && parent === undefined) return refuse('thread_not_found');
    const read = readContent(state, args);
    if (!read.ok) return read.refusal;
    const threadTs = parent?.threadTs ?? parent?.ts;
    const message = addMessage(world, channel, {
      ...read.content,
      user: state.team.botUserId,
      ...(threadTs === undefined ? {} : { threadTs, broadcast: args.reply_broadcast }),
    });
    return {
      ok: true,
      channel: channel.id,
      ts: message.ts,
      message: wireMessage(state, channel, message, true),
    };
  },
);

export const updateMessage = handler(z.object({ ...target, ...contentArgs }), (world, args) => {
  const { state } = world;
  const found = ownMessage(state, args, 'cant_update_message');
  if ('error' in found) return refuse(found.error);
  const { channel, message } = found;
  if ((args.text?.length ?? 0) > longestUpdate) return refuse('msg_too_long');
  const read = readContent(state, args);
  if (!read.ok) return read.refusal;
  const edited = { user: state.team.botUserId, ts: nextTs(channel, world.now()) };
  const after = { ...message, ...read.content, edited };
  changeMessage(world, channel, message, after);
  return {
    ok: true,
    channel: channel.id,
    ts: message.ts,
    text: after.text,
    message: wireMessage(state, channel, after, true),
  };
});

export const deleteMessage = handler(z.object(target), (world, args) => {
  const found = ownMessage(world.state, args, 'cant_delete_message');
  if ('error' in found) return refuse(found.error);
  removeMessage(world, found.channel, found.message);
  return { ok: true, channel: found.channel.id, ts: found.message.ts };
});

export const postEphemeral = handler(
  z.object({ channel: z.string(), user: z.string(), thread_ts: z.string().optional(), ...contentArgs }),
  (world, args) => {
    const { state } = world;
    const channel = channelForBot(state, args.channel);
    if (channel === undefined) return refuse('channel_not_found');
    if (channel.isArchived) return refuse('is_archived');
    if (!channel.members.has(state.team.botUserId)) return refuse('not_in_channel');
    if (!channel.members.has(args.user)) return refuse('user_not_in_channel');
    const read = readContent(state, args);
    if (!read.ok) return read.refusal;
    const message = addMessage(world, channel, {
      ...read.content,
      user: state.team.botUserId,
      onlyFor: args.user,
      ...(args.thread_ts === undefined ? {} : { threadTs: args.thread_ts }),
    });
    return { ok: true, message_ts: message.ts };
  },
);

export const permalink = handler(
  z.object({ channel: z.string(), message_ts: z.string() }),
  ({ state }, args, origin) => {
    const channel = channelForBot(state, args.channel);
    if (channel === undefined) return refuse('channel_not_found');
    const message = findMessage(channel, args.message_ts);
    if (message === undefined || message.onlyFor !== undefined) return refuse('message_not_found');
    const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
    const url = `${origin}/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
    return { ok: true, channel: channel.id, permalink: url };
  },
);

/** A conversation by its id, a public channel by its name, or a person's direct messages by the person's id. */
function destination(world: World, given: string): Channel | undefined {
  const { state } = world;
  const person = state.people.get(given);
  if (person !== undefined) {
    const isOurs = !person.isBot && !person.isDeleted && person.teamId === undefined;
    return isOurs ? directChannel(state, given, world.now()) : undefined;
  }
  const name = given.replace(/^#/, '');
  const byName = [...state.channels.values()].find((channel) => channel.name === name);
  return channelForBot(state, byName?.id ?? given);
}

function ownMessage(state: State, args: { readonly channel: string; readonly ts: string }, notOurs: string) {
  const channel = channelForBot(state, args.channel);
  if (channel === undefined) return { error: 'channel_not_found' };
  const message = findMessage(channel, args.ts);
  if (message === undefined || message.onlyFor !== undefined) return { error: 'message_not_found' };
  if (message.user !== state.team.botUserId || message.subtype !== undefined) return { error: notOurs };
  return channel.isArchived ? { error: 'is_inactive' } : { channel, message };
}
