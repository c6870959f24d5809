import type { Answer } from '#src/domain/answer.ts';
import { type Incident, incidentNumber } from '#src/domain/incident/state.ts';
import { type Changing, heard, hearOf, proseOf, type Told } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { MessageRow } from '#src/ports/store.ts';

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
  return hearOf(deps, channel, told, (incident) => ({
    command: captures(incident, ts) ? { type: 'edit-capture', ts, text: proseOf(deps, text) } : null,
  }));
}

/** Somebody deleted a message: it is off the timeline; one of ours that must stand is posted anew. */
export async function messageDeleted(deps: Changing, message: MessageIn, told: Told): Promise<Answer | null> {
  const { channel, ts } = message;
  const ours = await deps.store.messageAt(message);
  if (ours) return repost(deps, ours, ts, told.delivery);
  return hearOf(deps, channel, told, (incident) => ({
    command: captures(incident, ts) ? { type: 'drop-capture', ts } : null,
  }));
}

function captures(incident: Incident, ts: string): boolean {
  return incident.captures.some((one) => one.ts === ts);
}

function repost(deps: Changing, { stream, key }: MessageRow, ts: string, delivery: string): Promise<Answer> {
  const answer: Answer = { ok: true, number: incidentNumber(stream) };
  return heard(deps, delivery, async () => ({ answer, repost: [{ key, ts }] }));
}
