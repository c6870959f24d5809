import type { Message, Modal } from '#views/message.ts';

/** What the door itself says to people. Handed in, so that the words stand in one place with all others. */
export interface SlackWords {
  /** A fault of ours that the log knows as `id`. */
  fault(id: string): Message;
  notStoredYet(): Message;
  /** After minutes of trying. */
  notStored(): Message;
  /** It took long but went well, and the door had nothing to say. */
  stored(): Message;
  unknownAction(): Message;
  outsider(): Message;
  /** `words`: what a button may run again, after `/apgms`; `shape`: how it is typed instead. */
  formNotOpened(words: string | null, shape: string | null): Message;
  /** There is nothing here that a form opens from. */
  formByButton(words: string | null, shape: string | null): Message;
  /** What was wrong with a form that is not on the screen any more. */
  wrongFields(sentences: readonly string[]): Message;
  /** A message in the place of a form. */
  notice(message: Message): Modal;
}
