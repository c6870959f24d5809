import type { AnyDone } from '#src/define.ts';
import type { MessageRow } from '#src/ports/store.ts';
import type { Message } from '#views/message.ts';

/** Where a post hangs below another one; empty: it stands by itself. */
export type Thread = { readonly thread: string; readonly broadcast: boolean } | Record<never, never>;

/** What a kept message is about, as far as showing it goes. */
export interface About {
  isWanted(row: MessageRow): boolean;
  /** Whether it is worth posting where it does not stand yet. */
  isStillNews(row: MessageRow): boolean;
  /** Whether it hangs below something that does not stand yet, and is about to. */
  isTooEarly(row: MessageRow): boolean;
  /** From the newest state. The same state gives the same bytes. */
  content(row: MessageRow): Promise<Message>;
  thread(row: MessageRow): Thread;
  /** What is found to be in the way of saying it there, right before it is said. */
  hindrance(row: MessageRow, channel: string): Promise<AnyDone | null>;
  /** What the record says once it stands there for the first time. */
  posted(row: MessageRow, at: { readonly channel: string; readonly ts: string }): AnyDone;
}
