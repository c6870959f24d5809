import { z } from 'zod';
import { putUpHome } from '#commands/_home/put-up-home.ts';
import { defineListener, type Happening } from '#src/define.ts';
import { type Actor, engineActor } from '#src/domain/people.ts';
import { channelChanged, memberChanged } from '#src/operations/incident/hear-channel.ts';
import { stamp } from './stamp.ts';

type Handler = (happening: Happening) => Promise<void>;

const renamedShape = z.looseObject({ channel: z.looseObject({ id: z.string(), name: z.string() }) });
const archivedShape = z.looseObject({
  channel: z.string(),
  user: z.string().nullish(),
  actor_id: z.string().nullish(),
  event_ts: stamp,
});
const memberShape = z.looseObject({
  channel: z.string(),
  user: z.string(),
  inviter: z.string().nullish(),
  event_ts: stamp,
});

const renamed: Handler = async ({ event, deps, delivery }) => {
  const { id, name } = renamedShape.parse(event).channel;
  await channelChanged(deps, { channel: id, news: { what: 'renamed', name } }, { actor: engineActor, delivery });
};

const archived =
  (what: 'archived' | 'unarchived'): Handler =>
  async (happening) => {
    const { channel, user, actor_id, event_ts: at } = archivedShape.parse(happening.event);
    const actor = await actorOr(user ?? actor_id ?? null, happening);
    await channelChanged(happening.deps, { channel, news: { what, at } }, { actor, delivery: happening.delivery });
  };

/** What becomes of an incident's channel. Of any other channel nothing is kept. */
export const channels = defineListener({
  name: 'channels',
  events: {
    channel_rename: renamed,
    group_rename: renamed,
    channel_archive: archived('archived'),
    group_archive: archived('archived'),
    channel_unarchive: archived('unarchived'),
    group_unarchive: archived('unarchived'),

    async member_joined_channel(happening) {
      const { deps, delivery } = happening;
      const { channel, user, inviter, event_ts } = memberShape.parse(happening.event);
      if (user === (await deps.chat.identity()).botUserId) {
        await channelChanged(deps, { channel, news: { what: 'entered' } }, { actor: engineActor, delivery });
        return;
      }
      // Guests too: they can read what is said there. What only people of this workspace may do, they may not all the same.
      if ((await happening.actor(user)) === null) return;
      const actor = await actorOr(inviter ?? user, happening);
      await memberChanged(deps, { channel, person: user, came: true, moved: event_ts }, { actor, delivery });
    },

    async member_left_channel(happening) {
      const { channel, user, event_ts } = memberShape.parse(happening.event);
      const actor = await actorOr(user, happening);
      const heard = await memberChanged(
        happening.deps,
        { channel, person: user, came: false, moved: event_ts },
        { actor, delivery: happening.delivery },
      );
      // What their Home shows may be what they may not know of any more.
      const gone = heard && (await happening.actor(user));
      if (gone) happening.later(async () => putUpHome(happening.deps, 1, gone));
    },
  },
});

/** Who is named in the record; whoever is nobody here leaves it to us. */
async function actorOr(person: string | null, { actor }: Happening): Promise<Actor> {
  return (person === null ? null : await actor(person)) ?? engineActor;
}
