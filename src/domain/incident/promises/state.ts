import type { Mark } from '#src/domain/promises/owed.ts';
import type { Checklists } from './tasks.ts';
import type { Terms } from './terms.ts';

/** How far a missed promise has come. It counts for one deadline: where that is moved, nothing is missed any more. */
export interface Missed {
  readonly dueAt: number;
  /** The highest rung that was told; -1: none was to be. */
  readonly rung: number;
}

/** People were told of it, by the messages about the event `of`. */
export interface Telling {
  readonly of: number;
  readonly what: 'reminder' | 'miss';
  readonly people: readonly string[];
}

/** What the promises of an incident are worked out from, besides what people did. */
export interface Promises {
  /** Since when they run: the declaration, or when it was taken up again. */
  readonly begun: Mark;
  /** When it was resolved; `null` while it is open. */
  readonly resolved: Mark | null;
  /** When its commander left it without one. */
  readonly vacated: Mark | null;
  /** When PagerDuty took the acknowledgement back. */
  readonly lapsed: Mark | null;
  /** `null`: none are in force yet. */
  readonly terms: Terms | null;
  /** No earlier than this (ms) is due what was put off, or what new rules would have made due at once. By key, as the three below. */
  readonly deadlines: Readonly<Record<string, number>>;
  /** The deadline its debtor was last reminded of. */
  readonly reminded: Readonly<Record<string, number>>;
  readonly missed: Readonly<Record<string, Missed>>;
  readonly told: Readonly<Record<string, readonly Telling[]>>;
  /** The newest cadence tick at which its status was posted (ms). */
  readonly tick: number | null;
  /** When the review is to be held (ms), and that it was. */
  readonly review: { readonly scheduledFor: number | null; readonly held: boolean };
  readonly checklists: Checklists;
}

/** The later of two; `null` never. */
export function later(one: Mark, other: Mark | null): Mark {
  return other !== null && other.seq > one.seq ? other : one;
}
