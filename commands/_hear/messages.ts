import { z } from 'zod';
import { defineListener, type Happening } from '#src/define.ts';
import { engineActor } from '#src/domain/people.ts';
import { cleanText, unescaped } from '#src/domain/text.ts';
import { channelChanged } from '#src/operations/incident/hear-channel.ts';
import { messageDeleted, messageEdited } from '#src/operations/incident/hear-message.ts';
import { stamp } from './stamp.ts';

/** As much of a message as is kept; Slack itself cuts there. */
const longest = 40_000;

const text = z.string().nullish();

const changedShape = z.looseObject({
  subtype: z.literal('message_changed'),
  channel: z.string(),
  message: z.looseObject({
    ts: z.string(),
    subtype: text,
    text,
    user: text,
    bot_id: text,
    edited: z.looseObject({ user: z.string(), ts: stamp }).nullish(),
  }),
  event_ts: stamp,
  previous_message: z.looseObject({ text }).nullish(),
});
type Changed = z.infer<typeof changedShape>;

const deletedShape = z.looseObject({
  subtype: z.literal('message_deleted'),
  channel: z.string(),
  deleted_ts: z.string(),
});

const convertedShape = z.looseObject({
  subtype: z.enum(['channel_convert_to_public', 'channel_convert_to_private']),
  channel: z.string(),
  event_ts: stamp,
});

/** Every message of every channel comes by: what concerns us is told by its subtype, and for the others nothing is asked. */
export const messages = defineListener({
  name: 'messages',
  events: {
    async message(happening) {
      const { event, deps, delivery } = happening;
      const told = { actor: engineActor, delivery };
      const deleted = deletedShape.safeParse(event).data;
      if (deleted) {
        await messageDeleted(deps, { channel: deleted.channel, ts: deleted.deleted_ts }, told);
        return;
      }
      const converted = convertedShape.safeParse(event).data;
      if (converted) {
        const what = converted.subtype === 'channel_convert_to_public' ? 'made-public' : 'made-private';
        await channelChanged(deps, { channel: converted.channel, news: { what, at: converted.event_ts } }, told);
        return;
      }
      const changed = changedShape.safeParse(event).data;
      if (!changed) return;
      const { channel, message } = changed;
      // A message with replies leaves a stone behind.
      if (message.subtype === 'tombstone') await messageDeleted(deps, { channel, ts: message.ts }, told);
      else if (!isSame(changed)) await edited(changed, happening);
    },
  },
});

/** Slack tells of a change when it has unfolded a link, too. */
function isSame({ message, previous_message }: Changed): boolean {
  return previous_message != null && (previous_message.text ?? '') === (message.text ?? '');
}

async function edited({ channel, message, event_ts }: Changed, { deps, delivery, actor }: Happening): Promise<void> {
  const { botId, botUserId } = await deps.chat.identity();
  if (message.user === botUserId || message.bot_id === botId) return;
  const editor = message.edited?.user ?? message.user ?? null;
  const by = editor === null ? null : await actor(editor);
  const words = cleanText(unescaped(message.text ?? ''), longest);
  const edit = { message: { channel, ts: message.ts }, text: words, at: message.edited?.ts ?? event_ts };
  await messageEdited(deps, edit, { actor: by ?? engineActor, delivery });
}
