import type { Person } from './people.ts';
import {
  type Channel,
  findMessage,
  isShared,
  type Json,
  type Message,
  repliesTo,
  type State,
  type View,
} from './state.ts';
import { wireFile } from './wire-file.ts';

/** A person as `users.info` shows them; of somebody deactivated there is less. */
export function wirePerson(state: State, person: Person, withEmail: boolean): Json {
  return {
    id: person.id,
    team_id: person.teamId ?? state.team.id,
    name: person.name,
    real_name: person.realName,
    deleted: person.isDeleted ?? false,
    ...(person.teamId === undefined ? {} : { is_stranger: isStranger(state, person) }),
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

/** In no channel together with the app. */
function isStranger(state: State, person: Person): boolean {
  return ![...state.channels.values()].some(
    ({ members }) => members.has(person.id) && members.has(state.team.botUserId),
  );
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
    is_shared: isShared(state, channel),
    is_ext_shared: isShared(state, channel),
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
  const subtype = message.subtype ?? (message.broadcast ? 'thread_broadcast' : undefined);
  return {
    type: 'message',
    ...(subtype === undefined ? {} : { subtype }),
    user: message.user,
    text: message.text,
    ts: message.ts,
    ...wireTeam(state, message),
    ...(message.clientId === undefined ? {} : { client_msg_id: message.clientId }),
    ...(byBot ? { bot_id: state.team.botId, app_id: state.team.appId } : {}),
    ...(message.blocks === undefined ? {} : { blocks: message.blocks }),
    ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
    ...(message.metadata === undefined || !withMetadata ? {} : { metadata: message.metadata }),
    ...(message.edited === undefined ? {} : { edited: message.edited }),
    ...(message.pinned === undefined ? {} : { pinned_to: [channel.id] }),
    ...(message.reactions.length === 0
      ? {}
      : { reactions: message.reactions.map(({ name, users }) => ({ name, users, count: users.length })) }),
    ...wireFiles(state, channel, message),
    ...wireThread(state, channel, message),
  };
}

function wireTeam(state: State, message: Message): Json {
  const elsewhere = state.people.get(message.user)?.teamId;
  const team = elsewhere ?? state.team.id;
  return elsewhere === undefined ? { team } : { team, user_team: team, source_team: team };
}

function wireFiles(state: State, channel: Channel, { files = [] }: Message): Json {
  const shown = files.flatMap((id) => state.files.get(id) ?? []).map((file) => wireFile(state, channel, file));
  return shown.length === 0 ? {} : { files: shown, upload: true, display_as_bot: false };
}

function wireThread(state: State, channel: Channel, message: Message): Json {
  if (message.threadTs !== undefined && message.threadTs !== message.ts) {
    const parent = findMessage(channel, message.threadTs);
    return {
      thread_ts: message.threadTs,
      ...(parent === undefined ? {} : { parent_user_id: parent.user }),
      ...(parent === undefined || !message.broadcast ? {} : { root: wireMessage(state, channel, parent) }),
    };
  }
  const replies = repliesTo(channel, message.ts);
  const last = replies.at(-1);
  if (last === undefined) return {};
  const users = [...new Set(replies.map((reply) => reply.user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users,
    latest_reply: last.ts,
    is_locked: false,
    subscribed: false,
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
