import type { Handler } from './method.ts';
import { botInfo, openConnection, testApi, testAuth } from './methods/about.ts';
import { deleteMessage, permalink, postEphemeral, postMessage, updateMessage } from './methods/chat.ts';
import {
  archiveConversation,
  conversationInfo,
  conversationMembers,
  createConversation,
  inviteToConversation,
  joinConversation,
  listConversations,
  openConversation,
  renameConversation,
  setPurpose,
  setTopic,
} from './methods/conversations.ts';
import { completeUpload, getUploadUrl } from './methods/files.ts';
import { history, replies } from './methods/history.ts';
import { addBookmark, addPin, addReaction, getReactions, listBookmarks, listPins, removePin } from './methods/marks.ts';
import { listUserGroups, listUserGroupUsers, listUsers, lookupByEmail, userInfo } from './methods/people.ts';
import { openView, publishView, pushOntoViews, updateView } from './methods/views.ts';

/** Calls a minute: Slack's tiers. `post` is `chat.postMessage`'s own rule, one a second and channel. */
export type Tier = 1 | 2 | 3 | 4 | 'post' | 'none';

/** `scopes`: one, or the public, private and direct kind of one, of which the conversation in question decides. */
export interface Method {
  readonly name: string;
  readonly tier: Tier;
  readonly scopes: readonly string[];
  readonly handle: Handler;
}

const manage = ['channels:manage', 'groups:write', 'im:write'];
const read = ['channels:read', 'groups:read', 'im:read'];
const past = ['channels:history', 'groups:history', 'im:history'];

export const methods: ReadonlyMap<string, Method> = table([
  ['api.test', 'none', [], testApi],
  ['apps.connections.open', 3, [], openConnection],
  ['auth.test', 'none', [], testAuth],
  ['bookmarks.add', 2, ['bookmarks:write'], addBookmark],
  ['bookmarks.list', 3, ['bookmarks:read'], listBookmarks],
  ['bots.info', 3, ['users:read'], botInfo],
  ['chat.delete', 3, ['chat:write'], deleteMessage],
  ['chat.getPermalink', 'none', [], permalink],
  ['chat.postEphemeral', 4, ['chat:write'], postEphemeral],
  ['chat.postMessage', 'post', ['chat:write'], postMessage],
  ['chat.update', 3, ['chat:write'], updateMessage],
  ['conversations.archive', 2, manage, archiveConversation],
  ['conversations.create', 2, manage, createConversation],
  ['conversations.history', 3, past, history],
  ['conversations.info', 3, read, conversationInfo],
  ['conversations.invite', 3, manage, inviteToConversation],
  ['conversations.join', 3, ['channels:join'], joinConversation],
  ['conversations.list', 2, read, listConversations],
  ['conversations.members', 4, read, conversationMembers],
  ['conversations.open', 3, ['im:write'], openConversation],
  ['conversations.rename', 2, manage, renameConversation],
  ['conversations.replies', 3, past, replies],
  ['conversations.setPurpose', 2, manage, setPurpose],
  ['conversations.setTopic', 2, manage, setTopic],
  ['files.completeUploadExternal', 4, ['files:write'], completeUpload],
  ['files.getUploadURLExternal', 4, ['files:write'], getUploadUrl],
  ['pins.add', 2, ['pins:write'], addPin],
  ['pins.list', 2, ['pins:read'], listPins],
  ['pins.remove', 2, ['pins:write'], removePin],
  ['reactions.add', 3, ['reactions:write'], addReaction],
  ['reactions.get', 3, ['reactions:read'], getReactions],
  ['usergroups.list', 2, ['usergroups:read'], listUserGroups],
  ['usergroups.users.list', 2, ['usergroups:read'], listUserGroupUsers],
  ['users.info', 4, ['users:read'], userInfo],
  ['users.list', 2, ['users:read'], listUsers],
  ['users.lookupByEmail', 3, ['users:read.email'], lookupByEmail],
  ['views.open', 4, [], openView],
  ['views.publish', 4, [], publishView],
  ['views.push', 4, [], pushOntoViews],
  ['views.update', 4, [], updateView],
]);

function table(rows: readonly (readonly [string, Tier, readonly string[], Handler])[]): ReadonlyMap<string, Method> {
  return new Map(rows.map(([name, tier, scopes, handle]) => [name, { name, tier, scopes, handle }]));
}
