import { IntegrationError } from '#src/errors.ts';
import type { Chat, ChatChannel } from '#src/ports/chat.ts';
import type { Call } from './call.ts';
import { everyPage } from './pages.ts';
import { unlessRefused } from './refusal.ts';
import { channelAnswer, channelFacts, channelPage, type ListedChannel, membersPage } from './schema.ts';

/** Every channel we can see: the public ones and the private ones we are in. */
export async function* everyChannel(call: Call, { archived }: { readonly archived: boolean }) {
  // 999 is Slack's most for one page.
  const args = { types: 'public_channel,private_channel', exclude_archived: !archived, limit: 999 };
  for await (const page of everyPage(call, 'conversations.list', args, channelPage)) yield* page.channels;
}

export interface Rooms {
  /** The channel by that name, joined if we were not in it. */
  enter(name: string): Promise<ChatChannel>;
  /** It is not as remembered: look again next time. */
  forget(channel: string): void;
}

/** Rooms by name. The list is walked for what is not remembered, and everything seen on the way is remembered. */
export function createRooms(call: Call): Rooms {
  const known = new Map<string, ListedChannel>();

  async function find(name: string): Promise<ListedChannel> {
    const remembered = known.get(name);
    if (remembered) return remembered;
    for await (const channel of everyChannel(call, { archived: false })) {
      known.set(channel.name, channel);
      if (channel.name === name) return channel;
    }
    throw new IntegrationError({ vendor: 'slack', code: 'channel_not_found', retryable: false, ambiguous: false });
  }

  return {
    async enter(name) {
      const channel = await find(name);
      if (!channel.is_member) {
        await call('conversations.join', { channel: channel.id }, channelAnswer);
        known.set(name, { ...channel, is_member: true });
      }
      return { id: channel.id, name: channel.name };
    },
    forget(id) {
      const names = [...known].filter(([, channel]) => channel.id === id).map(([name]) => name);
      for (const name of names) known.delete(name);
    },
  };
}

/** See `Chat.seenChannels`. */
export async function seenChannels(call: Call, names: readonly string[]): Promise<readonly string[]> {
  const seen = new Set<string>();
  if (names.length === 0) return [];
  for await (const { name } of everyChannel(call, { archived: false })) {
    if (names.includes(name)) seen.add(name);
    if (seen.size === names.length) break;
  }
  return [...seen];
}

/** See `Chat.isPrivate`. */
export async function isPrivate(call: Call, id: string): Promise<boolean> {
  return (await call('conversations.info', { channel: id }, channelFacts)).channel.is_private;
}

/** See `Chat.members`. */
export async function membersOf(call: Call, channel: string): Promise<readonly string[]> {
  const people: string[] = [];
  const args = { channel, limit: 1_000 };
  for await (const { members } of everyPage(call, 'conversations.members', args, membersPage)) people.push(...members);
  return people;
}

/** See `Chat.enter`. */
export async function enterById(call: Call, id: string): ReturnType<Chat['enter']> {
  const answer = await unlessRefused(['channel_not_found'], call('conversations.info', { channel: id }, channelFacts));
  if (answer === null) return null;
  const { name, is_im, is_mpim, is_private, is_archived, is_member, is_ext_shared, is_general } = answer.channel;
  if (name === undefined || is_im || is_mpim || is_archived || is_ext_shared || is_general) return null;
  if (!is_member) {
    const joined = call('conversations.join', { channel: id }, channelAnswer);
    const refusals = ['channel_not_found', 'is_archived', 'method_not_supported_for_channel_type'];
    if ((await unlessRefused(refusals, joined)) === null) return null;
  }
  return { id: answer.channel.id, name, restricted: is_private };
}
