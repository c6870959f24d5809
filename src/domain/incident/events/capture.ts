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
  | {
      readonly type: 'capture-requested';
      readonly v: 1;
      readonly data: MessageAt & { readonly by: CapturedBy; readonly said: Said | null };
    }
  | {
      readonly type: 'captured';
      readonly v: 1;
      readonly data: MessageAt & Said & { readonly permalink: string };
    }
  | { readonly type: 'capture-edited'; readonly v: 1; readonly data: { readonly ts: string; readonly text: Prose } }
  /** `whole`: it is off the timeline; otherwise one of several pins came off. */
  | {
      readonly type: 'capture-retracted';
      readonly v: 1;
      readonly data: { readonly ts: string; readonly why: 'unpinned' | 'deleted'; readonly whole: boolean };
    };
