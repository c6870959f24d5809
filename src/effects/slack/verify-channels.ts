import { defineBotEffect } from '#src/define.ts';
import { channelsNamed } from '#src/domain/verification/called.ts';
import { aLook, isOfToday, lookAt } from '#src/effects/_verification/look-at.ts';

/** Looks whether the channels exist that the policy names. */
export const verifyChannels = defineBotEffect({
  kind: 'slack.verify-channels',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['channels:read', 'groups:read'],
  payload: aLook,
  buckets: () => [],
  wanted: (attempt) => isOfToday(attempt),
  async perform(attempt) {
    const { chat, policy } = attempt.deps;
    return lookAt(attempt, async () => {
      const named = channelsNamed(policy);
      const seen = await chat.seenChannels(named);
      return named.filter((channel) => !seen.includes(channel)).map((channel) => ({ kind: 'no-channel', channel }));
    });
  },
});
