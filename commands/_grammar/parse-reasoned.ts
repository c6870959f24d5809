import { leadingReference } from './leading-number.ts';
import { reasonIn } from './reason.ts';

export interface ReasonedWords {
  readonly number: number | null;
  /** `null`: none was given. */
  readonly why: string | null;
}

/** Reads `INC-7 because it was a test`, also without the `because`. Total: never throws. */
export function parseReasoned(text: string): ReasonedWords {
  const { number, rest } = leadingReference(text);
  return { number, why: reasonIn(rest) };
}
