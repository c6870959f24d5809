import type { Answer } from '#src/domain/answer.ts';
import type { ChannelNews } from '#src/domain/incident/decide.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { type Changing, hearOf, type ToldBy } from '#src/operations/change-incident.ts';

/** Keeps what became of an incident's channel. What failed while it could not be reached is tried again. `null`: it is no incident's channel. */
export function channelChanged(
  deps: Changing,
  { channel, news }: { readonly channel: string; readonly news: ChannelNews },
  told: ToldBy,
): Promise<Answer | null> {
  return hearOf(deps, channel, told, async (incident) => {
    const back = news.what === 'unarchived' || news.what === 'entered';
    const failed = back ? await failedInSlack(deps, incident) : [];
    return { type: 'hear-channel', news, failed };
  });
}

/** Somebody came into the channel of a private incident, or left it: that is who may know of it. `moved`: when (ms). Elsewhere it is no news. */
export function memberChanged(
  deps: Changing,
  {
    channel,
    person,
    came,
    moved,
  }: {
    readonly channel: string;
    readonly person: string;
    readonly came: boolean;
    readonly moved: number;
  },
  told: ToldBy,
): Promise<Answer | null> {
  const command = { type: came ? 'add-member' : 'remove-member', person, moved } as const;
  return hearOf(deps, channel, told, ({ restricted }) => (restricted ? command : null));
}

async function failedInSlack({ store }: Changing, { stream }: Incident): Promise<readonly string[]> {
  const work = await store.workOf(stream);
  return work.filter(({ state, kind }) => state === 'failed' && kind.startsWith('slack.')).map(({ id }) => id);
}
