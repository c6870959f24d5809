import type { Gesture, Reply } from '#src/define.ts';

/** One thing a person did, with the door that answers it. */
export interface Job {
  readonly type: 'command' | 'action' | 'submission' | 'shortcut' | 'mention';
  /** What was meant, for logs: `incident declare`, an action id. Never text a person wrote. */
  readonly name: string;
  readonly person: string;
  readonly channel: string | null;
  /** The thread it was done in; `null`: none, or the first message of one. */
  readonly thread: string | null;
  /** The same for every repetition of the same delivery. */
  readonly delivery: string;
  /** `null`: no form opens from here. */
  readonly triggerId: string | null;
  /** Where a later word can go; modals and App Home have none. */
  readonly responseUrl: string | null;
  /** The modal in hand. */
  readonly view: { readonly id: string; readonly hash: string | null } | null;
  /** How to type it where a modal does not open. */
  readonly shape: string | null;
  /** What was said, after `/apgms`, to be said again by a button; `null`: it was no words. */
  readonly words: string | null;
  run(gesture: Gesture): Promise<Reply>;
}

/** What goes back to Slack as the answer to a delivery, and what is still to be done once it is there. */
export interface Answered {
  /** Empty, or what Slack takes as JSON. */
  readonly answer: object | null;
  readonly afterwards?: () => Promise<void>;
}
