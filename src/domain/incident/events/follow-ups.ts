import type { Prose } from '#src/domain/prose.ts';

/** What is left to do once it is over (runbook 003: "with owners and due dates"). `followUp`: its number, from 1 within the incident. */
export type FollowUpEvent =
  | {
      readonly type: 'follow-up-added';
      readonly v: 1;
      readonly data: Assigned & { readonly what: Prose };
    }
  /** Who does it and until when, as both are now. */
  | { readonly type: 'follow-up-changed'; readonly v: 1; readonly data: Assigned }
  | { readonly type: 'follow-up-done'; readonly v: 1; readonly data: { readonly followUp: number } }
  /** It turned out not to be needed. */
  | {
      readonly type: 'follow-up-dropped';
      readonly v: 1;
      readonly data: { readonly followUp: number; readonly why: Prose };
    };

interface Assigned {
  readonly followUp: number;
  readonly owner: string | null;
  /** The last day (`YYYY-MM-DD`) on which it is in time. */
  readonly due: string | null;
}
