import { captureOf, type Place, standsAt } from '#src/domain/incident/captures.ts';
import type { CaptureEvent } from '#src/domain/incident/events/capture.ts';
import type { Capture, Incident } from '#src/domain/incident/state.ts';

/** What people put on the timeline: the state knows which messages are on it, the texts stay in the events. */
export function evolveCaptures(
  state: Incident,
  event: CaptureEvent,
  { by, at }: { readonly by: string; readonly at: number },
): Incident {
  switch (event.type) {
    case 'noted':
      return state;
    case 'captured':
      return event.v === 1 ? state : edited(state, event.data, event.data.editedAt);
    case 'capture-edited':
      return edited(state, event.data, event.v === 1 ? at : event.data.editedAt);
    case 'capture-requested': {
      const { channel, ts, thread } = event.data;
      const known = captureOf(state, event.data) ?? {
        ...{ channel, ts, thread, pinnedBy: [], byShortcut: false, moves: {}, editedAt: null },
      };
      if (event.data.by === 'shortcut') return kept(state, { ...known, byShortcut: true });
      const pinned = { ...known, pinnedBy: [...without(known.pinnedBy, by), by] };
      return kept(state, moved(pinned, by, event.v === 1 ? null : event.data.moved));
    }
    case 'capture-retracted': {
      const known = captureOf(state, event.data);
      if (event.data.whole || !known) return { ...state, captures: others(state, event.data) };
      const unpinned = { ...known, pinnedBy: without(known.pinnedBy, by) };
      return kept(state, moved(unpinned, by, event.v === 1 ? null : event.data.moved));
    }
  }
}

function edited(state: Incident, place: Place, editedAt: number | null): Incident {
  const known = captureOf(state, place);
  if (!known || editedAt === null || (known.editedAt ?? 0) >= editedAt) return state;
  return { ...state, captures: state.captures.map((one) => (one === known ? { ...known, editedAt } : one)) };
}

function kept(state: Incident, capture: Capture): Incident {
  return { ...state, captures: [...others(state, capture), capture] };
}

function moved(capture: Capture, person: string, at: number | null): Capture {
  return at === null ? capture : { ...capture, moves: { ...capture.moves, [person]: at } };
}

function others(state: Incident, place: Place): readonly Capture[] {
  return state.captures.filter((one) => !standsAt(one, place));
}

function without(people: readonly string[], person: string): readonly string[] {
  return people.filter((one) => one !== person);
}
