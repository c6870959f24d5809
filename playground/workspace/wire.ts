import type { Channel, Json, Message, Person, State, View } from './state.ts';

/** A person as `users.info` shows them. */
export function wirePerson(state: State, person: Person, withEmail: boolean): Json {
  return {
    id: person.id,
    team_id: state.team.id,
    name: person.name,
    real_name: person.realName,
    deleted: false,
    tz: 'Etc/UTC',
    tz_offset: 0,
    is_bot: person.isBot,
    is_app_user: false,
    is_admin: false,
    is_owner: false,
    is_restricted: person.isGuest,
    is_ultra_restricted: false,
    profile: {
      real_name: person.realName,
      display_name: person.name,
      title: person.title,
      ...(withEmail && person.email !== null ? { email: person.email } : {}),
      ...(person.isBot ? { bot_id: state.team.botId, api_app_id: state.team.appId } : {}),
    },
  };
}

export function wireChannel(state: State, channel: Channel): Json {
  if (channel.kind === 'im') {
    const { id, created, withUser, isArchived } = channel;
    return { id, created, is_im: true, is_archived: isArchived, user: withUser, is_open: true };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_archived: channel.isArchived,
    is_general: channel.name === 'general',
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    is_member: channel.members.has(state.team.botUserId),
    creator: channel.creator,
    created: channel.created,
    topic: wireLabel(channel.topic),
    purpose: wireLabel(channel.purpose),
    context_team_id: state.team.id,
  };
}

function wireLabel({ value, creator, lastSet }: Channel['topic']): Json {
  return { value, creator, last_set: lastSet };
}

/** A message as history and events show it; metadata only where it was asked for. */
export function wireMessage(state: State, channel: Channel, message: Message, withMetadata = false): Json {
  const byBot = message.user === state.team.botUserId && message.subtype === undefined;
  const replies = channel.messages.filter((other) => other.threadTs === message.ts && other.ts !== message.ts);
  const subtype = message.subtype ?? (message.broadcast ? 'thread_broadcast' : undefined);
  return {
    type: 'message',
    ...(subtype === undefined ? {} : { subtype }),
    user: message.user,
    text: message.text,
    ts: message.ts,
    team: state.team.id,
    ...(byBot ? { bot_id: state.team.botId, app_id: state.team.appId } : {}),
    ...(message.blocks === undefined ? {} : { blocks: message.blocks }),
    ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
    ...(message.metadata === undefined || !withMetadata ? {} : { metadata: message.metadata }),
    ...(message.edited === undefined ? {} : { edited: message.edited }),
    ...(message.pinned === undefined ? {} : { pinned_to: [channel.id] }),
    ...(message.reactions.length === 0
      ? {}
      : { reactions: message.reactions.map(({ name, users }) => ({ name, users, count: users.length })) }),
    ...wireThread(message, replies),
  };
}

function wireThread(message: Message, replies: readonly Message[]): Json {
  if (message.threadTs !== undefined && message.threadTs !== message.ts) return { thread_ts: message.threadTs };
  const last = replies.at(-1);
  if (last === undefined) return {};
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: [...new Set(replies.map((reply) => reply.user))],
    latest_reply: last.ts,
  };
}

/** A view as the app gets it back, with what was filled in. */
export function wireView(state: State, view: View, values: Json = {}): Json {
  const { payload } = view;
  return {
    id: view.id,
    team_id: state.team.id,
    app_id: state.team.appId,
    app_installed_team_id: state.team.id,
    bot_id: state.team.botId,
    title: null,
    submit: null,
    close: null,
    callback_id: '',
    external_id: '',
    private_metadata: '',
    clear_on_close: false,
    notify_on_close: false,
    ...payload,
    state: { values },
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
  };
}
