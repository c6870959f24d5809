import { cleanText, unescaped } from '#src/domain/text.ts';
import type { Chat, PostedMessage, ReadMessage } from '#src/ports/chat.ts';
import type { Call } from './call.ts';
import { everyPage } from './pages.ts';
import type { InChannel } from './presence.ts';
import { unlessRefused } from './refusal.ts';
import { anything, type HistoryMessage, historyPage, permalinkAnswer, posted } from './schema.ts';

/** The mark of our messages in Slack's message metadata. */
const eventType = 'apgms_message';

/** The longest text Slack keeps in a message. */
const longestText = 40_000;

type Messages = Pick<Chat, 'post' | 'findPost' | 'edit' | 'pin' | 'read' | 'whisper'>;

/** What the port says about messages, in Slack's methods. */
export function createMessages(call: Call, inChannel: InChannel, identity: Chat['identity']): Messages {
  /** Newest first in a channel, oldest first in a thread. */
  async function findPost({ channel, key, since, thread }: Parameters<Chat['findPost']>[0]) {
    const { botUserId } = await identity();
    const range = { channel, oldest: secondsOf(since), inclusive: true, include_all_metadata: true, limit: 200 };
    const pages =
      thread === undefined
        ? everyPage(call, 'conversations.history', range, historyPage)
        : everyPage(call, 'conversations.replies', { ...range, ts: thread }, historyPage);
    let newest: PostedMessage | null = null;
    for await (const { messages } of pages) {
      const ours = messages.filter(({ user, metadata }) => user === botUserId && metadata?.event_type === eventType);
      const found = ours.filter(({ metadata }) => metadata?.event_payload.key === key);
      const ts = (thread === undefined ? found[0] : found.at(-1))?.ts;
      if (ts !== undefined) newest = { channel, ts };
      if (newest && thread === undefined) return newest;
    }
    return newest;
  }

  async function inHistory(channel: string, ts: string): Promise<HistoryMessage | null> {
    const args = { channel, latest: ts, oldest: ts, inclusive: true, limit: 1 };
    const { messages } = await call('conversations.history', args, historyPage);
    return messages.find((message) => message.ts === ts) ?? null;
  }

  /** Slack lists a thread's first message whatever range is asked for. */
  async function inThread(channel: string, thread: string, ts: string): Promise<HistoryMessage | null> {
    const args = { channel, ts: thread, latest: ts, oldest: ts, inclusive: true, limit: 2 };
    const asked = call('conversations.replies', args, historyPage);
    const answer = await unlessRefused(['thread_not_found', 'message_not_found'], asked);
    return answer?.messages.find((message) => message.ts === ts) ?? null;
  }

  async function read({ channel, ts, thread }: Parameters<Chat['read']>[0]): Promise<ReadMessage | null> {
    // Who saw only a reaction does not know of a thread: a reply's own `ts` finds it.
    const onTop = thread === null ? await inHistory(channel, ts) : null;
    const message = onTop ?? (await inThread(channel, thread ?? ts, ts));
    if (message === null || message.subtype === 'tombstone') return null;
    const asked = call('chat.getPermalink', { channel, message_ts: ts }, permalinkAnswer);
    const answer = await unlessRefused(['message_not_found'], asked);
    return answer && { ...shown(message), permalink: answer.permalink };
  }

  return {
    async post({ channel, content, key, thread, broadcast }) {
      const place = {
        ...(thread !== undefined && { thread_ts: thread }),
        ...(thread !== undefined && broadcast && { reply_broadcast: true }),
      };
      const metadata = { event_type: eventType, event_payload: { key } };
      return inChannel(channel, call('chat.postMessage', { channel, ...bodyOf(content), ...place, metadata }, posted));
    },
    async findPost(request) {
      const found = inChannel(request.channel, findPost(request));
      return unlessRefused(request.thread === undefined ? [] : ['thread_not_found'], found);
    },
    async edit({ channel, ts }, { text, blocks }) {
      const edited = inChannel(channel, call('chat.update', { channel, ts, text, blocks }, anything));
      // A deleted message whose thread lives on stands there as a stone that cannot be changed.
      const answer = await unlessRefused(['message_not_found', 'cant_update_message'], edited);
      return answer === null ? 'gone' : 'edited';
    },
    async pin({ channel, ts }) {
      const pinned = inChannel(channel, call('pins.add', { channel, timestamp: ts }, anything));
      await unlessRefused(['already_pinned'], pinned);
    },
    read: (message) => inChannel(message.channel, read(message)),
    async whisper({ channel, thread, person, content: { text, blocks } }) {
      const place = { channel, user: person, ...(thread !== null && { thread_ts: thread }) };
      await inChannel(channel, call('chat.postEphemeral', { ...place, text, blocks }, anything));
    },
  };
}

/** What `chat.postMessage` takes of a message. Links in it stay links: a preview would say more than we do. */
export function bodyOf({ text, blocks }: Parameters<Chat['tell']>[1]): object {
  return { text, blocks, unfurl_links: false, unfurl_media: false };
}

/** Milliseconds as Slack's time stamps count. */
export function secondsOf(ms: number): string {
  return (ms / 1_000).toFixed(6);
}

function shown({ user, bot_id, text, edited, files, reactions }: HistoryMessage): Omit<ReadMessage, 'permalink'> {
  return {
    author: user ?? bot_id ?? '',
    text: cleanText(unescaped(text), longestText),
    files: files.flatMap(({ name }) => (name === undefined ? [] : [cleanText(name, 255)])),
    editedAt: edited ? edited.ts * 1_000 : null,
    pinnedBy: reactions.find(({ name }) => name === 'pushpin')?.users ?? [],
  };
}
