import { z } from 'zod';
import { type Attempt, type Done, defineEffect } from '#src/define.ts';
import { channelName } from '#src/domain/incident/channel-name.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { createLimit, settleMs } from '#src/effects/_slack/limits.ts';
import { IntegrationError } from '#src/errors.ts';
import type { ChatChannel } from '#src/ports/chat.ts';

/** How many names are tried when somebody else's channel has ours already. */
const maxNames = 5;
/** Slack counts a channel's age in whole seconds, on its own clock. */
const skewMs = 60_000;

/** Opens the incident's channel. After a lost answer, or when the name is taken, a channel of ours by that name is the one we made. */
export const openChannel = defineEffect({
  kind: 'slack.open-channel',
  vendor: 'slack',
  class: 'searchable',
  settleMs,
  scopes: ['channels:manage', 'groups:write', 'channels:read', 'groups:read'],
  payload: z.object({}).parse,
  buckets: () => [createLimit],
  wanted: ({ incident }) => incident.channel === null,
  async find(attempt) {
    const channel = await ours(attempt, namesFor(attempt.incident));
    return channel ? { kind: 'found', done: opened(channel, attempt.incident) } : { kind: 'absent' };
  },
  async perform(attempt) {
    const { deps, incident, signal } = attempt;
    for (const name of namesFor(incident)) {
      signal.throwIfAborted();
      const channel =
        (await deps.chat.createChannel({ name, restricted: incident.restricted })) ?? (await ours(attempt, [name]));
      if (channel) return opened(channel, incident);
    }
    throw new IntegrationError({ vendor: 'slack', code: 'name_taken', retryable: false, ambiguous: false });
  },
});

function namesFor(incident: Incident): readonly string[] {
  return Array.from({ length: maxNames }, (_, taken) => channelName(incident, taken));
}

function ours({ deps, work }: Attempt<unknown>, names: readonly string[]): Promise<ChatChannel | null> {
  return deps.chat.findOwnChannel({ names, since: work.createdAt - skewMs });
}

function opened({ id, name }: ChatChannel, { stream }: Incident): Done {
  return {
    events: (fresh) => (fresh.channel ? [] : [{ type: 'channel-opened', v: 1, data: { channel: id, name } }]),
    links: [{ kind: 'slack.channel', ours: stream, theirs: id }],
  };
}
