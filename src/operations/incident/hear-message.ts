import type { Answer } from '#src/domain/answer.ts';
import { type Actor, engineActor } from '#src/domain/people.ts';
import { type Changing, hearOf, proseOf } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

interface Told {
  readonly actor: Actor;
  readonly delivery: string;
}

interface MessageIn {
  readonly channel: string;
  readonly ts: string;
}

/** Somebody edited a message: where it is on a timeline, the timeline shows the edit. */
export function messageEdited(
  deps: Changing & Pick<Deps, 'ids'>,
  { channel, ts, text }: MessageIn & { readonly text: string },
  told: Told,
): Promise<Answer | null> {
  return hearOf(
    deps,
    {
      channel,
      command: ({ captures }) =>
        captures.some((one) => one.ts === ts) ? { type: 'edit-capture', ts, text: proseOf(deps, text) } : null,
    },
    told,
  );
}

/** Somebody deleted a message: it is off the timeline; one of ours that must stand is posted anew. */
export async function messageDeleted(deps: Changing, message: MessageIn, told: Told): Promise<Answer | null> {
  const { channel, ts } = message;
  const ours = await deps.store.messageAt(message);
  if (ours) return repost(deps, ours.stream, ours.key, told.delivery);
  return hearOf(
    deps,
    {
      channel,
      command: ({ captures }) => (captures.some((one) => one.ts === ts) ? { type: 'drop-capture', ts } : null),
    },
    told,
  );
}

async function repost({ store, queue }: Changing, stream: string, key: string, delivery: string): Promise<Answer> {
  const number = Number(stream.slice(stream.indexOf('-') + 1));
  const answer: Answer = { ok: true, number };
  const incident = await store.incident(number, engineActor);
  if (!incident) return answer;
  const committed = await store.commit({ repost: [key], inbox: { key: delivery, answer } });
  if (committed.kind === 'stored') void queue.wake(committed.wakes);
  return answer;
}
