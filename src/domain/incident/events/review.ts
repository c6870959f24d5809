import type { Prose } from '#src/domain/prose.ts';

/** What people learn from it once it is over (runbooks 000, 001 and 003). */
export type ReviewEvent =
  /** `at`: when it is to be held (ms). */
  | { readonly type: 'review-scheduled'; readonly v: 1; readonly data: { readonly at: number } }
  | { readonly type: 'review-held'; readonly v: 1; readonly data: Review };

/** Blameless: what happened and why, not who. */
export interface Review {
  readonly cause: Prose;
  readonly actions: Prose | null;
  readonly lessons: Prose | null;
}
