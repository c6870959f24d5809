/**
 * A Web API method of ours: the bot scopes it needs (all of them, as we use it), and whether it changes something that a repetition would change again.
 * Joining a room and opening a direct channel may be repeated without anybody noticing.
 */
interface SlackMethodFacts {
  readonly scopes: readonly string[];
  readonly writes: boolean;
}

/** Every method this adapter calls; nothing else can be called. */
export const slackMethods = {
  'auth.test': { scopes: [], writes: false },
  'chat.postMessage': { scopes: ['chat:write'], writes: true },
  'chat.update': { scopes: ['chat:write'], writes: true },
  'conversations.create': { scopes: ['channels:manage', 'groups:write'], writes: true },
  'conversations.history': { scopes: ['channels:history', 'groups:history'], writes: false },
  'conversations.invite': { scopes: ['channels:manage', 'groups:write'], writes: true },
  'conversations.join': { scopes: ['channels:join'], writes: false },
  'conversations.list': { scopes: ['channels:read', 'groups:read'], writes: false },
  'conversations.open': { scopes: ['im:write'], writes: false },
  'conversations.setTopic': { scopes: ['channels:manage', 'groups:write'], writes: true },
  'pins.add': { scopes: ['pins:write'], writes: true },
  'users.info': { scopes: ['users:read', 'users:read.email'], writes: false },
  'views.open': { scopes: [], writes: true },
  'views.update': { scopes: [], writes: true },
} as const satisfies Readonly<Record<string, SlackMethodFacts>>;

export type SlackMethod = keyof typeof slackMethods;
