import type { Channel, Json, State } from './state.ts';

/** What an app needs to hear an event. `scopes`: one, or the public, private and direct kind of one. `everywhere`: even where it is no member. */
interface Rule {
  readonly scopes: readonly string[];
  readonly everywhere?: true;
}

const comings: Rule = { scopes: ['channels:read', 'groups:read'] };
const channels: Rule = { scopes: ['channels:read'], everywhere: true };
const groups: Rule = { scopes: ['groups:read'] };
const reactions: Rule = { scopes: ['reactions:read'] };

const rules: Readonly<Record<string, Rule>> = {
  app_home_opened: { scopes: [] },
  app_mention: { scopes: ['app_mentions:read'] },
  channel_archive: channels,
  channel_left: { scopes: ['channels:read'] },
  channel_rename: channels,
  channel_unarchive: channels,
  group_archive: groups,
  group_left: groups,
  group_rename: groups,
  group_unarchive: groups,
  member_joined_channel: comings,
  member_left_channel: comings,
  'message.channels': { scopes: ['channels:history'] },
  'message.groups': { scopes: ['groups:history'] },
  'message.im': { scopes: ['im:history'] },
  reaction_added: reactions,
  reaction_removed: reactions,
};

const families = { public: 'channels', private: 'groups', im: 'im' } as const;
const kinds = ['public', 'private', 'im'] as const;

/** Whether Slack tells the app of an event: it subscribed, has the scope, and is there. */
export function hears(
  app: {
    readonly state: State;
    readonly subscribed: readonly string[];
    readonly scopes: { has(scope: string): boolean };
  },
  event: Json,
  channel: Channel | null,
): boolean {
  const kind = channel?.kind ?? 'public';
  const name = event['type'] === 'message' ? `message.${families[kind]}` : String(event['type']);
  const rule = rules[name];
  if (rule === undefined || !app.subscribed.includes(name)) return false;
  const needed = rule.scopes[kinds.indexOf(kind)] ?? rule.scopes[0];
  if (needed !== undefined && !app.scopes.has(needed)) return false;
  return channel === null || rule.everywhere === true || channel.members.has(app.state.team.botUserId);
}

/** A person's message that names the app is told twice, as a message and as a mention: when it is new, and again when it was edited. */
export function mentionIn({ team }: State, event: Json): Json | null {
  const said = event['subtype'] === 'message_changed' ? editedMessage(event) : newMessage(event);
  if (said === null || said['bot_id'] !== undefined || event['channel_type'] === 'im') return null;
  return String(said['text']).includes(`<@${team.botUserId}>`) ? { ...said, type: 'app_mention' } : null;
}

function newMessage(event: Json): Json | null {
  const { channel_type: _, subtype, ...rest } = event;
  if (event['type'] !== 'message') return null;
  if (subtype === 'thread_broadcast') return { ...rest, subtype };
  return subtype === undefined || subtype === 'file_share' ? rest : null;
}

function editedMessage({ message, channel, event_ts }: Json): Json | null {
  const isPlain = typeof message === 'object' && message !== null && 'edited' in message;
  return isPlain ? { ...message, channel, event_ts } : null;
}
