import { z } from 'zod';
import { defineBotEffect } from '#src/define.ts';
import { postLimit, settleMs } from '#src/effects/_slack/limits.ts';
import { tickingAt } from '#src/operations/incident/keep-promises.ts';
import { statusDigest } from '#views/incident/status-post.ts';

/** Slack stamps messages by its own clock; keys are unique, so looking further back finds nothing wrong. */
const skewMs = 60_000;
/** Older than this it says nothing of how things stand: the next one does. */
const staleMs = 10 * 60_000;

/** Posts how all open incidents stand at a cadence tick, in one message. After a lost answer it is found by its key. */
export const postDigest = defineBotEffect({
  kind: 'slack.post-digest',
  vendor: 'slack',
  class: 'searchable',
  settleMs,
  scopes: ['chat:write', 'channels:history', 'channels:join'],
  payload: z.object({ tick: z.int() }).parse,
  buckets: () => [postLimit('status')],
  wanted: ({ payload, deps }) => deps.clock.now() < payload.tick + staleMs,
  async find({ deps, work }) {
    const room = await deps.chat.room(deps.policy.rooms.status.value);
    const post = await deps.chat.findPost({ channel: room.id, key: work.stream, since: work.createdAt - skewMs });
    return post ? { kind: 'found', done: {} } : { kind: 'absent' };
  },
  async perform({ deps, work, payload: { tick }, signal }) {
    const room = await deps.chat.room(deps.policy.rooms.status.value);
    const incidents = await tickingAt(deps, tick);
    if (incidents.length === 0) return {};
    signal.throwIfAborted();
    const content = statusDigest({ incidents, tick, policy: deps.policy });
    await deps.chat.post({ channel: room.id, content, key: work.stream });
    return {};
  },
});
