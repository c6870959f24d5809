import { z } from 'zod';
import { defineBotEffect, superseded } from '#src/define.ts';
import { postLimit, settleMs } from '#src/effects/_slack/limits.ts';
import { dutyVerified } from '#views/oncall/verified.ts';

/** Slack stamps messages by its own clock; keys are unique, so looking further back finds nothing wrong. */
const skewMs = 60_000;

/** Posts in the daily room what is to be mended of who is called. After a lost answer it is found by its key. */
export const postVerification = defineBotEffect({
  kind: 'slack.post-verification',
  vendor: 'slack',
  class: 'searchable',
  settleMs,
  scopes: ['chat:write', 'channels:history', 'channels:join'],
  payload: z.object({ day: z.string() }).parse,
  buckets: () => [postLimit('daily')],
  wanted: () => true,
  async find({ deps: { chat, policy }, work }) {
    const room = await chat.room(policy.rooms.daily.value);
    const post = await chat.findPost({ channel: room.id, key: work.stream, since: work.createdAt - skewMs });
    return post ? { kind: 'found', done: {} } : { kind: 'absent' };
  },
  async perform({ deps: { chat, store, policy }, work, payload, signal }) {
    const verification = await store.verification(payload.day);
    if (verification === null) return superseded;
    const room = await chat.room(policy.rooms.daily.value);
    signal.throwIfAborted();
    await chat.post({ channel: room.id, content: dutyVerified({ verification, policy }), key: work.stream });
    return {};
  },
});
