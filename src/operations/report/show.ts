import { may } from '#src/domain/access.ts';
import { figuresOf, type IncidentFigures } from '#src/domain/figures/incident.ts';
import { type Report, reportOf } from '#src/domain/figures/report.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import type { Deps } from '#src/ports/deps.ts';

/** So many records are in memory at a time. */
const pageSize = 25;

export type ReportRead =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly refusal: Refusal };

/** How the incidents went that were declared at or after `since` (ms), as far as `actor` may know of them: worked out from their records alone. */
export async function showReport(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  { since }: { readonly since: number },
  { actor }: { readonly actor: PersonActor },
): Promise<ReportRead> {
  const permission = may(actor, 'report.show');
  if (!permission.ok) return permission;
  const now = clock.now();
  const figures = new Map<string, IncidentFigures>();
  for (let offset = 0; ; offset += pageSize) {
    const page = await store.incidents({ since }, { limit: pageSize, offset }, actor);
    const records = await Promise.all(page.map(({ stream }) => store.events(stream)));
    for (const [index, { stream }] of page.entries()) figures.set(stream, figuresOf(records[index] ?? [], now));
    if (page.length < pageSize) return { ok: true, report: reportOf([...figures.values()]) };
  }
}
