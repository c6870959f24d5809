import { z } from 'zod';
import { defineEffect } from '#src/define.ts';
import { ownChannel } from '#src/domain/incident/state.ts';
import { topicLimit } from '#src/effects/_slack/limits.ts';
import { seenPublic } from '#src/effects/_slack/seen-public.ts';
import { incidentTopic } from '#views/incident/topic.ts';

/** Writes the newest state into the topic of the incident's channel. */
export const setTopic = defineEffect({
  kind: 'slack.set-topic',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['channels:manage', 'groups:write', 'channels:read', 'groups:read'],
  payload: z.object({ channel: z.string() }).parse,
  buckets: () => [topicLimit],
  wanted: ({ incident }) => ownChannel(incident) !== null,
  async perform(attempt) {
    const { deps, payload, incident } = attempt;
    const seen = await seenPublic(attempt, payload.channel);
    if (seen) return seen;
    await deps.chat.setTopic(payload.channel, incidentTopic(incident));
    return {};
  },
});
