import { captureOf } from '#src/domain/incident/captures.ts';
import type { MessageAt, Moved, PostedAt, Retracted, Said } from '#src/domain/incident/events/capture.ts';
import type { Capture, Incident } from '#src/domain/incident/state.ts';
import type { Prose } from '#src/domain/prose.ts';
import { type Context, type Decision, events, longPast, most, refused, says } from './decision.ts';

/** What people put on the timeline, and take off it. */
export type CaptureCommand =
  | { readonly type: 'note'; readonly text: Prose; readonly at: number | null }
  | {
      readonly type: 'capture';
      readonly message: MessageAt;
      readonly person: string;
      /** When the 📌 was put there (ms); `null`: by the shortcut. */
      readonly moved: number | null;
      readonly said: Said | null;
    }
  /** What the message says, as Slack knows it. `editedAt`: since when (ms); `null`: since it was written. */
  | {
      readonly type: 'record-capture';
      readonly message: MessageAt;
      readonly said: Said;
      readonly permalink: string;
      readonly editedAt: number | null;
    }
  | { readonly type: 'edit-capture'; readonly message: PostedAt; readonly text: Prose; readonly editedAt: number }
  | { readonly type: 'unpin'; readonly message: PostedAt; readonly person: string; readonly moved: number }
  /** `unpinned`: nobody's 📌 is on it any more. */
  | { readonly type: 'drop-capture'; readonly message: PostedAt; readonly why: 'unpinned' | 'deleted' };

type Capturing<Type extends CaptureCommand['type']> = Extract<CaptureCommand, { readonly type: Type }>;

export function decideCapture(state: Incident, command: CaptureCommand, { now }: Context): Decision {
  switch (command.type) {
    case 'note':
      if (!says(command.text)) return refused({ code: 'nothing-said', number: state.number });
      if (command.at !== null && command.at > now) return refused({ code: 'still-to-come' });
      if (command.at !== null && longPast(command.at, now)) return refused({ code: 'too-long-ago' });
      return events({ type: 'noted', v: 1, data: { text: command.text, at: command.at } });
    case 'capture':
      return capture(state, command);
    case 'record-capture': {
      const { message, said, permalink, editedAt } = command;
      if (!captureOf(state, message)) return events();
      return events({ type: 'captured', v: 2, data: { ...message, ...said, permalink, editedAt } });
    }
    case 'edit-capture': {
      const { text, editedAt } = command;
      const known = captureOf(state, command.message);
      // Slack counts edits by the second: of two within one, the one told last is the newer.
      if (!known || editedAt < (known.editedAt ?? 0)) return events();
      const { channel, ts } = known;
      return events({ type: 'capture-edited', v: 2, data: { channel, ts, text, editedAt } });
    }
    case 'unpin':
      return unpin(state, command);
    case 'drop-capture': {
      const { message, why } = command;
      const known = captureOf(state, message);
      return known && !(why === 'unpinned' && known.byShortcut)
        ? retracted(known, { why, whole: true, moved: null })
        : events();
    }
  }
}

/** The record stays open to captures when an incident is over: what explains it often comes to light afterwards. */
function capture(state: Incident, { message, person, moved, said }: Capturing<'capture'>): Decision {
  const known = captureOf(state, message);
  if (known && (moved === null ? known.byShortcut : moved <= lastMove(known, person))) return events();
  if (!known && state.captures.length >= most.captures) {
    return refused({ code: 'too-many', number: state.number, most: most.captures });
  }
  const by = moved === null ? 'shortcut' : 'pin';
  return events({ type: 'capture-requested', v: 2, data: { ...message, by, said, moved } });
}

/** Also of who has none on it, as far as we know: theirs may be told of after this. */
function unpin(state: Incident, { message, person, moved }: Capturing<'unpin'>): Decision {
  const known = captureOf(state, message);
  if (!known || moved <= lastMove(known, person)) return events();
  const others = known.pinnedBy.filter((one) => one !== person);
  const whole = others.length === 0 && !known.byShortcut;
  return retracted(known, { why: 'unpinned', whole, moved });
}

function retracted({ channel, ts }: Capture, how: Retracted & Moved): Decision {
  return events({ type: 'capture-retracted', v: 2, data: { channel, ts, ...how } });
}

function lastMove({ moves }: Capture, person: string): number {
  return moves[person] ?? 0;
}
