import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { type Decision, events } from './decision.ts';

/** What became of an incident's channel. `entered`: the bot is in it again. */
export type ChannelNews =
  | { readonly what: 'renamed'; readonly name: string }
  /** `at`: when (ms), as Slack tells. */
  | { readonly what: 'archived' | 'unarchived' | 'made-public' | 'made-private'; readonly at: number }
  /** `seen-public`: we looked, and everybody can read it. */
  | { readonly what: 'entered' | 'seen-public' };

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
    case 'unarchived': {
      const { what, at } = news;
      // The newest counts, also where it says what is known: what was before it may still be on its way.
      if (!channel || (channel.archivedAsOf !== null && at <= channel.archivedAsOf)) return [];
      return [{ type: `channel-${what}`, v: 2, data: { at } }];
    }
    case 'made-public':
    case 'made-private': {
      const { what, at } = news;
      const known = channel?.turnedAt ?? Number.NEGATIVE_INFINITY;
      // The newest counts; of two at the same time, the one that has us say nothing more.
      if (!restricted || at < known || (at === known && what === 'made-private')) return [];
      return [{ type: what === 'made-public' ? 'channel-exposed' : 'channel-entered', v: 2, data: { at } }];
    }
    case 'seen-public':
      return restricted && channel?.exposed === null ? [{ type: 'channel-exposed', v: 1, data: {} }] : [];
    case 'entered':
      return restricted ? [{ type: 'channel-entered', v: 1, data: {} }] : [];
  }
}
