import type { Gesture } from '#src/define.ts';
import { engineActor } from '#src/domain/people.ts';
import { StoreUnavailable } from '#src/errors.ts';
import { incidentHere } from '#src/operations/incident/here.ts';
import type { FormNote } from '#views/form/note.ts';

/**
 * Which incident is meant: the one that was named, else the one whose channel this is. Looked up as nobody in particular, since whoever types in a
 * channel knows it; what may be done is settled when it is done. While the database is away the note keeps the channel, so that a form opens all the same.
 */
export async function aboutWhich(named: number | null, { deps, channel }: AboutGesture): Promise<FormNote> {
  if (named !== null) return { incident: named, channel: null };
  try {
    return { incident: await numberHere(channel, deps), channel: null };
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return { incident: null, channel };
  }
}

type AboutGesture = Pick<Gesture, 'deps' | 'channel'>;

/** The number of the incident whose channel this is. */
export async function numberHere(channel: string | null, deps: Gesture['deps']): Promise<number | null> {
  return (await incidentHere(deps, channel, { actor: engineActor }))?.number ?? null;
}
