import { z } from 'zod';
import { type Done, defineEffect } from '#src/define.ts';
import { engineActor } from '#src/domain/people.ts';
import { isRoom } from '#src/domain/policy.ts';
import { infoLimit } from '#src/effects/_slack/limits.ts';

/**
 * Makes a channel that people talk in already the incident's. One we cannot enter, an archived one, a room of the policy, and another incident's stay what they
 * are: then the incident gets one of its own.
 */
export const adoptChannel = defineEffect({
  kind: 'slack.adopt-channel',
  vendor: 'slack',
  class: 'idempotent',
  scopes: ['channels:join', 'channels:read', 'groups:read'],
  payload: z.object({ channel: z.string() }).parse,
  buckets: () => [infoLimit],
  wanted: ({ incident }) => incident.channel === null,
  async perform({ deps, payload, incident }) {
    const channel = await deps.chat.enter(payload.channel);
    // Its name is known only here: a gesture has the id.
    if (!channel || isRoom(deps.policy, channel.name)) return notAdopted(payload.channel);
    const taken = await deps.store.incidentInChannel(channel.id, engineActor);
    if (taken && taken.number !== incident.number) return notAdopted(payload.channel);
    const { id, name } = channel;
    return {
      events: (fresh) => (fresh.channel ? [] : [{ type: 'channel-adopted', v: 1, data: { channel: id, name } }]),
      links: [{ kind: 'slack.channel', ours: incident.stream, theirs: id }],
    };
  },
});

function notAdopted(channel: string): Done {
  return { events: (fresh) => (fresh.channel ? [] : [{ type: 'channel-not-adopted', v: 1, data: { channel } }]) };
}
