import { z } from 'zod';
import { expectFile, keep } from '#playground/workspace/files.ts';
import { addMessage } from '#playground/workspace/messages.ts';
import { type ApiResult, fromJsonText, handler, refuse } from '#playground/workspace/method.ts';
import { type Channel, channelForBot, findMessage, type StoredFile } from '#playground/workspace/state.ts';
import type { World } from '#playground/workspace/world.ts';

/** A file comes in three steps: an address, the bytes (`../uploads.ts`), and the message that shows it. */

export const getUploadUrl = handler(
  z.object({
    filename: z.string().min(1),
    length: z.coerce.number().int().nonnegative(),
    alt_txt: z.string().optional(),
    snippet_type: z.string().optional(),
  }),
  (world, args, origin) => {
    if (args.length === 0) return refuse('missing_argument');
    if ((args.alt_txt?.length ?? 0) > 1000) return refuse('alt_txt_too_large');
    const { filename: name, length } = args;
    const alt = args.alt_txt ?? null;
    const file = expectFile(world, { name, title: name, alt, user: world.state.team.botUserId, length });
    return { ok: true, upload_url: `${origin}/upload/v1/${file.ticket}`, file_id: file.id };
  },
);

const fileList = z.preprocess(
  fromJsonText,
  z.array(z.looseObject({ id: z.string(), title: z.string().optional() })).min(1),
);

/** Shows the files in one message of the app; without a channel nobody sees them. */
export const completeUpload = handler(
  z.object({
    files: fileList,
    channel_id: z.string().optional(),
    initial_comment: z.string().optional(),
    thread_ts: z.string().optional(),
  }),
  (world, args) => {
    const place = args.channel_id === undefined ? null : placeOf(world, args.channel_id, args.thread_ts);
    if (place !== null && 'ok' in place) return place;
    const found = args.files.map(({ id, title }) => completed(world, id, title));
    const files = found.filter((file) => file !== null);
    if (files.length < found.length) return refuse('file_not_found');
    for (const file of files) keep(world, file);
    if (place !== null) {
      addMessage(world, place.channel, {
        text: args.initial_comment ?? '',
        user: world.state.team.botUserId,
        files: files.map((file) => file.id),
        ...(place.threadTs === undefined ? {} : { threadTs: place.threadTs }),
      });
    }
    return { ok: true, files: files.map(({ id, title }) => ({ id, title })) };
  },
);

function placeOf(
  world: World,
  id: string,
  thread: string | undefined,
): ApiResult | { readonly channel: Channel; readonly threadTs: string | undefined } {
  const { state } = world;
  const channel = channelForBot(state, id);
  if (channel === undefined) return refuse('channel_not_found');
  if (channel.isArchived) return refuse('is_archived');
  if (!channel.members.has(state.team.botUserId)) return refuse('not_in_channel');
  const parent = thread === undefined ? undefined : findMessage(channel, thread);
  if (thread !== undefined && parent === undefined) return refuse('thread_not_found');
  return { channel, threadTs: parent?.threadTs ?? parent?.ts };
}

/** The app's uploaded file as it will be seen; `null` when its bytes have not come, or it was completed before. */
function completed(world: World, id: string, title: string | undefined): StoredFile | null {
  const file = world.state.files.get(id);
  const isOurs = file?.user === world.state.team.botUserId;
  if (file === undefined || !isOurs || file.content === null || file.isComplete) return null;
  return { ...file, title: title ?? file.title, isComplete: true };
}
