import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import { decide } from '#src/domain/incident/decide.ts';
import { infoLimit, membersLimit } from '#src/effects/_slack/limits.ts';
import { seenPublic } from '#src/effects/_slack/seen-public.ts';

/**
 * Reads who is in the channel of a private incident: that is who may know of it, also after the bot was out of it, or the channel public for a while.
 * And whether it is private: only having seen that is it spoken of there again.
 */
export const readMembers = defineEffect({
  kind: 'slack.read-members',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['channels:read', 'groups:read'],
  payload: z.object({ channel: z.string() }).parse,
  buckets: () => [membersLimit, infoLimit],
  wanted: ({ incident, payload }) => incident.restricted && incident.channel?.id === payload.channel,
  async perform(attempt) {
    const { deps, payload, incident: before } = attempt;
    const { botUserId } = await deps.chat.identity();
    const moved = deps.clock.now();
    const people = (await deps.chat.members(payload.channel)).filter((person) => person !== botUserId);
    const seen = await seenPublic(attempt, payload.channel);
    if (seen) return seen;
    const command = { type: 'match-members', people, moved, before } as const;
    return {
      events(fresh) {
        const decision = decide(fresh, command, { policy: deps.policy, now: moved });
        return decision.ok ? decision.events : [];
      },
    };
  },
});
