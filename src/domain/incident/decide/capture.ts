import type { CapturedBy, MessageAt, Said } from '#src/domain/incident/events/capture.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Prose } from '#src/domain/prose.ts';
import { type Context, type Decision, events, most, refused, says } from './decision.ts';

/** What people put on the timeline, and take off it. */
export type CaptureCommand =
  | { readonly type: 'note'; readonly text: Prose; readonly at: number | null }
  | {
      readonly type: 'capture';
      readonly message: MessageAt;
      readonly by: CapturedBy;
      readonly person: string;
      readonly said: Said | null;
    }
  /** What the message says, as Slack knows it. */
  | { readonly type: 'record-capture'; readonly message: MessageAt; readonly said: Said; readonly permalink: string }
  | { readonly type: 'edit-capture'; readonly ts: string; readonly text: Prose }
  /** `person`: whose pin came off; `null`: nobody's is on it any more. */
  | { readonly type: 'unpin'; readonly ts: string; readonly person: string | null }
  | { readonly type: 'drop-capture'; readonly ts: string };

export function decideCapture(state: Incident, command: CaptureCommand, { now }: Context): Decision {
  switch (command.type) {
    case 'note':
      if (!says(command.text)) return refused({ code: 'nothing-said', number: state.number });
      if (command.at !== null && command.at > now) return refused({ code: 'still-to-come' });
      return events({ type: 'noted', v: 1, data: { text: command.text, at: command.at } });
    case 'capture':
      return capture(state, command);
    case 'record-capture': {
      const { message, said, permalink } = command;
      if (!captured(state, message.ts)) return events();
      return events({ type: 'captured', v: 1, data: { ...message, ...said, permalink } });
    }
    case 'edit-capture':
      if (!captured(state, command.ts)) return events();
      return events({ type: 'capture-edited', v: 1, data: { ts: command.ts, text: command.text } });
    case 'unpin': {
      const known = captured(state, command.ts);
      if (!known || (command.person === null ? known.byShortcut : !known.pinnedBy.includes(command.person))) {
        return events();
      }
      const others = command.person === null ? [] : known.pinnedBy.filter((one) => one !== command.person);
      const whole = others.length === 0 && !known.byShortcut;
      return events({ type: 'capture-retracted', v: 1, data: { ts: command.ts, why: 'unpinned', whole } });
    }
    case 'drop-capture':
      if (!captured(state, command.ts)) return events();
      return events({ type: 'capture-retracted', v: 1, data: { ts: command.ts, why: 'deleted', whole: true } });
  }
}

/** The record stays open to captures when an incident is over: what explains it often comes to light afterwards. */
function capture(state: Incident, command: Extract<CaptureCommand, { type: 'capture' }>): Decision {
  const { message, by, person, said } = command;
  const known = captured(state, message.ts);
  if (known && (by === 'pin' ? known.pinnedBy.includes(person) : known.byShortcut)) return events();
  if (!known && state.captures.length >= most.captures) {
    return refused({ code: 'too-many', number: state.number, most: most.captures });
  }
  return events({ type: 'capture-requested', v: 1, data: { ...message, by, said } });
}

function captured(state: Incident, ts: string) {
  return state.captures.find((one) => one.ts === ts) ?? null;
}
