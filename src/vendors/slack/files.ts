import { escaped, unescaped } from '#src/domain/text.ts';
import { IntegrationError, ofCall } from '#src/errors.ts';
import type { Chat, SharedFile } from '#src/ports/chat.ts';
import type { Call } from './call.ts';
import { secondsOf } from './messages.ts';
import { everyPage } from './pages.ts';
import { postTo } from './post-to.ts';
import type { InChannel } from './presence.ts';
import { anything, historyPage, uploadPlace } from './schema.ts';

/** All uploads together, so that with the message at the end they stay below the time an attempt has. */
const uploadsMs = 10_000;

interface Uploaded {
  readonly id: string;
  readonly title: string;
}

/**
 * Files in three steps: ask where to, send the bytes there, and share all of them in one message. What was not shared is seen by nobody, so only the
 * last step can leave a doubt. `isSlack` tells whether an address is Slack's.
 */
export function createFiles(
  call: Call,
  inChannel: InChannel,
  { identity, isSlack }: { readonly identity: Chat['identity']; readonly isSlack: (address: string) => boolean },
): Pick<Chat, 'share' | 'findShared'> {
  async function upload({ name, title, content, alt }: SharedFile): Promise<Uploaded> {
    const file = { filename: name, length: Buffer.byteLength(content), ...(alt && { alt_txt: alt }) };
    const place = await call('files.getUploadURLExternal', file, uploadPlace);
    if (!isSlack(place.upload_url)) throw failed('foreign_upload_url', false);
    const sent = postTo(place.upload_url, { type: 'application/octet-stream', body: content, writes: false });
    await sent.catch((error: unknown) => {
      throw error instanceof IntegrationError ? ofCall(error, 'upload') : error;
    });
    return { id: place.file_id, title };
  }

  async function findShared({ channel, title, since }: Parameters<Chat['findShared']>[0]): Promise<boolean> {
    const { botUserId } = await identity();
    const range = { channel, oldest: secondsOf(since), inclusive: true, limit: 200 };
    for await (const { messages } of everyPage(call, 'conversations.history', range, historyPage)) {
      const ours = messages.filter(({ user, files }) => user === botUserId && files.length > 0);
      if (ours.some(({ text }) => typed(text) === typed(escaped(title)))) return true;
    }
    return false;
  }

  return {
    async share({ channel, title, files, ready }) {
      const late = AbortSignal.timeout(uploadsMs);
      const uploaded = await Promise.all(files.map(upload));
      if (late.aborted) throw failed('timeout', true);
      await ready?.();
      const message = { channel_id: channel, initial_comment: escaped(title), files: uploaded };
      await inChannel(channel, call('files.completeUploadExternal', message, anything));
    },
    findShared: (request) => inChannel(request.channel, findShared(request)),
  };
}

/** A message's text without what Slack makes of addresses in it. */
function typed(text: string): string {
  const withoutLinks = text.replace(/<(?:https?:|mailto:)([^<>|]*)(?:\|([^<>]*))?>/g, (link, rest, label) =>
    label === undefined ? link.slice(1, -1) : label || rest,
  );
  return unescaped(withoutLinks).replace(/\s+/g, ' ').trim();
}

function failed(code: string, retryable: boolean): IntegrationError {
  return new IntegrationError({ vendor: 'slack', code, retryable, ambiguous: false, call: 'upload' });
}
