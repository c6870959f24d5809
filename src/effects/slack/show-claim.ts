import { z } from 'zod';
import { defineBotEffect } from '#src/define.ts';
import { postLimit, settleMs } from '#src/effects/_slack/limits.ts';
import { claimShown } from '#views/me/claim.ts';

/** Slack stamps messages by its own clock; keys are unique, so looking further back finds nothing wrong. */
const skewMs = 60_000;

/** Tells the daily room who somebody says to be in PagerDuty. After a lost answer it is found by its key. */
export const showClaim = defineBotEffect({
  kind: 'slack.show-claim',
  vendor: 'slack',
  class: 'searchable',
  settleMs,
  scopes: ['chat:write', 'channels:history', 'channels:join'],
  payload: z.object({ person: z.string(), name: z.string() }).parse,
  buckets: () => [postLimit('daily')],
  wanted: () => true,
  async find({ deps: { chat, policy }, work }) {
    const room = await chat.room(policy.rooms.daily.value);
    const post = await chat.findPost({ channel: room.id, key: work.stream, since: work.createdAt - skewMs });
    return post ? { kind: 'found', done: {} } : { kind: 'absent' };
  },
  async perform({ deps: { chat, policy }, work, payload, signal }) {
    const room = await chat.room(policy.rooms.daily.value);
    signal.throwIfAborted();
    await chat.post({ channel: room.id, content: claimShown(payload), key: work.stream });
    return {};
  },
});
