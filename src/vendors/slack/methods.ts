/**
 * A Web API method of ours: the bot scopes it needs (all of them, as we use it), and whether it changes something that a repetition would change again.
 * Joining a channel, opening a direct one, asking where to upload and putting up a home may be repeated without anybody noticing.
 */
interface SlackMethodFacts {
  readonly scopes: readonly string[];
  readonly writes: boolean;
}

/** Every method this adapter calls; nothing else can be called. */
export const slackMethods = {
  'api.test': { scopes: [], writes: false },
  'apps.connections.open': { scopes: [], writes: false },
  'auth.test': { scopes: [], writes: false },
  'chat.getPermalink': { scopes: [], writes: false },
  'chat.postEphemeral': { scopes: ['chat:write'], writes: true },
  'chat.postMessage': { scopes: ['chat:write'], writes: true },
  'chat.update': { scopes: ['chat:write'], writes: true },
  'conversations.create': { scopes: ['channels:manage', 'groups:write'], writes: true },
  'conversations.history': { scopes: ['channels:history', 'groups:history', 'im:history'], writes: false },
  'conversations.info': { scopes: ['channels:read', 'groups:read'], writes: false },
  'conversations.invite': { scopes: ['channels:manage', 'groups:write'], writes: true },
  'conversations.join': { scopes: ['channels:join'], writes: false },
  'conversations.list': { scopes: ['channels:read', 'groups:read'], writes: false },
  'conversations.members': { scopes: ['channels:read', 'groups:read'], writes: false },
  'conversations.open': { scopes: ['im:write'], writes: false },
  'conversations.replies': { scopes: ['channels:history', 'groups:history'], writes: false },
  'conversations.setTopic': { scopes: ['channels:manage', 'groups:write'], writes: true },
  'files.completeUploadExternal': { scopes: ['files:write'], writes: true },
  'files.getUploadURLExternal': { scopes: ['files:write'], writes: false },
  'pins.add': { scopes: ['pins:write'], writes: true },
  'users.info': { scopes: ['users:read', 'users:read.email'], writes: false },
  'users.list': { scopes: ['users:read', 'users:read.email'], writes: false },
  'users.lookupByEmail': { scopes: ['users:read', 'users:read.email'], writes: false },
  'views.open': { scopes: [], writes: true },
  'views.publish': { scopes: [], writes: false },
  'views.update': { scopes: [], writes: true },
} as const satisfies Readonly<Record<string, SlackMethodFacts>>;

export type SlackMethod = keyof typeof slackMethods;
