import { z } from 'zod';
import { archive, join, nameProblem, rename, setLabel } from '#playground/workspace/membership.ts';
import { type ApiResult, flag, type Handler, handler, limit, page, refuse } from '#playground/workspace/method.ts';
import {
  addChannel,
  type Channel,
  channelForBot,
  directChannel,
  nextId,
  type State,
} from '#playground/workspace/state.ts';
import { wireChannel } from '#playground/workspace/wire.ts';
import type { World } from '#playground/workspace/world.ts';

const one = { channel: z.string() };

export const createConversation = handler(z.object({ name: z.string(), is_private: flag }), (world, args) => {
  const problem = nameProblem(world, args.name);
  if (problem !== null) return refuse(problem);
  const { state } = world;
  const creator = state.team.botUserId;
  const kind = args.is_private ? 'private' : 'public';
  const id = nextId(state, 'C');
  const channel = addChannel(state, { id, name: args.name, kind, creator, members: [creator], now: world.now() });
  world.changed();
  return { ok: true, channel: wireChannel(state, channel) };
});

export const conversationInfo = handler(z.object({ ...one, include_num_members: flag }), ({ state }, args) => {
  const channel = channelForBot(state, args.channel);
  if (channel === undefined) return refuse('channel_not_found');
  const count = args.include_num_members ? { num_members: channel.members.size } : {};
  return { ok: true, channel: { ...wireChannel(state, channel), ...count } };
});

const kinds = { public_channel: 'public', private_channel: 'private', im: 'im' } as const;

export const listConversations = handler(
  z.object({
    types: z.string().default('public_channel'),
    exclude_archived: flag,
    limit,
    cursor: z.string().optional(),
  }),
  ({ state }, args) => {
    const types = z
      .array(z.enum(['public_channel', 'private_channel', 'im', 'mpim']))
      .safeParse(args.types.split(/\s*,\s*/));
    if (!types.success) return refuse('invalid_types');
    const wanted = types.data.flatMap((type) => (type === 'mpim' ? [] : [kinds[type]]));
    const channels = [...state.channels.values()].filter(
      (channel) =>
        wanted.includes(channel.kind) &&
        channelForBot(state, channel.id) !== undefined &&
        !(args.exclude_archived && channel.isArchived),
    );
    const found = page(channels, args.limit, args.cursor);
    if (found === null) return refuse('invalid_cursor');
    return {
      ok: true,
      channels: found.items.map((channel) => ({ ...wireChannel(state, channel), num_members: channel.members.size })),
      response_metadata: { next_cursor: found.next },
    };
  },
);

export const joinConversation = handler(z.object(one), (world, args) => {
  const { state } = world;
  const channel = channelForBot(state, args.channel);
  if (channel === undefined) return refuse('channel_not_found');
  if (channel.kind !== 'public') return refuse('method_not_supported_for_channel_type');
  if (channel.isArchived) return refuse('is_archived');
  if (channel.members.has(state.team.botUserId)) {
    const warnings = { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } };
    return { ok: true, channel: wireChannel(state, channel), ...warnings };
  }
  join(world, channel, [state.team.botUserId], null);
  return { ok: true, channel: wireChannel(state, channel) };
});

export const inviteToConversation = handler(
  z.object({ ...one, users: z.string(), force: flag }),
  insideChannel((world, channel, args: { readonly users: string; readonly force: boolean }) => {
    const { state } = world;
    const users = [...new Set(args.users.split(',').map((user) => user.trim()))].filter((user) => user !== '');
    if (users.length === 0) return refuse('no_user');
    const errors = users.flatMap((user) => {
      const error = inviteProblem(state, channel, user);
      return error === null ? [] : [{ user, ok: false, error }];
    });
    const welcome = users.filter((user) => !errors.some((error) => error.user === user));
    const [first] = errors;
    if (first !== undefined && !(args.force && welcome.length > 0)) return refuse(first.error, { errors });
    join(world, channel, welcome, state.team.botUserId);
    return { ok: true, channel: wireChannel(state, channel), ...(first === undefined ? {} : { errors }) };
  }),
);

function inviteProblem(state: State, channel: Channel, user: string): string | null {
  if (user === state.team.botUserId) return 'cant_invite_self';
  const person = state.people.get(user);
  if (person === undefined) return 'user_not_found';
  if (person.isDeleted) return 'cant_invite';
  // Only a person can bring in somebody of another workspace, by an invitation to share the channel.
  if (person.teamId !== undefined) return 'user_team_not_in_channel';
  return channel.members.has(user) ? 'already_in_channel' : null;
}

export const conversationMembers = handler(
  z.object({ ...one, limit, cursor: z.string().optional() }),
  ({ state }, args) => {
    const channel = channelForBot(state, args.channel);
    if (channel === undefined) return refuse('channel_not_found');
    const found = page([...channel.members], args.limit, args.cursor);
    if (found === null) return refuse('invalid_cursor');
    return { ok: true, members: found.items, response_metadata: { next_cursor: found.next } };
  },
);

export const setTopic = setLabelOf('topic');
export const setPurpose = setLabelOf('purpose');

function setLabelOf(which: 'topic' | 'purpose'): Handler {
  const change = insideChannel((world, channel, args: Readonly<Record<'topic' | 'purpose', string>>) => {
    if ([...args[which]].length > 250) return refuse('too_long');
    if (channel[which].value !== args[which]) setLabel(world, channel, world.state.team.botUserId, which, args[which]);
    return { ok: true, channel: wireChannel(world.state, channel), [which]: args[which] };
  });
  const text = z.string();
  const other = z.string().default('');
  return handler(
    z.object({ ...one, topic: which === 'topic' ? text : other, purpose: which === 'purpose' ? text : other }),
    change,
  );
}

export const archiveConversation = handler(z.object(one), (world, args) => {
  const channel = channelForBot(world.state, args.channel);
  if (channel === undefined) return refuse('channel_not_found');
  if (channel.isArchived) return refuse('already_archived');
  if (channel.name === 'general') return refuse('cant_archive_general');
  if (!channel.members.has(world.state.team.botUserId)) return refuse('not_in_channel');
  archive(world, channel, world.state.team.botUserId);
  return { ok: true };
});

export const renameConversation = handler(
  z.object({ ...one, name: z.string() }),
  insideChannel((world, channel, args: { readonly name: string }) => {
    const problem = nameProblem(world, args.name);
    if (problem !== null) return refuse(problem);
    if (channel.creator !== world.state.team.botUserId) return refuse('not_authorized');
    rename(world, channel, world.state.team.botUserId, args.name);
    return { ok: true, channel: wireChannel(world.state, channel) };
  }),
);

export const openConversation = handler(
  z.object({ users: z.string().optional(), channel: z.string().optional(), return_im: flag }),
  (world, args) => {
    const { state } = world;
    if (args.channel !== undefined) {
      const channel = channelForBot(state, args.channel);
      return channel === undefined ? refuse('channel_not_found') : { ok: true, channel: { id: channel.id } };
    }
    const users = (args.users ?? '').split(',').filter((user) => user !== '');
    const [user] = users;
    if (user === undefined) return refuse('users_list_not_supplied');
    if (users.length > 1) return refuse('method_not_supported_for_channel_type');
    const person = state.people.get(user);
    if (person === undefined) return refuse('user_not_found');
    if (person.isBot) return refuse('cannot_dm_bot');
    if (person.isDeleted) return refuse('user_disabled');
    if (person.teamId !== undefined) return refuse('user_not_visible');
    const channel = directChannel(state, user, world.now());
    return { ok: true, channel: args.return_im ? wireChannel(state, channel) : { id: channel.id } };
  },
);

/** For methods that change a channel: it must be known, not archived, and the app must be in it. */
function insideChannel<Args>(
  change: (world: World, channel: Channel, args: Args) => ApiResult,
): (world: World, args: Args & { readonly channel: string }) => ApiResult {
  return (world, args) => {
    const channel = channelForBot(world.state, args.channel);
    if (channel === undefined) return refuse('channel_not_found');
    if (channel.kind === 'im') return refuse('method_not_supported_for_channel_type');
    if (channel.isArchived) return refuse('is_archived');
    if (!channel.members.has(world.state.team.botUserId)) return refuse('not_in_channel');
    return change(world, channel, args);
  };
}
