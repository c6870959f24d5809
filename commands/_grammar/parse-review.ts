import { leadingReference } from './leading-number.ts';
import { aheadAt } from './moment.ts';
import { ownWords } from './reason.ts';
import { tokens } from './tokens.ts';

/** What somebody says of a review. `null`: not said. */
export interface ReviewWords {
  readonly number: number | null;
  readonly done: 'scheduled' | 'held' | null;
  /** When it is (ms). */
  readonly at: number | null;
  readonly cause: string | null;
  readonly actions: string | null;
  readonly lessons: string | null;
  /** What was to be a time and is none. */
  readonly unread: string | null;
}

const nothing: ReviewWords = {
  number: null,
  done: null,
  at: null,
  cause: null,
  actions: null,
  lessons: null,
  unread: null,
};

/** What can follow a bare number that names an incident. */
const afterNumber = /^(?:held|scheduled?|in|at|by|on|for|today|tomorrow|\d{4}-)/i;

const held = /^(?:it\s+)?(?:was\s+)?held(?:[:,]|(?!\S))\s*(.*)$/is;

/**
 * Reads `INC-7 2026-11-20 10:00`, `tomorrow 10:00`, `in 2d`, and `held: a full disk. actions: alert at 80 % lessons: look at disks`. Times of day are UTC.
 * Total: never throws.
 */
export function parseReview(text: string, now: number): ReviewWords {
  const { number, rest } = leadingReference(text, afterNumber);
  const findings = held.exec(rest)?.[1];
  if (findings !== undefined) return { ...nothing, number, done: 'held', ...readFindings(findings) };
  if (rest === '') return { ...nothing, number };
  const words = tokens(rest)
    .map((token) => token.text)
    .filter((word) => !/^(?:scheduled?|on|for|at|by)$/i.test(word));
  const read = aheadAt(words, now) ?? aheadAt(['at', ...words], now);
  if (read === null || read.taken < words.length) return { ...nothing, number, done: 'scheduled', unread: rest };
  return { ...nothing, number, done: 'scheduled', at: read.at };
}

function readFindings(text: string): Pick<ReviewWords, 'cause' | 'actions' | 'lessons'> {
  const parts = text.split(/(?:^|\s)(?:root\s)?(cause|action|lesson)s?:(?=\s|$)/i);
  const labelled = (label: string) => {
    const at = parts.findIndex((part, index) => index % 2 === 1 && part.toLowerCase() === label);
    return at < 0 ? null : ownWords(parts[at + 1] ?? '');
  };
  const cause = ownWords(parts[0] ?? '') ?? labelled('cause');
  return { cause, actions: labelled('action'), lessons: labelled('lesson') };
}
