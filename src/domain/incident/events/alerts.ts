import type { AlertSeverity } from '#src/domain/alert/events.ts';
import type { Prose } from '#src/domain/prose.ts';

/** An alert, as it was when this was recorded. */
export interface AlertNamed {
  readonly alert: number;
  /** The name of its rule. */
  readonly name: string;
  readonly title: Prose;
  readonly severity: AlertSeverity;
}

/** What became of the alerts that are attached to it. */
export type AttachedEvent =
  | { readonly type: 'alert-joined'; readonly v: 1; readonly data: AlertNamed }
  | { readonly type: 'alert-left'; readonly v: 1; readonly data: { readonly alert: number } }
  | {
      readonly type: 'alert-fired-again' | 'alert-grew' | 'alert-resolved';
      readonly v: 1;
      readonly data: AlertNamed & {
        /** How much of it fires by now. */
        readonly firing: number;
      };
    };
