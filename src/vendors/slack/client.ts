import { IntegrationError } from '#src/errors.ts';
import type { Chat, PostedMessage } from '#src/ports/chat.ts';
import { type CallOptions, createCall } from './call.ts';
import { createRooms, everyChannel } from './channels.ts';
import { everyPage } from './pages.ts';
import { personOf } from './person.ts';
import { type Content, respond } from './respond.ts';
import { anything, authTest, channelAnswer, directChannel, historyPage, posted, userAnswer } from './schema.ts';

/** The mark of our messages in Slack's message metadata. */
const eventType = 'apgms_message';

/** Slack's Web API as the port wants it. */
export function createChat(options: CallOptions): Chat {
  const call = createCall(options);
  const rooms = createRooms(call);
  let identity: ReturnType<Chat['identity']> | null = null;

  async function whoAmI() {
    const { user_id, bot_id, team_id } = await call('auth.test', {}, authTest);
    return { botUserId: user_id, botId: bot_id, teamId: team_id };
  }

  function known(): ReturnType<Chat['identity']> {
    identity ??= whoAmI().catch((error: unknown) => {
      identity = null;
      throw error;
    });
    return identity;
  }

  /** What we remember of a room may be why it failed: somebody archived it, or took us out. */
  async function inRoom<Result>(channel: string, work: Promise<Result>): Promise<Result> {
    try {
      return await work;
    } catch (error) {
      const left = isRefusal(error, ['not_in_channel', 'channel_not_found', 'is_archived', 'is_inactive']);
      const wasRoom = left && rooms.forget(channel);
      // A public room we were taken out of is joined again by the next try.
      throw wasRoom && error.code === 'not_in_channel' ? worthRetrying(error) : error;
    }
  }

  function send(channel: string, { text, blocks }: Content, more: object = {}): Promise<PostedMessage> {
    const args = { channel, text, blocks, unfurl_links: false, unfurl_media: false, ...more };
    return inRoom(channel, call('chat.postMessage', args, posted));
  }

  async function findPost({ channel, key, since }: Parameters<Chat['findPost']>[0]): ReturnType<Chat['findPost']> {
    const { botUserId } = await known();
    const args = {
      channel,
      oldest: (since / 1_000).toFixed(6),
      inclusive: true,
      include_all_metadata: true,
      limit: 200,
    };
    for await (const { messages } of everyPage(call, 'conversations.history', args, historyPage)) {
      const ours = messages.filter(({ user, metadata }) => user === botUserId && metadata?.event_type === eventType);
      const found = ours.find(({ metadata }) => metadata?.event_payload.key === key);
      if (found) return { channel, ts: found.ts };
    }
    return null;
  }

  return {
    identity: known,
    async createChannel({ name, restricted }) {
      const made = call('conversations.create', { name, is_private: restricted }, channelAnswer);
      const answer = await unlessRefused(['name_taken'], made);
      return answer?.channel ?? null;
    },
    async findOwnChannel({ names, since }) {
      const { botUserId } = await known();
      for await (const { id, name, creator, created } of everyChannel(call, { archived: true })) {
        if (names.includes(name) && creator === botUserId && created * 1_000 >= since) return { id, name };
      }
      return null;
    },
    room: rooms.enter,
    async setTopic(channel, topic) {
      await call('conversations.setTopic', { channel, topic }, anything);
    },
    async invite(channel, person) {
      const invited = call('conversations.invite', { channel, users: person }, anything);
      await unlessRefused(['already_in_channel', 'cant_invite_self'], invited);
    },
    async pin({ channel, ts }) {
      await unlessRefused(['already_pinned'], call('pins.add', { channel, timestamp: ts }, anything));
    },
    async edit({ channel, ts }, { text, blocks }) {
      const edited = inRoom(channel, call('chat.update', { channel, ts, text, blocks }, anything));
      // A deleted message whose thread lives on stands there as a stone that cannot be changed.
      const answer = await unlessRefused(['message_not_found', 'cant_update_message'], edited);
      return answer === null ? 'gone' : 'edited';
    },
    post: ({ channel, content, key }) =>
      send(channel, content, { metadata: { event_type: eventType, event_payload: { key } } }),
    findPost: (request) => inRoom(request.channel, findPost(request)),
    async openModal(triggerId, view) {
      await call('views.open', { trigger_id: triggerId, view }, anything, 'short');
    },
    async updateModal({ id, hash }, view) {
      await call('views.update', { view_id: id, ...(hash !== null && { hash }), view }, anything, 'short');
    },
    respond,
    async tell(person, content) {
      const { channel } = await call('conversations.open', { users: person }, directChannel);
      await send(channel.id, content);
    },
    async person(id) {
      const { teamId } = await known();
      const asked = call('users.info', { user: id }, userAnswer, 'short');
      const answer = await unlessRefused(['user_not_found', 'user_not_visible'], asked);
      return answer && personOf(answer.user, teamId);
    },
  };
}

/** A refusal that the next try can get around. */
function worthRetrying(error: IntegrationError): IntegrationError {
  const { vendor, code } = error;
  return new IntegrationError({ vendor, code, retryable: true, ambiguous: false, cause: error });
}

function isRefusal(error: unknown, codes: readonly string[]): error is IntegrationError {
  return error instanceof IntegrationError && codes.includes(error.code);
}

/** `null` where Slack said no for one of these reasons: things are already as wanted, or the caller has a word for it. */
async function unlessRefused<Result>(codes: readonly string[], work: Promise<Result>): Promise<Result | null> {
  try {
    return await work;
  } catch (error) {
    if (isRefusal(error, codes)) return null;
    throw error;
  }
}
