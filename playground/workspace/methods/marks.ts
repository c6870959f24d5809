import { z } from 'zod';
import { type ApiResult, handler, refuse } from '#playground/workspace/method.ts';
import { react } from '#playground/workspace/reacting.ts';
import {
  type Bookmark,
  type Channel,
  channelForBot,
  findMessage,
  type Message,
  nextId,
  replaceMessage,
} from '#playground/workspace/state.ts';
import { wireMessage } from '#playground/workspace/wire.ts';
import type { World } from '#playground/workspace/world.ts';

/** Pins, reactions and bookmarks: what is stuck to messages and channels. */

const item = z.object({ channel: z.string(), timestamp: z.string().optional() });

export const addPin = handler(
  item,
  onMessage((world, channel, message) => {
    if (message.pinned !== undefined) return refuse('already_pinned');
    const pinned = { by: world.state.team.botUserId, at: Math.floor(world.now() / 1000) };
    replaceMessage(channel, { ...message, pinned });
    world.changed();
    return { ok: true };
  }),
);

export const removePin = handler(
  item,
  onMessage((world, channel, { pinned, ...message }) => {
    if (pinned === undefined) return refuse('not_pinned');
    replaceMessage(channel, message);
    world.changed();
    return { ok: true };
  }),
);

export const listPins = handler(z.object({ channel: z.string() }), ({ state }, args) => {
  const channel = channelForBot(state, args.channel);
  if (channel === undefined) return refuse('channel_not_found');
  const items = channel.messages.flatMap((message) =>
    message.pinned === undefined
      ? []
      : [
          {
            type: 'message',
            channel: channel.id,
            created: message.pinned.at,
            created_by: message.pinned.by,
            message: wireMessage(state, channel, message),
          },
        ],
  );
  return { ok: true, items };
});

const emojiName = /^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/;

export const addReaction = handler(
  item.extend({ name: z.string() }),
  onMessage((world, channel, message, args: { readonly name: string }) => {
    if (!emojiName.test(args.name)) return refuse('invalid_name');
    const reaction = { user: world.state.team.botUserId, name: args.name, remove: false };
    return react(world, channel, message, reaction) ? { ok: true } : refuse('already_reacted');
  }),
);

export const getReactions = handler(
  item,
  onMessage((world, channel, message) => ({
    ok: true,
    type: 'message',
    channel: channel.id,
    message: wireMessage(world.state, channel, message),
  })),
);

export const addBookmark = handler(
  z.object({
    channel_id: z.string(),
    title: z.string().min(1).max(256),
    type: z.string(),
    link: z.string().max(2048).optional(),
    emoji: z.string().default(''),
  }),
  (world, args) => {
    const channel = channelForBot(world.state, args.channel_id);
    if (channel === undefined) return refuse('channel_not_found');
    if (channel.isArchived) return refuse('is_archived');
    if (!channel.members.has(world.state.team.botUserId)) return refuse('not_in_channel');
    if (args.type !== 'link') return refuse('invalid_bookmark_type');
    if (!/^https?:\/\//.test(args.link ?? '')) return refuse('invalid_link');
    if (channel.bookmarks.length >= 100) return refuse('too_many_bookmarks');
    const { title, emoji, link = '' } = args;
    const created = Math.floor(world.now() / 1000);
    const bookmark: Bookmark = { id: nextId(world.state, 'Bk'), title, link, emoji, created };
    channel.bookmarks = [...channel.bookmarks, bookmark];
    world.changed();
    return { ok: true, bookmark: wireBookmark(world, channel, bookmark) };
  },
);

export const listBookmarks = handler(z.object({ channel_id: z.string() }), (world, args) => {
  const channel = channelForBot(world.state, args.channel_id);
  if (channel === undefined) return refuse('channel_not_found');
  return { ok: true, bookmarks: channel.bookmarks.map((bookmark) => wireBookmark(world, channel, bookmark)) };
});

function wireBookmark({ state: { team } }: World, channel: Channel, { created, ...bookmark }: Bookmark) {
  return {
    ...bookmark,
    channel_id: channel.id,
    type: 'link',
    date_created: created,
    date_updated: 0,
    app_id: team.appId,
  };
}

/** For methods about one message in a channel the app is in. */
function onMessage<Args>(
  run: (world: World, channel: Channel, message: Message, args: Args) => ApiResult,
): (world: World, args: Args & { readonly channel: string; readonly timestamp?: string | undefined }) => ApiResult {
  return (world, args) => {
    const channel = channelForBot(world.state, args.channel);
    if (channel === undefined) return refuse('channel_not_found');
    if (args.timestamp === undefined) return refuse('no_item_specified');
    if (channel.isArchived) return refuse('is_archived');
    if (!channel.members.has(world.state.team.botUserId)) return refuse('not_in_channel');
    const message = findMessage(channel, args.timestamp);
    if (message === undefined || message.onlyFor !== undefined) return refuse('message_not_found');
    return run(world, channel, message, args);
  };
}
