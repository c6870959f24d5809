import type { Answer } from '#src/domain/answer.ts';
import { type By, type Changing, changeIncident, proseOf, proseOrNull } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

/** When the review is to be held (ms), or what came of it. */
export type Reviewing =
  | { readonly done: 'scheduled'; readonly at: number }
  | {
      readonly done: 'held';
      readonly cause: string;
      readonly actions: string | null;
      readonly lessons: string | null;
    };

/** Schedules the review of a resolved incident, or records that it was held (runbooks 000, 001 and 003). Refuses what is still open, and a second one. */
export function review(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, ...said }: { readonly number: number } & Reviewing,
  by: By,
): Promise<Answer> {
  const command =
    said.done === 'scheduled'
      ? ({ type: 'schedule-review', at: said.at } as const)
      : ({
          type: 'hold-review',
          cause: proseOf(deps, said.cause),
          actions: proseOrNull(deps, said.actions),
          lessons: proseOrNull(deps, said.lessons),
        } as const);
  return changeIncident(deps, { action: 'incident.review', number, command }, by);
}
