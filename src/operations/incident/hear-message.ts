import type { Answer } from '#src/domain/answer.ts';
import type { ChangeCommand } from '#src/domain/incident/decide.ts';
import type { PostedAt } from '#src/domain/incident/events/capture.ts';
import { engineActor } from '#src/domain/people.ts';
import { partsOf } from '#src/domain/streams.ts';
import { type Changing, changed, hearOnce, proseOf, type ToldBy } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { MessageRow } from '#src/ports/store.ts';

interface Edit {
  readonly message: PostedAt;
  readonly text: string;
  /** When (ms). */
  readonly at: number;
}

/** Somebody edited a message: every timeline it is on shows the newest edit, in whichever order Slack tells of them. `null`: it is on none. */
export function messageEdited(
  deps: Changing & Pick<Deps, 'ids'>,
  { message, text, at }: Edit,
  told: ToldBy,
): Promise<Answer | null> {
  const command = () => ({ type: 'edit-capture', message, text: proseOf(deps, text), editedAt: at }) as const;
  return onTimelines(deps, message, told, command);
}

/** Somebody deleted a message: it is off every timeline; one of ours that must stand is posted anew. `null`: it is neither. */
export async function messageDeleted(deps: Changing, message: PostedAt, told: ToldBy): Promise<Answer | null> {
  const ours = await deps.store.messageAt(message);
  return onTimelines(deps, message, told, () => ({ type: 'drop-capture', message, why: 'deleted' }), ours);
}

async function onTimelines(
  deps: Changing,
  message: PostedAt,
  { actor, delivery }: ToldBy,
  command: () => ChangeCommand,
  ours: MessageRow | null = null,
): Promise<Answer | null> {
  const capturing = () => deps.store.incidentsCapturing(message, engineActor);
  const [first] = await capturing();
  const number = ours ? partsOf(ours.stream)?.number : first?.number;
  if (number === undefined) return null;
  return hearOnce(deps, delivery, async () => ({
    answer: { ok: true, number },
    changes: (await capturing()).flatMap((incident) => changed(deps, incident, command(), actor).changes ?? []),
    repost: ours ? [{ key: ours.key, ts: message.ts }] : [],
  }));
}
