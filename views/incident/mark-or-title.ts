import { asTyped } from '#views/as-read.ts';
import { actions, button, context, message, section } from '#views/blocks.ts';
import { limits } from '#views/limits.ts';
import type { Message } from '#views/message.ts';
import { clip, code, inline } from '#views/text.ts';

/** `action_id`s of the answers: it is marked so, or the words belong to its title. Their values: a word for this question, then the words of the declaration. */
export const declareMarkedId = 'incident.declare-marked';
export const declareAsWrittenId = 'incident.declare-as-written';

export interface MarkOrTitleProps {
  /** What the last words may mean, each once. */
  readonly marks: readonly ('private' | 'drill')[];
  /** Those words, as they were typed. */
  readonly typed: string;
  /** What was said, with the marks in front, where they are read as such. */
  readonly text: string;
  /** What was said. */
  readonly said: string;
  /** One word that is this question's own: however often it is answered, it is answered once. */
  readonly once: string;
}

/** The answer to a declaration that ends in `private` or `drill`: a mark, or a word of its title? Nothing is declared yet: neither a secret told to all nor a page for an exercise can be taken back. */
export function markOrTitle({ marks, typed, text, said, once }: MarkOrTitleProps): Message {
  const word = `“${inline(asTyped(typed), 75)}”`;
  const kind = kindOf(marks);
  const stopped = `Not declared yet: is it to be ${kind}, or is ${word} the end of its title?`;
  const values = [`${once} ${text}`, `${once} ${said}`] as const;
  const answers = [
    button(`Declare ${kind}`, declareMarkedId, values[0]),
    button('It belongs to the title: declare it', declareAsWrittenId, values[1]),
  ];
  const hold = values.every((value) => value.length <= limits.buttonValue);
  const front = code(`/apgms incident declare ${clip(asTyped(text), 60)}`);
  const byHand = `Say it again: for ${kind} with the word in front, ${front}; as a title between quotes.`;
  return message(stopped, [
    section(`*${stopped}*\n${inline(asTyped(said), 150)}`),
    hold ? actions(answers) : context(byHand),
  ]);
}

function kindOf(marks: MarkOrTitleProps['marks']): string {
  const restricted = marks.includes('private');
  if (!marks.includes('drill')) return 'a private incident';
  return restricted ? 'a private drill' : 'a drill';
}
