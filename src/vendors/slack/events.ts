/** An event of ours: the names under which an app subscribes to it, and the bot scopes it needs. */
interface SlackEventFacts {
  readonly subscriptions: readonly string[];
  readonly scopes: readonly string[];
}

const publicChannels = ['channels:read'];
const privateChannels = ['groups:read'];
const allChannels = [...publicChannels, ...privateChannels];

/** Every event a command may hear, by the type that arrives; what is not listed cannot be subscribed to. */
const slackEvents: Readonly<Record<string, SlackEventFacts>> = {
  app_home_opened: event('app_home_opened', []),
  app_mention: event('app_mention', ['app_mentions:read']),
  channel_archive: event('channel_archive', publicChannels),
  channel_left: event('channel_left', publicChannels),
  channel_rename: event('channel_rename', publicChannels),
  channel_unarchive: event('channel_unarchive', publicChannels),
  group_archive: event('group_archive', privateChannels),
  group_left: event('group_left', privateChannels),
  group_rename: event('group_rename', privateChannels),
  group_unarchive: event('group_unarchive', privateChannels),
  member_joined_channel: event('member_joined_channel', allChannels),
  member_left_channel: event('member_left_channel', allChannels),
  message: {
    subscriptions: ['message.channels', 'message.groups'],
    scopes: ['channels:history', 'groups:history'],
  },
  reaction_added: event('reaction_added', ['reactions:read']),
  reaction_removed: event('reaction_removed', ['reactions:read']),
};

/** What an app must ask for to be told of events of this type. Throws for one that is not listed above. */
export function slackEvent(type: string): SlackEventFacts {
  const facts = Object.hasOwn(slackEvents, type) ? slackEvents[type] : undefined;
  if (!facts) throw new Error(`no such event: ${type}; src/vendors/slack/events.ts lists them`);
  return facts;
}

function event(name: string, scopes: readonly string[]): SlackEventFacts {
  return { subscriptions: [name], scopes };
}
