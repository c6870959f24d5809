import { z } from 'zod';
import { type BotDone, defineBotEffect } from '#src/define.ts';
import { anchorLink, anchorName } from '#src/domain/anchor.ts';
import { postLimit, settleMs } from '#src/effects/_slack/limits.ts';
import type { PostedMessage } from '#src/ports/chat.ts';
import { anchorLine } from '#views/anchor.ts';

/** Slack stamps messages by its own clock; keys are unique, so looking further back finds nothing wrong. */
const skewMs = 60_000;

/** Posts an anchor in the daily room: whoever keeps the line can hold the record to it. After a lost answer it is found by its key. */
export const postAnchor = defineBotEffect({
  kind: 'slack.post-anchor',
  vendor: 'slack',
  class: 'searchable',
  settleMs,
  scopes: ['chat:write', 'channels:history', 'channels:join'],
  payload: z.object({ seq: z.int(), at: z.number(), hash: z.string(), streams: z.int() }).parse,
  buckets: () => [postLimit('daily')],
  wanted: () => true,
  async find({ deps, work, payload }) {
    const room = await deps.chat.room(deps.policy.rooms.daily.value);
    const since = work.createdAt - skewMs;
    const post = await deps.chat.findPost({ channel: room.id, key: anchorName(payload.seq), since });
    return post ? { kind: 'found', done: posted(payload.seq, post) } : { kind: 'absent' };
  },
  async perform({ deps, payload, signal }) {
    const room = await deps.chat.room(deps.policy.rooms.daily.value);
    signal.throwIfAborted();
    const content = anchorLine(payload);
    return posted(payload.seq, await deps.chat.post({ channel: room.id, content, key: anchorName(payload.seq) }));
  },
});

function posted(seq: number, { channel, ts }: PostedMessage): BotDone {
  return { links: [{ kind: anchorLink, ours: anchorName(seq), theirs: `${channel}/${ts}` }] };
}
