import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { type Decision, events } from './decision.ts';

/** What became of an incident's channel. `entered`: the bot is in it again. */
export type ChannelNews =
  | { readonly what: 'renamed'; readonly name: string }
  | { readonly what: 'archived' | 'unarchived' | 'entered' | 'made-public' | 'made-private' };

/** `failed`: rows of what failed outside, to be tried again. */
export type ChannelCommand =
  | { readonly type: 'hear-channel'; readonly news: ChannelNews; readonly failed: readonly string[] }
  | { readonly type: 'retry'; readonly failed: readonly string[] };

export function decideChannel(state: Incident, command: ChannelCommand): Decision {
  const { failed } = command;
  const retried: IncidentEvent = { type: 'effect-retried', v: 1, data: { effects: failed } };
  const again = failed.length > 0 ? [retried] : [];
  return command.type === 'retry' ? events(...again) : events(...heard(state, command.news), ...again);
}

function heard({ channel, restricted }: Incident, news: ChannelNews): readonly IncidentEvent[] {
  switch (news.what) {
    case 'renamed':
      return channel?.name === news.name ? [] : [{ type: 'channel-renamed', v: 1, data: { name: news.name } }];
    case 'archived':
      return channel?.archived ? [] : [{ type: 'channel-archived', v: 1, data: {} }];
    case 'unarchived':
      return channel?.archived ? [{ type: 'channel-unarchived', v: 1, data: {} }] : [];
    case 'made-public':
      return restricted && channel && !channel.exposed ? [{ type: 'channel-exposed', v: 1, data: {} }] : [];
    case 'made-private':
      return restricted && channel?.exposed ? [{ type: 'channel-hidden', v: 1, data: {} }] : [];
    case 'entered':
      return restricted ? [{ type: 'channel-entered', v: 1, data: {} }] : [];
  }
}
