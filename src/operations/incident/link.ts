import type { Answer } from '#src/domain/answer.ts';
import { type By, type Changing, changeIncident, proseOf, proseOrNull } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

/** Adds an address people should find: a dashboard, a document. Refuses what is no http address, and what stands there already. */
export function addLink(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, url, title }: { readonly number: number; readonly url: string; readonly title: string | null },
  by: By,
): Promise<Answer> {
  const command = { type: 'add-link', url: proseOf(deps, url), title: proseOrNull(deps, title) } as const;
  return changeIncident(deps, { action: 'incident.link', number, command }, by);
}
