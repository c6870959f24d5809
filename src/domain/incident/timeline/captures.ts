import type { MessageAt, Said } from '#src/domain/incident/events/capture.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { actorId } from '#src/domain/people.ts';

/** A message on the timeline, as far as it is known. */
export interface CapturedMessage extends MessageAt {
  readonly type: 'message';
  /** `null`: nobody has told yet what it says. */
  readonly said: Said | null;
  readonly permalink: string | null;
  /** Who put it there, the first of them first. */
  readonly capturedBy: readonly string[];
  /** When its author was last seen to change it (ms); `null`: never. */
  readonly editedAt: number | null;
}

interface Kept {
  /** `seq` of the event that first asked for it. */
  readonly seq: number;
  readonly message: CapturedMessage;
}

/**
 * The messages that are on the timeline, by the `seq` of the event that put them there. What the shortcut told stands until the message was read; one
 * that was taken off is gone, and begins anew when it is put there again.
 */
export function gathered(events: readonly RecordedIncidentEvent[]): ReadonlyMap<number, CapturedMessage> {
  const kept = new Map<string, Kept>();
  for (const recorded of events) {
    const { event } = recorded;
    if (!('data' in event) || !('ts' in event.data)) continue;
    const { ts } = event.data;
    const after = next(kept.get(ts) ?? null, recorded);
    if (after) kept.set(ts, after);
    else kept.delete(ts);
  }
  return new Map([...kept.values()].map(({ seq, message }) => [seq, message]));
}

function next(before: Kept | null, { event, seq, at, actor }: RecordedIncidentEvent): Kept | null {
  const by = actorId(actor);
  if (event.type === 'capture-requested') {
    const { channel, ts, thread, said } = event.data;
    const place = { type: 'message', channel, ts, thread } as const;
    if (!before) return { seq, message: { ...place, said, permalink: null, capturedBy: [by], editedAt: null } };
    const { message } = before;
    const capturedBy = [...message.capturedBy.filter((one) => one !== by), by];
    return { ...before, message: { ...message, said: message.said ?? said, capturedBy } };
  }
  if (!before) return null;
  const { message } = before;
  switch (event.type) {
    case 'captured': {
      const { author, text, files, permalink } = event.data;
      return { ...before, message: { ...message, said: { author, text, files }, permalink } };
    }
    case 'capture-edited': {
      const said = message.said && { ...message.said, text: event.data.text };
      return { ...before, message: { ...message, said, editedAt: at } };
    }
    case 'capture-retracted': {
      if (event.data.whole) return null;
      return { ...before, message: { ...message, capturedBy: message.capturedBy.filter((one) => one !== by) } };
    }
    default:
      return before;
  }
}
