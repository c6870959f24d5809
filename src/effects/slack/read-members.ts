import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import { decide } from '#src/domain/incident/decide.ts';
import { membersLimit } from '#src/effects/_slack/limits.ts';

/** Reads who is in the channel of a private incident: that is who may know of it, also after the bot was out of it. */
export const readMembers = defineEffect({
  kind: 'slack.read-members',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['channels:read', 'groups:read'],
  payload: z.object({ channel: z.string() }).parse,
  buckets: () => [membersLimit],
  wanted: ({ incident, payload }) => incident.restricted && incident.channel?.id === payload.channel,
  async perform({ deps, payload }) {
    const { botUserId } = await deps.chat.identity();
    const people = (await deps.chat.members(payload.channel)).filter((person) => person !== botUserId);
    const moved = deps.clock.now();
    return {
      events(fresh) {
        const decision = decide(fresh, { type: 'match-members', people, moved }, { policy: deps.policy, now: moved });
        return decision.ok ? decision.events : [];
      },
    };
  },
});
