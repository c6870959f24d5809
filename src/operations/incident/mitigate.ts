import type { Answer } from '#src/domain/answer.ts';
import { type By, type Changing, changeIncident, proseOf, proseOrNull } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

/** What was done so that it hurts less, or that it was taken back (runbook 003). */
export type Mitigating =
  | { readonly done: 'applied'; readonly what: string }
  | { readonly done: 'removed'; readonly mitigation: number; readonly how: string | null };

/** Records a mitigation applied or removed. Refuses an empty one, the removal of what is not in place, and what is over. */
export function mitigate(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, ...said }: { readonly number: number } & Mitigating,
  by: By,
): Promise<Answer> {
  const command =
    said.done === 'applied'
      ? ({ type: 'apply-mitigation', what: proseOf(deps, said.what) } as const)
      : ({ type: 'remove-mitigation', mitigation: said.mitigation, how: proseOrNull(deps, said.how) } as const);
  return changeIncident(deps, { action: 'incident.mitigation', number, command }, by);
}
