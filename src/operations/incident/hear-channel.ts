import type { Answer } from '#src/domain/answer.ts';
import { changeOf } from '#src/domain/incident/change.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { type Actor, engineActor } from '#src/domain/people.ts';
import { answerOnce } from '#src/operations/answer-once.ts';
import { type Changing, hearOf, noSuchIncident } from '#src/operations/change-incident.ts';

/** What became of an incident's channel. `entered`: the bot is in it again. */
export type ChannelNews =
  | { readonly what: 'renamed'; readonly name: string }
  | { readonly what: 'archived' | 'unarchived' | 'entered' };

interface Told {
  readonly actor: Actor;
  readonly delivery: string;
}

/** Keeps what became of the channel. What could not be shown there is tried again as soon as it can be. `null`: it is no incident's channel. */
export async function channelChanged(
  deps: Changing,
  { channel, ...news }: { readonly channel: string } & ChannelNews,
  { actor, delivery }: Told,
): Promise<Answer | null> {
  const known = await deps.store.incidentInChannel(channel, engineActor);
  if (!known) return null;
  return answerOnce(deps, delivery, async () => {
    const incident = await deps.store.incident(known.number, engineActor);
    if (!incident) return noSuchIncident(known.number);
    const event = eventOf(news, incident);
    const again = news.what === 'unarchived' || news.what === 'entered' ? await failed(deps, incident) : [];
    const by = { actor, at: deps.clock.now(), policyHash: deps.policy.hash };
    return {
      answer: { ok: true, number: incident.number },
      ...(event && { changes: [changeOf(incident, [event], by)] }),
      revive: again,
    };
  });
}

/** Somebody came into the channel of a private incident, or left it: that is who may know of it. Elsewhere it is no news. */
export function memberChanged(
  deps: Changing,
  { channel, person, came }: { readonly channel: string; readonly person: string; readonly came: boolean },
  told: Told,
): Promise<Answer | null> {
  const command = { type: came ? 'add-member' : 'remove-member', person } as const;
  return hearOf(deps, { channel, command: ({ restricted }) => (restricted ? command : null) }, told);
}

function eventOf(news: ChannelNews, { channel }: Incident): IncidentEvent | null {
  switch (news.what) {
    case 'renamed':
      return channel?.name === news.name ? null : { type: 'channel-renamed', v: 1, data: { name: news.name } };
    case 'archived':
      return channel?.archived ? null : { type: 'channel-archived', v: 1, data: {} };
    case 'unarchived':
      return channel?.archived ? { type: 'channel-unarchived', v: 1, data: {} } : null;
    case 'entered':
      return null;
  }
}

async function failed({ store }: Changing, { stream }: Incident): Promise<readonly string[]> {
  const work = await store.workOf(stream);
  return work.filter((row) => row.state === 'failed').map((row) => row.id);
}
