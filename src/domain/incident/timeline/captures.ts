import { standsAt } from '#src/domain/incident/captures.ts';
import type { MessageAt, Said } from '#src/domain/incident/events/capture.ts';
import type { RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { actorId } from '#src/domain/people.ts';
import type { Prose } from '#src/domain/prose.ts';

/** A message on the timeline, as far as it is known. */
export interface CapturedMessage extends MessageAt {
  readonly type: 'message';
  /** `null`: nobody has told yet what it says. */
  readonly said: Said | null;
  readonly permalink: string | null;
  /** Who put it there, the first of them first. */
  readonly capturedBy: readonly string[];
  /** When its author last changed it, as far as we know (ms); `null`: never. */
  readonly editedAt: number | null;
}

interface Kept {
  /** `seq` of the event that first asked for it. */
  readonly seq: number;
  readonly message: Omit<CapturedMessage, 'capturedBy'>;
  readonly holders: readonly { readonly person: string; readonly since: number }[];
  /** What its author last made of it, as we were told, and when (ms): what was read of it may be older. */
  readonly edited: { readonly text: Prose; readonly at: number } | null;
}

/**
 * The messages that are on the timeline, by the `seq` of the event that put them there. What the shortcut told stands until the message was read; one
 * that was taken off is gone, and begins anew when it is put there again.
 */
export function gathered(events: readonly RecordedIncidentEvent[]): ReadonlyMap<number, CapturedMessage> {
  const kept = new Map<number, Kept>();
  for (const recorded of events) {
    const { event } = recorded;
    if (!('data' in event) || !('ts' in event.data)) continue;
    const { data } = event;
    const before = [...kept.values()].find(({ message }) => standsAt(message, data)) ?? null;
    const after = next(before, recorded);
    if (after) kept.set(after.seq, after);
    else if (before) kept.delete(before.seq);
  }
  return new Map([...kept.values()].map((one) => [one.seq, { ...one.message, capturedBy: inOrder(one.holders) }]));
}

/** Slack may tell of the second 📌 before the first. */
function inOrder(holders: Kept['holders']): readonly string[] {
  return holders.toSorted((a, b) => a.since - b.since).map(({ person }) => person);
}

function next(before: Kept | null, { event, seq, at, actor }: RecordedIncidentEvent): Kept | null {
  const by = actorId(actor);
  const others = before?.holders.filter(({ person }) => person !== by) ?? [];
  if (event.type === 'capture-requested') {
    const { channel, ts, thread, said } = event.data;
    const since = (event.v === 2 ? event.data.moved : null) ?? at;
    const holders = [...others, { person: by, since }];
    if (before) return { ...before, holders, message: { ...before.message, said: before.message.said ?? said } };
    const message = { type: 'message', channel, ts, thread, said, permalink: null, editedAt: null } as const;
    return { seq, holders, message, edited: null };
  }
  if (!before) return null;
  const { message } = before;
  switch (event.type) {
    case 'captured': {
      const { author, files, permalink } = event.data;
      const readAt = event.v === 2 ? event.data.editedAt : message.editedAt;
      const newer = event.v === 2 && before.edited && before.edited.at >= (readAt ?? 0) ? before.edited : null;
      const said = { author, text: newer?.text ?? event.data.text, files };
      return { ...before, message: { ...message, said, permalink, editedAt: newer?.at ?? readAt } };
    }
    case 'capture-edited': {
      const { text } = event.data;
      const said = message.said && { ...message.said, text };
      const editedAt = event.v === 2 ? event.data.editedAt : at;
      return { ...before, edited: { text, at: editedAt }, message: { ...message, said, editedAt } };
    }
    case 'capture-retracted':
      return event.data.whole ? null : { ...before, holders: others };
    default:
      return before;
  }
}
