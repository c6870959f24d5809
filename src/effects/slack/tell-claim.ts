import { z } from 'zod';
import { defineBotEffect } from '#src/define.ts';
import { claimOutcomes } from '#src/domain/pager-claim.ts';
import { postLimit, settleMs } from '#src/effects/_slack/limits.ts';
import { claimMessage } from '#views/me/claim.ts';

/** Slack stamps messages by its own clock; keys are unique, so looking further back finds nothing wrong. */
const skewMs = 60_000;

/** Tells somebody what came of who they said they are in PagerDuty. After a lost answer it is found by its key. */
export const tellClaim = defineBotEffect({
  kind: 'slack.tell-claim',
  vendor: 'slack',
  class: 'searchable',
  settleMs,
  scopes: ['chat:write', 'im:history', 'im:write'],
  payload: z.object({ person: z.string(), email: z.string(), outcome: z.enum(claimOutcomes) }).parse,
  buckets: ({ person }) => [postLimit(person)],
  wanted: () => true,
  async find({ deps: { chat }, work, payload }) {
    const channel = await chat.direct(payload.person);
    const post = await chat.findPost({ channel, key: work.stream, since: work.createdAt - skewMs });
    return post ? { kind: 'found', done: {} } : { kind: 'absent' };
  },
  async perform({ deps: { chat }, work, payload, signal }) {
    const channel = await chat.direct(payload.person);
    signal.throwIfAborted();
    await chat.post({ channel, content: claimMessage(payload), key: work.stream });
    return {};
  },
});
