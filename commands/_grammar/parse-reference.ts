import { oneLine } from '#src/domain/text.ts';
import { leadingNumber } from './leading-number.ts';
import { spoken } from './spoken.ts';
import { unquoted } from './tokens.ts';

/** `null` for the number: the incident of this channel. `unread`: words that mean nothing here, to be told so. */
export interface ReferenceWords {
  readonly number: number | null;
  readonly unread: string | null;
}

export interface BecauseWords extends ReferenceWords {
  /** Why to do it whatever stands in the way; empty: `because` without a reason; `null`: not asked for. */
  readonly reason: string | null;
}

/** Reads `INC-42`, or nothing. Total: never throws. */
export function parseReference(text: string): ReferenceWords {
  const { number, rest } = leadingNumber(text);
  return { number, unread: rest || null };
}

/** Reads `INC-42 because the check flaps`, with either part left out. Only after `because` stands a reason, for it overrides what else must hold. Total: never throws. */
export function parseReferenceBecause(text: string): BecauseWords {
  const { number, rest } = leadingNumber(text);
  const said = /^(?:because|reason|override(?:\s+because)?)(?:[:,]|(?!\S))(.*)$/isu.exec(rest)?.[1];
  if (said === undefined) return { number, reason: null, unread: rest || null };
  const reason = unquoted(oneLine(spoken(said)));
  return { number, reason: /[\p{L}\p{N}]/u.test(reason) ? reason : '', unread: null };
}
