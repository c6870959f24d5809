import { IntegrationError } from '#src/errors.ts';
import type { ChatChannel } from '#src/ports/chat.ts';
import type { Call } from './call.ts';
import { everyPage } from './pages.ts';
import { channelAnswer, channelPage, type ListedChannel } from './schema.ts';

/** Every channel we can see: the public ones and the private ones we are in. */
export async function* everyChannel(call: Call, { archived }: { readonly archived: boolean }) {
  // 999 is Slack's most for one page.
  const args = { types: 'public_channel,private_channel', exclude_archived: !archived, limit: 999 };
  for await (const page of everyPage(call, 'conversations.list', args, channelPage)) yield* page.channels;
}

export interface Rooms {
  /** The channel by that name, joined if we were not in it. */
  enter(name: string): Promise<ChatChannel>;
  /** It is not as remembered: look again next time. Whether it is a room that was entered. */
  forget(channel: string): boolean;
}

/** Rooms by name. The list is walked for what is not remembered, and everything seen on the way is remembered. */
export function createRooms(call: Call): Rooms {
  const known = new Map<string, ListedChannel>();
  const entered = new Set<string>();

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
      entered.add(channel.id);
      return { id: channel.id, name: channel.name };
    },
    forget(id) {
      const names = [...known].filter(([, channel]) => channel.id === id).map(([name]) => name);
      for (const name of names) known.delete(name);
      return entered.has(id);
    },
  };
}
