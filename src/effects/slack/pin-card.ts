import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import { pinLimit } from '#src/effects/_slack/limits.ts';

/** Pins the card in the incident's channel. */
export const pinCard = defineEffect({
  kind: 'slack.pin-card',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['pins:write'],
  payload: z.object({ channel: z.string(), ts: z.string() }).parse,
  buckets: () => [pinLimit],
  wanted: ({ incident, payload }) => incident.posted['card']?.ts === payload.ts,
  async perform({ deps, payload }) {
    await deps.chat.pin(payload);
    return {};
  },
});
