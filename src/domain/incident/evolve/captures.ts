import type { CaptureEvent } from '#src/domain/incident/events/capture.ts';
import type { Capture, Incident } from '#src/domain/incident/state.ts';

/** What people put on the timeline: the state knows which messages are on it, the texts stay in the events. */
export function evolveCaptures(state: Incident, event: CaptureEvent, by: string): Incident {
  switch (event.type) {
    case 'noted':
    case 'captured':
    case 'capture-edited':
      return state;
    case 'capture-requested': {
      const { channel, ts, thread } = event.data;
      const known = state.captures.find((one) => one.ts === ts) ?? {
        ...{ channel, ts, thread, pinnedBy: [], byShortcut: false },
      };
      const kept: Capture =
        event.data.by === 'pin'
          ? { ...known, pinnedBy: [...without(known.pinnedBy, by), by] }
          : { ...known, byShortcut: true };
      return { ...state, captures: [...others(state, ts), kept] };
    }
    case 'capture-retracted': {
      const { ts, whole } = event.data;
      const known = state.captures.find((one) => one.ts === ts);
      if (whole || !known) return { ...state, captures: others(state, ts) };
      return { ...state, captures: [...others(state, ts), { ...known, pinnedBy: without(known.pinnedBy, by) }] };
    }
  }
}

function others(state: Incident, ts: string): readonly Capture[] {
  return state.captures.filter((one) => one.ts !== ts);
}

function without(people: readonly string[], person: string): readonly string[] {
  return people.filter((one) => one !== person);
}
