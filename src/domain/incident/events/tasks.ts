import type { TaskName } from '#src/domain/incident/promises/tasks.ts';
import type { Prose } from '#src/domain/prose.ts';

/** What people did with the checklists of the policy. Those of some phases begin by themselves, without an event. */
export type TaskEvent =
  | { readonly type: 'checklist-begun'; readonly v: 1; readonly data: { readonly list: string } }
  | {
      readonly type: 'task-done';
      readonly v: 1;
      readonly data: TaskName & { readonly evidence: Prose | null };
    }
  | { readonly type: 'task-undone'; readonly v: 1; readonly data: TaskName }
  /** It need not be done this time. */
  | { readonly type: 'task-waived'; readonly v: 1; readonly data: TaskName & { readonly why: Prose } };
