import type { Prose } from '#src/domain/prose.ts';

/** A message in Slack. `thread`: the message it replies to. */
export interface MessageAt {
  readonly channel: string;
  readonly ts: string;
  readonly thread: string | null;
}

/** What a message said. */
export interface Said {
  /** A person's id, or the id of a bot. */
  readonly author: string;
  readonly text: Prose;
  /** Names of its files. */
  readonly files: readonly Prose[];
}

/** By 📌, or by the shortcut of a message. */
export type CapturedBy = 'pin' | 'shortcut';

/** What people put on the timeline themselves. */
export type CaptureEvent =
  /** `at`: when it happened (ms), where that is not when it was noted. */
  | { readonly type: 'noted'; readonly v: 1; readonly data: { readonly text: Prose; readonly at: number | null } }
  /** `said`: what the message said then, where we were told. */
  | { readonly type: 'capture-requested'; readonly v: 1; readonly data: CaptureRequested }
  /** `moved`: when the 📌 was put there (ms); `null`: by the shortcut. */
  | { readonly type: 'capture-requested'; readonly v: 2; readonly data: CaptureRequested & Moved }
  | { readonly type: 'captured'; readonly v: 1; readonly data: Captured }
  /** `editedAt`: the newest edit of what was read (ms); `null`: none. */
  | { readonly type: 'captured'; readonly v: 2; readonly data: Captured & { readonly editedAt: number | null } }
  | { readonly type: 'capture-edited'; readonly v: 1; readonly data: { readonly ts: string; readonly text: Prose } }
  /** `editedAt`: when its author changed it (ms). */
  | {
      readonly type: 'capture-edited';
      readonly v: 2;
      readonly data: PostedAt & { readonly text: Prose; readonly editedAt: number };
    }
  /** `whole`: it is off the timeline; otherwise the 📌 of one person came off. */
  | { readonly type: 'capture-retracted'; readonly v: 1; readonly data: { readonly ts: string } & Retracted }
  /** `moved`: when the 📌 was taken off (ms); `null`: nobody's was, the message is gone or without any. */
  | { readonly type: 'capture-retracted'; readonly v: 2; readonly data: PostedAt & Retracted & Moved };

/** Where a message stands. */
export type PostedAt = Omit<MessageAt, 'thread'>;
type CaptureRequested = MessageAt & { readonly by: CapturedBy; readonly said: Said | null };
type Captured = MessageAt & Said & { readonly permalink: string };

export interface Retracted {
  readonly why: 'unpinned' | 'deleted';
  readonly whole: boolean;
}

/** What Slack tells late changes nothing: of one person's 📌 on one message the newest move counts. */
export interface Moved {
  readonly moved: number | null;
}
