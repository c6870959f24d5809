import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import { mayBeTold } from '#src/domain/incident/state.ts';
import { inviteLimit } from '#src/effects/_slack/limits.ts';

/** Brings a person into the incident's channel. */
export const invite = defineEffect({
  kind: 'slack.invite',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['channels:manage', 'groups:write'],
  payload: z.object({ channel: z.string(), person: z.string() }).parse,
  buckets: () => [inviteLimit],
  // Whoever was taken out of a private incident meanwhile stays out.
  wanted: ({ incident, payload }) => mayBeTold(incident, payload.person),
  async perform({ deps, payload }) {
    await deps.chat.invite(payload.channel, payload.person);
    return {};
  },
});
